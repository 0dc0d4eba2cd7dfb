import { filledEntries, partsOf } from './entries.js';
import type { Field } from './data.js';

/** Gives the answers of one question, as they stand in its inputs. */
export function valuesOf(section: Element): string[] {
  const inputs = section.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
    'input:not([type="file"]), textarea, select');
  return [...inputs].flatMap((input) => {
    if (input.type === 'radio' || input.type === 'checkbox') return (input as HTMLInputElement).checked ? [input.value] : [];
    const text = input.value.trim();
    return text === '' ? [] : [text];
  });
}

/** Says whether a question is asked under the answers given so far. */
export function isAsked(section: HTMLElement, answersOf: (id: string) => string[]): boolean {
  const when = (section.dataset['when'] ?? '').split(';').filter((each) => each !== '');
  return when.every((each) => {
    const [id = '', wanted = ''] = each.split('=');
    return wanted.split(',').some((option) => answersOf(id).includes(option));
  });
}

/** Answers as they are sealed: by the id of their question. */
export type Sealed = Record<string, string | string[]>;

/**
 * The answers as they are sealed: nothing empty, names as a list of lines, entries numbered
 * without holes. sections are those that are asked: what a person cannot see any more, such
 * as a name typed before choosing to stay anonymous, is not sent.
 */
export function fieldsOf(sections: readonly HTMLElement[], fields: readonly Field[]): Sealed {
  const sealed: Sealed = {};
  for (const field of fields) {
    const section = sections.find((each) => each.dataset['field'] === field.id);
    if (section === undefined || field.kind === 'files') continue;
    if (field.kind === 'entries') sealEntries(sealed, section, field);
    else sealOne(sealed, field.id, section, field);
  }
  return sealed;
}

function sealEntries(sealed: Sealed, section: HTMLElement, field: Field): void {
  for (const [i, block] of filledEntries(section).entries()) {
    for (const part of partsOf(block)) {
      const asked = field.fields?.find((each) => each.id === part.dataset['sub']);
      if (asked !== undefined && !part.hidden) sealOne(sealed, `${field.id}.${i + 1}.${asked.id}`, part, asked);
    }
  }
}

function sealOne(sealed: Sealed, id: string, question: HTMLElement, field: Field): void {
  const values = valuesOf(question);
  const [first] = values;
  if (first === undefined) return;
  if (field.kind === 'choices') sealed[id] = values;
  else if (field.kind === 'names') sealed[id] = first.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  else sealed[id] = first;
}

/** The answers of a question as people read them: labels instead of codes. */
export function shownAnswers(section: Element): string {
  const chosen = [...section.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked, input[type="checkbox"]:checked')];
  if (chosen.length > 0) return chosen.map((input) => input.parentElement?.textContent?.trim() ?? '').join('\n');
  const select = section.querySelector('select');
  if (select !== null) return select.value === '' ? '' : select.selectedOptions[0]?.text ?? '';
  return valuesOf(section).join('\n');
}

/** The question itself, without its remark. */
export function questionOf(section: Element): string {
  const head = section.querySelector('legend, label')?.cloneNode(true) as Element | undefined;
  head?.querySelector('.optional')?.remove();
  return head?.textContent?.trim() ?? '';
}

/** What is wrong with an answer, as a key of words, or "". */
export function problemOf(section: HTMLElement, field: Field | undefined): { key: string; max: number } | undefined {
  if (field === undefined) return undefined;
  const values = valuesOf(section);
  if (field.required === true && values.length === 0) return { key: 'js.report.required', max: 0 };
  const text = values[0] ?? '';
  if (field.kind === 'date' && isImpossibleDay(text)) return { key: 'js.report.no-such-day', max: 0 };
  if (field.kind === 'names') {
    const names = text.split('\n').filter((line) => line.trim() !== '');
    const most = field.max ?? 50;
    if (names.length > most) return { key: 'js.report.too-many-names', max: most };
    return names.some((name) => [...name.trim()].length > 200) ? { key: 'js.report.too-long', max: 200 } : undefined;
  }
  const most = field.max ?? (field.kind === 'long' ? 20_000 : 200);
  const isText = field.kind === 'long' || field.kind === 'short' || field.kind === 'date';
  return isText && [...text].length > most ? { key: 'js.report.too-long', max: most } : undefined;
}

/** A day written as year-month-day that no calendar has. Free words are always possible. */
export function isImpossibleDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text;
}
