// What test/browser asks of the HTML of every page, over html-validate's recommended rules.
export default {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Both spellings are valid; this project writes the short one.
    'doctype-style': ['error', { style: 'lowercase' }],
    // Any id without a space is valid; those of a form's questions have a dot: "f.when".
    'valid-id': ['error', { relaxed: true }],
    // A control that belongs to another form by its form attribute is counted with the form
    // around it, so the rule reports two where each form has one.
    'form-dup-name': 'off',
    // A page's title is its heading and the name of the site, however long an office is called.
    'long-title': 'off',
    // What a template leaves between two lines is no fault of the page.
    'no-trailing-whitespace': 'off',
  },
};
