import { isDay } from '../forms.js';
import { el } from '../safe.js';

/** One question, as those who read its answers need it. A repeated group has questions of its own. */
export interface Question {
  id: string;
  label: string;
  concerned: boolean;
  options: Record<string, string>;
  /** The options by which a person forbids something: nobody must overlook them. */
  stop?: string[];
  /** The name of one entry of a group, with {{.N}} for its number. */
  entry?: string;
  fields?: Question[];
}

/** An answer as people read it: a question with what was said, or with its entries. */
export interface Answer {
  label: string;
  values: string[];
  /** Whether something is forbidden by it. */
  stop?: true;
  entries: { name: string; answers: Answer[] }[];
}

type Fields = Record<string, string | string[]>;

/**
 * Puts sealed answers in the order of the form's questions, in words instead of codes. The
 * answers of a group lie flat, under "<id>.<n>.<sub>", and come together under the entry's
 * name. A later form may have lost a question: what was answered to it comes last, under its id.
 */
export function arrange(fields: Fields, questions: readonly Question[]): Answer[] {
  const left = new Map(Object.entries(fields));
  const arranged = questions.flatMap((question) => question.fields === undefined
    ? plain(take(left, question.id), question)
    : group(left, question, question.fields));
  return [...arranged, ...[...left].flatMap(([id, value]) => plain(value, { label: id, options: {} }))];
}

function take(left: Map<string, string | string[]>, id: string): string | string[] {
  const value = left.get(id) ?? [];
  left.delete(id);
  return value;
}

function plain(value: string | string[], { label, options, stop }: Pick<Question, 'label' | 'options' | 'stop'>): Answer[] {
  const given = [value].flat().filter((each) => each !== '');
  const values = given.map((each) => (Object.hasOwn(options, each) ? options[each] ?? each : each));
  const isStop = given.some((each) => stop?.includes(each));
  return values.length === 0 ? [] : [{ label, values, ...(isStop && { stop: true as const }), entries: [] }];
}

function group(left: Map<string, string | string[]>, { id, label, entry }: Question, parts: readonly Question[]): Answer[] {
  const numbers = new Set([...left.keys()].flatMap((key) => {
    const [of, n = '', sub] = key.split('.');
    return of === id && /^[1-9][0-9]?$/.test(n) && parts.some((part) => part.id === sub) ? [Number(n)] : [];
  }));
  const entries = [...numbers].sort((a, b) => a - b).map((n) => ({
    name: entryName(entry ?? '', n),
    answers: parts.flatMap((part) => plain(take(left, `${id}.${n}.${part.id}`), part)),
  }));
  return entries.length === 0 ? [] : [{ label, values: [], entries }];
}

/** What is a day among the answers of an office's own form, as people say it. */
export function daysInWords(fields: Fields, say: (day: string) => string): Fields {
  const word = (value: string): string => (isDay(value) ? say(value) : value);
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, typeof value === 'string' ? word(value) : value.map(word)]));
}

/** The name of one entry: "Witness 2". */
export function entryName(pattern: string, n: number): string {
  return pattern === '' ? String(n) : pattern.replace(/\{\{\s*\.N\s*\}\}/g, String(n));
}

/** The entries in which something is forbidden, by their names and what was answered first: "Witness 2 (Ana)". */
export function stopped(answers: readonly Answer[]): string[] {
  return answers.flatMap(({ entries }) => entries.filter((entry) => entry.answers.some((answer) => answer.stop === true)).map((entry) => {
    const first = entry.answers.find((answer) => answer.stop !== true)?.values[0] ?? '';
    return first === '' ? entry.name : `${entry.name} (${first})`;
  }));
}

/** Draws answers under their questions; a person's own letters choose their direction. */
export function drawAnswerList(answers: readonly Answer[], look: string): HTMLElement {
  return el('dl', { class: look }, ...answers.flatMap((answer) => [
    el('dt', {}, answer.label),
    answer.entries.length > 0 ? el('dd', {}, drawEntries(answer.entries))
      : el('dd', answer.stop === true ? { class: 'stop' } : {}, drawValues(answer.values)),
  ]));
}

/** Draws the entries of a group, each under its name. */
export function drawEntries(entries: Answer['entries']): HTMLElement {
  return el('ol', { class: 'entries' }, ...entries.map(({ name, answers }) =>
    el('li', {}, el('p', { class: 'entry-name' }, name), drawAnswerList(answers, 'entry-answers'))));
}

function drawValues(values: readonly string[]): HTMLElement {
  const [only] = values;
  return values.length === 1 ? el('p', { class: 'text', dir: 'auto' }, only)
    : el('ul', {}, ...values.map((each) => el('li', { dir: 'auto' }, each)));
}
