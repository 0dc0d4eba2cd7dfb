import { beginPlace, newPlace } from './begin.js';
import { isReadable, type Entry } from './entries.js';
import { holderOf, isExcluded, type Directory } from './directory.js';
import { isPerson } from './forms.js';
import { makeItem } from './item.js';
import { Refusal, ensure } from './refusal.js';
import { authorOf } from './write.js';
import type { Opened } from './bundle.js';
import type { Read } from './line.js';
import type { Holder } from './grant.js';
import type { Held } from './item.js';
import type { ConsentLine, OfficerLine, Part, RequestLine, Sealed } from './types.js';

/** One item that can be passed on, with the files sent with it: each is a part of its own. */
export interface PartChoice {
  part: Part;
  compartment: string;
  day: string;
  entry: Entry;
  files: PartChoice[];
}

/**
 * What an office can pass on: what the affected person or the reporter wrote to it, with their
 * files, and its own assessments. Of its own, an officer is to be told that the person reads it.
 */
export function partsOf(opened: Opened, unit: string): PartChoice[] {
  const places = [`talk:${unit}`, opened.person.who];
  const readable = opened.entries.filter(isReadable);
  return readable.filter((entry) => (entry.compartment === `file:${unit}`
    ? entry.kind === 'assessment'
    : places.includes(entry.compartment) && isTheirs(entry))).map((entry) => choiceOf(entry, readable));
}

function isTheirs({ kind, by }: Entry): boolean {
  return kind === 'answers' || kind === 'statement' || (kind === 'letter' && isPerson(by));
}

function choiceOf(entry: Entry, readable: readonly Entry[]): PartChoice {
  const { id, kind, compartment, day } = entry;
  if (kind === '') throw new Refusal('kind');
  const files = readable.filter((file) => file.file !== undefined && file.compartment === compartment
    && entry.items?.includes(file.id) === true);
  return { part: { id, kind }, compartment, day, entry, files: files.map((file) => choiceOf(file, readable)) };
}

/** The intake officers of a unit whom nobody excluded, by checked lines: to them a share: is granted. */
export function receiversOf(directory: Directory, unit: string, exclusions: readonly string[], today: string): OfficerLine[] {
  return directory.officers(unit, today, ['intake']).filter((line) => !isExcluded(line, exclusions));
}

/** A share: that was made: its name, its grants and its copies. */
export interface Share {
  compartment: string;
  grants: Sealed[];
  items: Sealed[];
}

/**
 * Passes on what was agreed to or, without a consent, what an exception names: a new
 * compartment for oneself, for those who receive it and for the affected person, and in it a
 * copy of each part. Nothing else of the case goes into it.
 */
export async function makeShare(
  opened: Opened, request: Read<RequestLine>, consent: ConsentLine | undefined, receivers: readonly OfficerLine[], now: Date,
): Promise<Share> {
  const { line } = request;
  ensure(line.by === opened.me.by, 'author');
  ensure(consent === undefined ? line.code !== '' : consent.answer === 'yes' || consent.answer === 'part', 'basis');
  const held = await newPlace(opened.report, `share:${line.id}`);
  const grants = await beginPlace(opened, {
    held, holders: shareHolders(opened, line, receivers), basis: `${consent === undefined ? 'exception' : 'consent'}:${line.id}`,
    // Whoever receives it must know whose consent it is; and the author, whose words are passed on.
    keys: (to) => (to.holder === opened.me.by ? opened.reporter?.hash : undefined) ?? opened.person.hash,
  }, now);
  const items: Sealed[] = [];
  // What was agreed to at sending is all that was sent: of it, what this request asks for.
  const parts = consent === undefined || consent.request === '' ? line.parts : consent.parts;
  for (const part of parts) items.push(await makeCopy(opened, held, part, now));
  return { compartment: held.compartment, grants, items };
}

function shareHolders(opened: Opened, line: RequestLine, receivers: readonly OfficerLine[]): Holder[] {
  const { me, person } = opened;
  ensure(receivers.length > 0 || !line.to.startsWith('unit:'), 'holder', 'nobody');
  ensure(line.who === '' || line.who === person.who, 'author', 'who');
  for (const each of receivers) {
    ensure(line.to === `unit:${each.unit}` || line.to === holderOf(each), 'holder', 'to');
    ensure(!isExcluded(each, opened.exclusions), 'excluded');
  }
  const others = receivers.map((each) => ({ holder: holderOf(each), recipient: each.recipient }));
  return [
    { holder: me.by, recipient: me.recipient }, ...others.filter((each) => each.holder !== me.by),
    { holder: person.who, recipient: person.keys.recipient },
  ];
}

/** A copy of an item that this officer reads: its line to the byte, and its text. */
async function makeCopy(opened: Opened, held: Held, part: Part, now: Date): Promise<Sealed> {
  const entry = opened.entries.find((each) => each.id === part.id && each.kind === part.kind && isReadable(each));
  if (entry?.exact === undefined) throw new Refusal('nothing', 'part');
  const { signed, text } = entry.exact;
  const made = await makeItem({
    held, author: authorOf(opened), kind: 'copy', now, blobs: entry.blob === '' ? [] : [entry.blob],
    body: { from: entry.compartment, post: signed.line, sig: signed.sig, text },
  });
  return made.sealed;
}
