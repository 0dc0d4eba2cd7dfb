import { isReadable, type Entry } from '../../bundle.js';
import { el } from '../../safe.js';
import { drawLetterText } from '../letter.js';
import { printAlone } from '../paper.js';
import { authorName, officeOf, sayOf } from './names.js';
import { contentOf, type OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

/** Whether an entry is a letter that says how something ended, and can be believed. */
export function isOutcome(entry: Entry): boolean {
  return contentOf(entry).kind === 'outcome' && isReadable(entry);
}

/** Leads to the newest outcome letter: it is what one comes for. */
export function drawNews({ entries }: OfficeReading, { speech }: Visit): HTMLElement | undefined {
  const newest = entries.filter(isOutcome).at(-1);
  if (newest === undefined) return undefined;
  return el('div', { class: 'note' }, el('p', {}, speech.say('notice.outcome')), leadTo(newest, speech.say('js.mailbox.outcome.read')));
}

/** A button that moves to an entry. */
export function leadTo(entry: Entry, text: string): HTMLElement {
  const go = (): void => { document.getElementById(letterId(entry))?.focus(); };
  return el('p', { class: 'actions' }, el('button', { type: 'button', class: 'quiet', onclick: go }, text));
}

/** Where an entry stands in the page: named by a hash, which says nothing. */
export function letterId({ hash }: Entry): string {
  return `letter-${hash}`;
}

/** A button that prints one letter and nothing else of the page. */
export function printButton(entry: Entry, at: OfficeReading, visit: Visit): HTMLElement {
  return el('p', { class: 'actions' }, el('button', {
    type: 'button', class: 'quiet', 'data-print': true, onclick: () => { printAlone(drawSheet(entry, at, visit)); },
  }, visit.speech.say('js.mailbox.print')));
}

function drawSheet(entry: Entry, at: OfficeReading, { speech, reading }: Visit): HTMLElement {
  const said = contentOf(entry);
  const { number, kind, unit } = at.part;
  return el('div', { class: 'print-sheet' },
    el('p', {}, officeOf(unit, speech)),
    number !== '' && el('p', {}, sayOf('mailbox.case', kind, speech, { Number: number })),
    el('h1', {}, authorName(entry, at, reading.who, speech)), el('p', {}, speech.moment(said.at)),
    ...drawLetterText(said.text ?? '', 'h2'));
}
