import { el } from '../../safe.js';
import { entryName } from '../answers.js';
import type { Speech } from '../speech.js';
import { valuesOf } from './answers.js';
import type { Field, FieldText, ReportData } from './data.js';
import { filledEntries, partsOf } from './entries.js';
import { knownZones } from './zone.js';

/**
 * Fits the questions in the page to a form that changed under it. What was typed stays: a
 * question that is asked no more is shown with its answer, and is not sent.
 */
export function renewQuestions(form: HTMLElement, data: ReportData, speech: Speech): void {
  const sections = new Map([...form.querySelectorAll<HTMLElement>('[data-field]')].map((each) => [each.dataset['field'] ?? '', each]));
  let before = form.querySelector<HTMLElement>('[data-step="exclude"], [data-step="urgent"], [data-step="files"], [data-step="review"]');
  for (const field of [...data.form.fields].reverse()) {
    if (field.kind === 'files') continue;
    const text = data.formText?.fields[field.id] ?? { label: field.id };
    const known = sections.get(field.id);
    const section = known !== undefined && known.dataset['kind'] === field.kind ? known : undefined;
    const renewed = drawQuestion(field, text, section, speech);
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

/** A question anew, with what its old section held. */
function drawQuestion(field: Field, text: FieldText, old: HTMLElement | undefined, speech: Speech): HTMLElement {
  const optional = field.required !== true && el('span', { class: 'optional' }, ` (${speech.say('choice.optional')})`);
  const inside = field.kind === 'entries' ? drawGroup(field, text, old, optional, speech)
    : drawInside(field, `f.${field.id}`, text, old === undefined ? [] : valuesOf(old), optional, speech);
  const renewed = el('section', {
    class: 'field', 'data-step': 'field', 'data-field': field.id, 'data-kind': field.kind, 'data-when': whenOf(field), hidden: true,
    'data-max': field.kind === 'entries' ? field.max : undefined, 'data-entry-name': text.entry, 'data-add': text.add,
  }, ...inside);
  // A list of zones goes over as it stands, with what was chosen.
  const list = old?.querySelector('select');
  if (list !== null && list !== undefined) renewed.querySelector('select')?.replaceWith(list);
  return renewed;
}

function drawGroup(
  field: Field, text: FieldText, old: HTMLElement | undefined, optional: HTMLElement | false, speech: Speech,
): HTMLElement[] {
  const filled = old === undefined ? [] : filledEntries(old);
  const blocks = filled.length === 0 ? [undefined] : filled;
  return [el('fieldset', {}, el('legend', { id: `f.${field.id}` }, text.label, optional),
    text.hint !== undefined && el('p', { class: 'hint' }, text.hint),
    ...blocks.map((block, i) => drawEntry(field, text, block, i + 1, speech)))];
}

function drawEntry(field: Field, text: FieldText, old: HTMLElement | undefined, n: number, speech: Speech): HTMLElement {
  return el('fieldset', { class: 'entry', 'data-entry': n }, el('legend', {}, entryName(text.entry ?? '', n)),
    ...(field.fields ?? []).map((part) => {
      const answered = old === undefined ? undefined : partsOf(old).find((each) => each.dataset['sub'] === part.id);
      return el('div', { class: 'field', 'data-sub': part.id, 'data-when': whenOf(part) },
        ...drawInside(part, `f.${field.id}.${n}.${part.id}`, text.fields?.[part.id] ?? { label: part.id },
          answered === undefined ? [] : valuesOf(answered), false, speech));
    }));
}

function whenOf(field: Field): string {
  return Object.entries(field.when ?? {}).map(([id, wanted]) => `${id}=${wanted.join(',')}`).join(';');
}

/** Label, hint and input of one question. */
function drawInside(
  field: Field, name: string, text: FieldText, values: readonly string[], optional: HTMLElement | false, speech: Speech,
): (HTMLElement | false)[] {
  const hint = text.hint !== undefined && text.hint !== '' && el('p', { class: 'hint', id: `${name}-hint` }, text.hint);
  const described = hint === false ? undefined : `${name}-hint`;
  if (field.kind === 'choice' || field.kind === 'choices') {
    return [el('fieldset', { 'aria-describedby': described }, el('legend', { id: name }, text.label, optional), hint,
      ...(field.options ?? []).map((option) => drawOption(field, name, option, text.options?.[option] ?? option, values)))];
  }
  return [el('label', { for: name }, text.label, optional), hint, drawInput(field, name, described, values.join('\n'), speech)];
}

function drawOption(field: Field, name: string, option: string, label: string, values: readonly string[]): HTMLElement {
  const type = field.kind === 'choices' ? 'checkbox' : 'radio';
  return el('label', { class: 'choice' },
    el('input', { type, name, value: option, checked: values.includes(option) }), el('span', {}, label));
}

function drawInput(field: Field, name: string, described: string | undefined, value: string, speech: Speech): HTMLElement {
  const shared = { id: name, name, autocomplete: 'off', 'aria-describedby': described };
  if (field.kind === 'short' || field.kind === 'date') {
    return el('input', { ...shared, type: 'text', maxlength: field.max ?? 200, value });
  }
  if (field.kind === 'zone') {
    return el('select', shared, el('option', { value: '' }, speech.say('zone.unknown')),
      ...knownZones().map((zone) => el('option', { value: zone }, zone.replaceAll('_', ' '))));
  }
  return el('textarea', { ...shared, rows: field.kind === 'names' ? 3 : 8 }, value);
}
