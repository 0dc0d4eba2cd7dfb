import { el } from '../../safe.js';
import { drawLetterText } from '../letter.js';
import { said } from './dom.js';
import { drawFiles } from './files.js';
import { sayWho, type Known } from './names.js';
import { has, say, sayDay, sayMoment } from './page.js';
import { drawSheet } from './sheetread.js';
import type { Entry } from '../../bundle.js';
import type { Key } from './key.js';

/** What stays out of the thread: the report itself, and what belongs to another item. */
const elsewhere = new Set(['answers', 'file', 'receipt']);

/** Letters or notes in the order in which they came, nothing dropped: a doubtful one says why. */
export function drawThread(
  entries: readonly Entry[], of: (compartment: string) => boolean, number: string, key: Key, known?: Known,
): HTMLElement | undefined {
  const shown = entries.filter((entry) => of(entry.compartment) && (isDoubtful(entry) || !elsewhere.has(entry.kind)));
  if (shown.length === 0) return undefined;
  return el('ol', { class: 'thread' }, ...shown.map((entry) => drawEntry(entry, entries, number, key, known)));
}

/** What an entry says; a letter about an outcome with its titles. */
export function drawText({ kind, text = '' }: Entry, level: 'h3' | 'h4'): HTMLElement[] {
  if (text === '') return [];
  return kind === 'outcome' ? drawLetterText(text, level) : [said(text)];
}

function isDoubtful(entry: Entry): boolean {
  return entry.verdict === 'not-genuine' || entry.verdict === 'repeat';
}

function drawEntry(entry: Entry, entries: readonly Entry[], number: string, key: Key, known?: Known): HTMLElement {
  if (isDoubtful(entry)) return drawDoubt(entry);
  const side = entry.by.startsWith('officer:') ? 'mine' : 'theirs';
  return el('li', { class: side },
    entry.verdict === 'missing' && el('p', { class: 'note warm' }, say(entry.reason === 'items' ? 'case.missing.files' : 'case.missing')),
    el('p', { class: 'meta' }, el('strong', {}, known === undefined ? authorOf(entry) : sayWho(entry.by, known)), ' ',
      isNamed(entry.kind) && el('span', { class: 'badge' }, say(`kind.${entry.kind}`)), ' ', drawState(entry, known), ' ', el('time', { datetime: entry.at }, sayMoment(entry.at))),
    known !== undefined && drawSheet(entry, known.data),
    ...drawText(entry, 'h3'),
    drawFiles(entry.items ?? [], entries, number, key),
    drawMark(entry));
}

/** What came with a step that waits for a second person, or was refused by one, was read by nobody else. */
function drawState(entry: Entry, known?: Known): HTMLElement | undefined {
  const state = known?.data.board.taken.find((taken) => taken.state !== 'done' && taken.of.includes(entry.hash))?.state;
  return state === undefined ? undefined : el('span', { class: 'badge warm' }, say(`history.${state}`));
}

/** The kinds that are more than a letter or a note say so. */
function isNamed(kind: string): boolean {
  return kind === 'outcome' || kind === 'statement' || kind === 'assessment';
}

/** Who wrote it, as the checked lines say. */
export function authorOf(entry: Entry): string {
  return entry.by === 'reporter' ? say('case.author.reporter') : entry.officer?.name ?? say('case.author.unknown');
}

/** What was checked, and what could not be. */
export function drawMark(entry: Entry): HTMLElement {
  const text = entry.viaServer ? say('case.mark.server') : say('case.mark.genuine');
  return el('p', { class: entry.viaServer ? 'seal-mark server' : 'seal-mark' }, text);
}

/** Shows that something is there that is not to be believed, and why; never its content. */
function drawDoubt(entry: Entry): HTMLElement {
  const reason = `case.doubt.${entry.reason ?? ''}`;
  return el('li', { class: 'doubt' },
    el('p', {}, el('strong', {}, say(entry.verdict === 'repeat' ? 'case.doubt.repeat' : 'case.doubt'))),
    entry.verdict !== 'repeat' && el('p', {}, say(has(reason) ? reason : 'case.doubt.other')),
    entry.day !== '' && el('p', { class: 'meta' }, sayDay(entry.day)));
}

/** Doubtful entries that belong to no part that is shown. */
export function drawStrays(entries: readonly Entry[], of: (compartment: string) => boolean): HTMLElement | undefined {
  const strays = entries.filter((entry) => isDoubtful(entry) && !of(entry.compartment));
  return strays.length === 0 ? undefined : el('ol', { class: 'thread' }, ...strays.map(drawDoubt));
}
