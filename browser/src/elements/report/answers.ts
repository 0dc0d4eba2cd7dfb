import type { Field } from './data.js';

/** Gives the answers of one question, as they stand in its inputs. */
export function valuesOf(section: Element): string[] {
  const inputs = section.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type="file"]), textarea');
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

/**
 * The answers as they are sealed: nothing empty, names as a list of lines. sections are those
 * that are asked: what a person cannot see any more, such as a name typed before choosing to
 * stay anonymous, is not sent.
 */
export function fieldsOf(sections: readonly HTMLElement[], fields: readonly Field[]): Record<string, string | string[]> {
  const sealed: Record<string, string | string[]> = {};
  for (const field of fields) {
    const section = sections.find((each) => each.dataset['field'] === field.id);
    if (section === undefined || field.kind === 'files') continue;
    const values = valuesOf(section);
    const [first] = values;
    if (first === undefined) continue;
    if (field.kind === 'choices') sealed[field.id] = values;
    else if (field.kind === 'names') sealed[field.id] = first.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    else sealed[field.id] = first;
  }
  return sealed;
}

/** The answers of a question as people read them: labels instead of codes. */
export function shownAnswers(section: Element): string {
  const chosen = [...section.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked, input[type="checkbox"]:checked')];
  if (chosen.length > 0) return chosen.map((input) => input.parentElement?.textContent?.trim() ?? '').join('\n');
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
