import { el, put } from '../../safe.js';
import { printAlone } from '../paper.js';
import { say } from './page.js';
import type { Sent } from '../report/send.js';
import type { Language } from '../../words.js';

/** What was made for somebody who told an officer: shown once, and kept nowhere. */
export interface Given {
  sent: Sent;
  words: readonly string[];
  language: Language;
  /** Where the words are used. */
  door: string;
  /** The words of the paper, in that language. */
  paper: Record<string, string>;
  /** Called when the officer has said that the person has the words. */
  kept: () => void;
}

/** The number and the 12 words, once: to be read aloud, printed, or sent as a link. */
export function drawGiven(given: Given): HTMLElement {
  const { sent, words, language, door } = given;
  const { receipt: { number, same } } = sent;
  const link = `${door}#${words.map(encodeURIComponent).join('-')}`;
  const title = el('h2', { tabindex: '-1' }, say('taken.done', { Number: number }));
  const copied = el('span', { role: 'status', class: 'meta' });
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(() => { put(copied, say('words.copied')); }, () => { put(copied, say('words.not-copied')); });
  };
  const after = el('p', { class: 'actions', hidden: true }, el('a', { class: 'button', href: `/office/case/${number}` }, say('taken.open')));
  const has = el('input', { type: 'checkbox', onchange: () => {
    after.hidden = !has.checked;
    if (has.checked) given.kept();
  } });
  return el('div', { class: 'card words-once' }, title,
    !same && el('p', { class: 'note alarm' }, say('taken.different')), drawAlso(sent),
    el('p', { class: 'note warm' }, say('taken.once')),
    el('ol', { class: 'words', lang: language, translate: 'no' }, ...words.map((word) => el('li', {}, word))),
    el('p', {}, say('taken.own')),
    el('div', { class: 'actions' },
      el('button', { type: 'button', class: 'button', onclick: () => { printAlone(drawPaper(given)); } }, say('taken.print')),
      el('button', { type: 'button', class: 'button quiet', onclick: copy }, say('words.copy')), copied),
    el('p', { class: 'words-link', translate: 'no' }, link), el('p', { class: 'hint' }, say('taken.safe')),
    el('label', { class: 'choice' }, has, el('span', {}, say('taken.has'))), after);
}

/** What became of the office that is told beside the report, if the answers ask for one. */
function drawAlso({ second, receipt }: Sent): HTMLElement | false {
  if (second === undefined) return false;
  const also = receipt.also?.find((each) => each.unit === second.unit);
  return el('p', { class: also === undefined ? 'note warm' : '' },
    say(also === undefined ? 'taken.also.not' : 'taken.also', { Unit: second.unitName, Number: also?.number ?? '' }));
}

/** The sheet that is handed over, in the person's own language. */
function drawPaper({ sent, words, language, door, paper }: Given): HTMLElement {
  const text = (key: string): string => (paper[`office.taken.paper.${key}`] ?? '').replace(/\{\{\s*\.Number\s*\}\}/g, sent.receipt.number);
  return el('div', { class: 'print-sheet', lang: language },
    el('h1', {}, text('title')), el('p', {}, text('number')), el('p', {}, text('words')),
    el('ol', { class: 'words', translate: 'no' }, ...words.map((word) => el('li', {}, word))),
    el('p', {}, text('door')), el('p', { class: 'words-link', translate: 'no' }, door),
    el('p', {}, text('own')), el('p', {}, text('check')), el('p', {}, text('safe')));
}

/** Where this tab remembers how a case was told that its officer wrote down: no word of it. */
function markOf(number: string): string {
  return `fairlead.taken.${number}`;
}

/** Remembers in this tab that a case was written down here, so that its page asks to say so. */
export function rememberTaken(number: string, how: string): void {
  sessionStorage.setItem(markOf(number), how);
}

/** How a case was told that was written down in this tab, "" if it was not. */
export function takenHere(number: string): string {
  return sessionStorage.getItem(markOf(number)) ?? '';
}

/** Forgets it: it stands on the record. */
export function forgetTaken(number: string): void {
  sessionStorage.removeItem(markOf(number));
}

/** How somebody told what an officer wrote down (internal/casework). */
export const takenBy = ['phone', 'in-person', 'post'] as const;

/** The ways to be told, as choices. */
export function takenChoices(): { value: string; label: string }[] {
  return takenBy.map((value) => ({ value, label: say(`taken-down.code.${value}`) }));
}
