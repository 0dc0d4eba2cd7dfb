import { isReadable, type Entry, type HolderEntry, type Opened } from '../../bundle.js';
import { answersTo, linesOf, type CheckedLine } from '../../lines.js';
import { talkOf } from '../../trust.js';
import type { CopiedItem } from '../../copies.js';
import type { ActLine, Part, RequestLine, StepLine } from '../../types.js';
import type { Box, OfficePart } from './data.js';

/** A mailbox that was opened and checked, put in order by office. */
export interface Reading {
  who: string;
  opened: Opened;
  parts: OfficeReading[];
}

/** One office's part: what was written, asked, told, and who holds a key to it. */
export interface OfficeReading {
  part: OfficePart;
  /** Tells its fields from those of another part: "" of the first, then `-2` and so on. */
  suffix: string;
  entries: Entry[];
  holders: HolderEntry[];
  asked: Asked[];
  excepted: CheckedLine<RequestLine>[];
  /** Whether this person can write to the office: not before it has accepted what was passed on. */
  writes: boolean;
  /** The last day to answer what a party was told, or "". */
  answerBy: string;
  /** Hash of the withdrawal that can be taken back, or "". */
  undo: string;
}

/** What an office asks, and how far that is. */
export interface Asked {
  request: CheckedLine<RequestLine>;
  /** Whose request it is. */
  unit: string;
  /** The newest answer and its day, "" while there is none. */
  answer: string;
  answered: string;
  agreed: readonly Part[];
  /** Whether a step rests on it. */
  used: boolean;
}

/** Steps that name a request and use no consent. */
const useless: readonly string[] = ['ask', 'except', 'renew', 'respect'];

/** Puts what was opened in order; what belongs to no office stands in the first part: nothing is dropped. */
export function readMailbox(box: Box, opened: Opened): Reading {
  const { cases } = box;
  const asked = readAsked(opened);
  const parts = cases.map((part, at) => {
    const isHere = (compartment: string): boolean => placeIn(compartment, cases) === at;
    const ofHere = (unit: string): boolean => placeIn(talkOf(unit), cases) === at;
    return {
      part, suffix: at === 0 ? '' : `-${at + 1}`, entries: entriesOf(opened, isHere),
      holders: opened.holders.filter((holder) => isHere(holder.compartment)),
      asked: asked.filter(({ unit }) => ofHere(unit)),
      excepted: linesOf(opened, 'request').filter((each) => each.line.who === '' && ofHere(askingUnit(opened, each))),
      writes: canWrite(part, opened), answerBy: answerBy(opened), undo: undoOf(part, opened),
    };
  });
  return { who: opened.me.by, opened, parts };
}

/** The part to which a compartment belongs: what was passed on, to the office that did. */
export function placeIn(compartment: string, cases: readonly OfficePart[]): number {
  const at = cases.findIndex((part) => talkOf(part.unit) === compartment
    || (part.offers ?? []).some(({ share }) => share !== '' && share === compartment));
  return Math.max(at, 0);
}

/** What an entry says: of a copy, what it copies. */
export function contentOf(entry: Entry): Entry | CopiedItem {
  return entry.copied ?? entry;
}

/** The files that an entry names and that lie beside it; undefined for one that does not. */
export function filesOf(entry: Entry, opened: Opened): (Entry | undefined)[] {
  const said = contentOf(entry);
  if (said.file !== undefined) return [entry];
  return (said.items ?? []).map((id) => opened.entries.find((each) =>
    each.compartment === entry.compartment && contentOf(each).id === id && contentOf(each).file !== undefined));
}

/** Where this person writes to an office: between the two; a party without that, in their own compartment. */
export function placeToWriteIn(unit: string, { me, turns }: Pick<Opened, 'me' | 'turns'>): string {
  const talk = talkOf(unit);
  return me.by === 'reporter' || turns.has(talk) ? talk : me.by;
}

/** A comment that was handed back is nobody's to answer. */
function canWrite({ unit, kind, stage }: OfficePart, opened: Opened): boolean {
  return (kind !== 'feedback' || stage !== 'returned') && opened.turns.has(placeToWriteIn(unit, opened));
}

/** A file is shown with what names it; one that nothing names stands for itself. */
function entriesOf(opened: Opened, isHere: (compartment: string) => boolean): Entry[] {
  const named = new Set(opened.entries.filter((entry) => contentOf(entry).file === undefined)
    .flatMap((entry) => (contentOf(entry).items ?? []).map((id) => `${entry.compartment} ${id}`)));
  return opened.entries.filter((entry) => isHere(entry.compartment)
    && (contentOf(entry).file === undefined || !named.has(`${entry.compartment} ${contentOf(entry).id}`)));
}

