import { el, type Inside } from '../../safe.js';

/** A person's own text: the style sheet keeps its line breaks, its letters choose its direction. */
export function said(text: string): HTMLElement {
  return el('p', { class: 'text', dir: 'auto' }, text);
}

let counter = 0;

/** A fresh id, for a label and its control. */
export function fresh(prefix: string): string {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** A label above its control, with a hint that is read with it. */
export function field(label: string, control: HTMLElement, hint = ''): HTMLElement {
  control.id ||= fresh('field');
  if (hint !== '') control.setAttribute('aria-describedby', `${control.id}-hint`);
  return el('div', { class: 'field' },
    el('label', { for: control.id }, label),
    hint !== '' && el('p', { id: `${control.id}-hint`, class: 'hint' }, hint),
    control);
}

/** A part of the page under its own heading. */
export function section(heading: string, className: string, ...inside: Inside[]): HTMLElement {
  const title = el('h2', { id: fresh('section') }, heading);
  return el('section', { class: className, 'aria-labelledby': title.id }, title, ...inside);
}

/** What is seldom looked for, folded under a summary. */
export function folded(summary: string, ...inside: Inside[]): HTMLElement {
  return el('details', { class: 'folds' }, el('summary', {}, summary), ...inside);
}

/** Where an element says what went wrong; it is read out when it fills. */
export function alertBox(): HTMLElement {
  return el('p', { class: 'wrong-text', role: 'alert', hidden: true });
}

/** Fills an alert box, or empties it. */
export function tell(box: HTMLElement, text: string): void {
  box.hidden = text === '';
  box.textContent = text;
}

/** Runs work once at a time: the button is off meanwhile, and what goes wrong is told in the box. */
export async function busy(button: HTMLButtonElement, box: HTMLElement, told: (error: unknown) => string, work: () => Promise<void>): Promise<void> {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  tell(box, '');
  try {
    await work();
  } catch (error) {
    tell(box, told(error));
  } finally {
    button.removeAttribute('aria-busy');
  }
}
