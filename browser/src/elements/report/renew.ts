import { el } from '../../safe.js';
import type { Speech } from '../speech.js';
import { valuesOf } from './answers.js';
import type { Field, FieldText, ReportData } from './data.js';

/**
 * Fits the questions in the page to a form that changed under it. What was typed stays: a
 * question that is asked no more is shown with its answer, and is not sent.
 */
export function renewQuestions(form: HTMLElement, data: ReportData, speech: Speech): void {
  const sections = new Map([...form.querySelectorAll<HTMLElement>('[data-field]')].map((each) => [each.dataset['field'] ?? '', each]));
  let before = form.querySelector<HTMLElement>('[data-step="exclude"]');
  for (const field of [...data.form.fields].reverse()) {
    if (field.kind === 'files') continue;
    const text = data.formText?.fields[field.id] ?? { label: field.id };
    const known = sections.get(field.id);
    const section = known !== undefined && known.dataset['kind'] === field.kind ? known : undefined;
    const renewed = drawQuestion(field, text, section === undefined ? [] : valuesOf(section), speech);
    if (section !== undefined) section.replaceWith(renewed);
    before?.before(renewed);
    before = renewed;
    sections.delete(field.id);
  }
  for (const [, section] of sections) {
    if (section.dataset['kind'] === 'files') continue;
    section.dataset['gone'] = 'yes';
    section.append(el('p', { class: 'note warm' }, speech.say('js.report.no-longer')));
  }
}

function drawQuestion(field: Field, text: FieldText, values: readonly string[], speech: Speech): HTMLElement {
  const name = `f.${field.id}`;
  const optional = field.required !== true && el('span', { class: 'optional' }, ` (${speech.say('choice.optional')})`);
  const hint = text.hint !== undefined && text.hint !== '' && el('p', { class: 'hint', id: `${name}-hint` }, text.hint);
  const described = hint === false ? undefined : `${name}-hint`;
  const when = Object.entries(field.when ?? {}).map(([id, wanted]) => `${id}=${wanted.join(',')}`).join(';');
  const inside = field.kind === 'choice' || field.kind === 'choices'
    ? [el('fieldset', { 'aria-describedby': described }, el('legend', { id: name }, text.label, optional), hint,
      ...(field.options ?? []).map((option) => drawOption(field, name, option, text.options?.[option] ?? option, values)))]
    : [el('label', { for: name }, text.label, optional), hint, drawInput(field, name, described, values.join('\n'))];
  return el('section', {
    class: 'field', 'data-step': 'field', 'data-field': field.id, 'data-kind': field.kind, 'data-when': when, hidden: true,
  }, ...inside);
}

function drawOption(field: Field, name: string, option: string, label: string, values: readonly string[]): HTMLElement {
  const type = field.kind === 'choices' ? 'checkbox' : 'radio';
  return el('label', { class: 'choice' },
    el('input', { type, name, value: option, checked: values.includes(option) }), el('span', {}, label));
}

function drawInput(field: Field, name: string, described: string | undefined, value: string): HTMLElement {
  const shared = { id: name, name, autocomplete: 'off', 'aria-describedby': described };
  if (field.kind === 'short' || field.kind === 'date') {
    return el('input', { ...shared, type: 'text', maxlength: field.max ?? 200, value });
  }
  return el('textarea', { ...shared, rows: field.kind === 'names' ? 3 : 8 }, value);
}