function readAsked(opened: Opened): Asked[] {
  const requests = opened.lines.filter((each): each is CheckedLine<RequestLine> => each.line.is === 'request');
  return requests.filter(({ line }) => line.who === opened.me.by).map((request) => {
    const used = linesOf(opened, 'step').some(({ line }) => line.of.includes(request.hash) && !useless.includes(line.step));
    const answers = answersTo(opened, request).map(({ line }) => line);
    // What was said at sending answers what rests on it, and nothing that is still asked.
    const ahead = used ? answers.find((line) => line.request === '' && line.answer === 'yes') : undefined;
    const answer = answers.filter((line) => line.request !== '').at(-1) ?? ahead;
    return {
      request, unit: askingUnit(opened, request), answer: answer?.answer ?? '', answered: answer?.at ?? '',
      agreed: answer === ahead && ahead !== undefined ? request.line.parts : answer?.parts ?? [], used,
    };
  });
}

/** The office that asks: as the step says that put the request, or else its signer's. */
function askingUnit(opened: Opened, request: CheckedLine<RequestLine>): string {
  const step = linesOf(opened, 'step').find(({ line }) => line.of.includes(request.hash));
  return step?.line.unit ?? request.officer?.unit ?? '';
}

/** Whether a request can still be answered today. */
export function isOpen({ request, answer, used }: Asked, today: string): boolean {
  return request.genuine && answer === '' && !used && request.line.until >= today;
}

/** Whether a yes stands and can be taken back: until it is used, and to talks at any time. */
export function canTakeBack({ request, answer, used }: Asked, talks: boolean): boolean {
  return request.genuine && (answer === 'yes' || answer === 'part') && (!used || talks);
}

/** The person's own acts of one kind, oldest first. */
export function actsOf(opened: Opened, act: string): CheckedLine<ActLine>[] {
  return linesOf(opened, 'act').filter(({ line }) => line.act === act && line.by === opened.me.by);
}

/** The day on which the person agreed with an item, or "". */
export function agreedOn(opened: Opened, itemHash: string): string {
  return actsOf(opened, 'agree').filter(({ line }) => line.of === itemHash).at(-1)?.line.at ?? '';
}

/** The step by which an officer said that they wrote this report down for its sender. */
export function takenDown(entry: Entry, opened: Opened): StepLine | undefined {
  if (entry.kind !== 'answers') return undefined;
  return linesOf(opened, 'step').find(({ line }) =>
    line.step === 'taken-down' && line.of.includes(entry.hash) && talkOf(line.unit) === entry.compartment)?.line;
}

/** Whether an entry is what an officer wrote of this person's words, and waits for their own. */
export function waitsForAgreement(entry: Entry, opened: Opened): boolean {
  const isNote = entry.kind === 'statement' && entry.by !== opened.me.by;
  return (isNote || takenDown(entry, opened) !== undefined) && isReadable(entry) && agreedOn(opened, entry.hash) === '';
}

function answerBy(opened: Opened): string {
  return linesOf(opened, 'step').filter(({ line }) => line.step === 'tell' && line.to === opened.me.by).at(-1)?.line.day ?? '';
}

/** The withdrawal from one office that was not taken back; the ledger tells which of several it is. */
function undoOf({ withdrawn, ledger }: OfficePart, opened: Opened): string {
  if (withdrawn === '') return '';
  const undone = new Set(actsOf(opened, 'undo').map(({ line }) => line.of));
  const left = actsOf(opened, 'withdraw').filter((act) => act.line.at === withdrawn && !undone.has(act.hash));
  const known = left.filter((act) => (ledger ?? []).some(({ of }) => of === act.hash));
  return (known.at(-1) ?? left[0])?.hash ?? '';
}

/** What a person can do in one office's part beside writing. */
export interface Can {
  meet: boolean;
  name: boolean;
  withdraw: boolean;
  /** The last day to take a withdrawal back, or "". */
  undoUntil: string;
}

/** What this person can do in one office's part today. */
export function canDo({ part, undo, writes }: Pick<OfficeReading, 'part' | 'undo' | 'writes'>, who: string, today: string, undoDays: number): Can {
  if (part.kind !== 'report') return { meet: false, name: false, withdraw: false, undoUntil: '' };
  const party = who !== 'reporter';
  const affected = part.stage !== '' && (!party || part.whose === 'you');
  const last = part.withdrawn === '' ? '' : daysAfter(part.withdrawn, undoDays);
  return {
    meet: part.ended === '' && writes, name: !party && part.ended === '' && writes,
    withdraw: affected && part.ended === '' && part.withdrawn === '',
    undoUntil: undo !== '' && last >= today ? last : '',
  };
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
