import { el } from '../../safe.js';
import type { Draft, DraftAnswer } from '../../draft.js';
import type { Speech } from '../speech.js';
import { questionOf, shownAnswers, valuesOf } from './answers.js';
import { filledEntries, partsOf, type Entries } from './entries.js';

/** The answers as they stand in the questions that are asked, to be kept. */
export function gather(asked: readonly HTMLElement[]): DraftAnswer[] {
  return asked.flatMap((section) => {
    const { field, kind } = section.dataset;
    if (field === undefined || kind === 'files') return [];
    if (kind !== 'entries') return answerOf(section, field, questionOf(section));
    return filledEntries(section).flatMap((block, i) => {
      const name = block.querySelector('legend')?.textContent ?? '';
      return partsOf(block).filter((part) => !part.hidden).flatMap((part) =>
        answerOf(part, `${field}.${i + 1}.${part.dataset['sub'] ?? ''}`, `${name}: ${questionOf(part)}`));
    });
  });
}

function answerOf(question: Element, id: string, asks: string): DraftAnswer[] {
  const values = valuesOf(question);
  if (values.length === 0) return [];
  return [{ id, asks, values, says: textBox(question) === null ? shownAnswers(question).split('\n') : [] }];
}

function textBox(question: Element): HTMLInputElement | HTMLTextAreaElement | null {
  return question.querySelector<HTMLInputElement | HTMLTextAreaElement>('input[type="text"], textarea');
}

/**
 * Puts a draft's answers to the questions that the form still asks, and gives back those
 * that have no place any more: nothing is lost silently.
 */
export function fillIn(form: HTMLElement, groups: ReadonlyMap<HTMLElement, Entries>, draft: Draft): DraftAnswer[] {
  const questions = questionsFor(form, groups, draft.answers);
  const left = draft.answers.flatMap((answer) => {
    const question = questions.get(answer.id);
    const rest = question === undefined ? answer : putAnswer(question, answer);
    return rest.values.length === 0 ? [] : [rest];
  });
  for (const group of groups.values()) group.redraw();
  exclude(form, draft.exclusions);
  const urgent = form.querySelector<HTMLInputElement>('[name="urgent"]');
  if (urgent !== null) urgent.checked = draft.urgent === 'yes';
  return left;
}

/** The question of each answer; groups get as many entries as there are answers for. */
function questionsFor(
  form: HTMLElement, groups: ReadonlyMap<HTMLElement, Entries>, answers: readonly DraftAnswer[],
): Map<string, HTMLElement> {
  const questions = new Map<string, HTMLElement>();
  for (const section of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const { field = '', kind } = section.dataset;
    const group = groups.get(section);
    if (group !== undefined) placeEntries(questions, group, field, answers);
    else if (kind !== 'files' && kind !== 'entries') questions.set(field, section);
  }
  return questions;
}

function placeEntries(questions: Map<string, HTMLElement>, group: Entries, field: string, answers: readonly DraftAnswer[]): void {
  const numbers = new Set(answers.flatMap(({ id }) => {
    const [name, n, sub] = id.split('.');
    return name === field && sub !== undefined ? [Number(n)] : [];
  }));
  const sorted = [...numbers].sort((a, b) => a - b);
  for (const [i, block] of group.restart(sorted.length).entries()) {
    for (const part of partsOf(block)) questions.set(`${field}.${sorted[i] ?? 0}.${part.dataset['sub'] ?? ''}`, part);
  }
}

/** Answers a question as far as it still offers that, and gives what is left. */
function putAnswer(question: HTMLElement, answer: DraftAnswer): DraftAnswer {
  const left: DraftAnswer = { ...answer, values: [], says: [] };
  for (const [i, value] of answer.values.entries()) {
    // Options that were chosen are no answer to a question that now asks for words.
    if (answer.says.length > 0 && textBox(question) !== null || !putValue(question, value)) {
      left.values.push(value);
      const said = answer.says[i];
      if (said !== undefined) left.says.push(said);
    }
  }
  return left;
}

function putValue(question: HTMLElement, value: string): boolean {
  const text = textBox(question);
  if (text !== null) {
    text.value = value;
    return true;
  }
  const select = question.querySelector('select');
  if (select !== null) {
    const listed = [...select.options].some((option) => option.value === value);
    if (listed) select.value = value;
    return listed;
  }
  const box = [...question.querySelectorAll<HTMLInputElement>('input')].find((input) => input.value === value);
  if (box !== undefined) box.checked = true;
  return box !== undefined;
}

/** Keeps out whom the draft keeps out, also those for whom the page has no box any more. */
function exclude(form: HTMLElement, exclusions: readonly string[]): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[name="exclude"]')];
  for (const box of boxes) box.checked = exclusions.includes(box.value);
  const place = form.querySelector('[data-step="exclude"] fieldset');
  for (const value of exclusions.filter((each) => !boxes.some((box) => box.value === each))) {
    const box = el('input', { type: 'checkbox', name: 'exclude', value, hidden: true });
    box.checked = true;
    place?.append(box);
  }
}

/** How a draft names a step. */
export function placeOf(step: HTMLElement): string {
  const { field, step: name = '' } = step.dataset;
  return field !== undefined ? `field:${field}` : name === 'words' || name === 'send' ? 'review' : name;
}

/** The step at which the writer stood, or the first question where that is not asked any more. */
export function standing(asked: readonly HTMLElement[], place: string): HTMLElement | undefined {
  return asked.find((step) => place !== '' && place !== 'start' && placeOf(step) === place) ?? asked[1];
}

/** Answers as they were kept, to be read and copied. */
export function drawAnswers(answers: readonly DraftAnswer[]): HTMLElement {
  return el('dl', { class: 'review' }, ...answers.flatMap(({ id, asks, values, says }) => [
    el('dt', {}, asks === '' ? id : asks),
    el('dd', {}, el('p', { class: 'text', dir: 'auto' }, (says.length === values.length ? says : values).join('\n'))),
  ]));
}

/** What is said above a form that was filled in again; it goes with the next step. */
export function drawRestored(until: string, changed: boolean, speech: Speech): HTMLElement {
  return el('div', { class: 'note good', role: 'status', 'data-restored': true },
    el('h2', {}, speech.say('draft.back.title')),
    el('p', {}, until === '' ? speech.say('draft.back.file') : speech.say('draft.back.until', { Day: speech.day(until) })),
    el('p', {}, speech.say('draft.no-files')),
    changed && el('p', {}, el('strong', {}, speech.say('draft.back.changed'))));
}

/** Answers without a place: they stay in sight until the person needs them no more. */
export function drawUnplaced(answers: readonly DraftAnswer[], dismiss: () => void, speech: Speech): HTMLElement {
  return el('div', { class: 'note warm' },
    el('h2', {}, speech.say('draft.unplaced')),
    el('p', {}, speech.say('draft.unplaced.text')),
    drawAnswers(answers),
    el('button', { type: 'button', class: 'quiet', onclick: dismiss }, speech.say('js.draft.dismiss')));
}
