import { keysFor, makeFileCompartment } from './begin.js';
import { holderOf, isExcluded, personOf } from './directory.js';
import { makeGrant, type Holder } from './grant.js';
import { makeItem, type Author, type Held } from './item.js';
import { newId } from './encode.js';
import { Refusal, ensure } from './refusal.js';
import { makeFileItems } from './submission.js';
import { placeOf, unitOf } from './trust.js';
import type { SealedAttachment } from './attachment.js';
import type { Bodies, NoteBody } from './body.js';
import type { Opened } from './bundle.js';
import type { OfficerLine, Sealed, Signed, Upload } from './types.js';

/**
 * What is sent together in one request to the case or the mailbox. It is made once and sent
 * again unchanged until it is taken; after giving up, the bundle is opened anew, since the next
 * item would name this one as seen.
 */
export interface Outgoing {
  grants: Sealed[];
  items: Sealed[];
  uploads: Upload[];
  /** Requests and approvals that go with it. */
  lines?: Signed[];
  /** The step that rests on all of this. */
  step?: Signed;
  /** A mailbox that begins: its handle, and the keys line made with its words. */
  party?: { handle: string; keys: Signed };
}

/** The author that a bundle was opened as. */
export function authorOf(opened: Opened): Author {
  return { by: opened.me.by, signing: opened.me.signing };
}

/**
 * Where to write in a compartment: its highest turn. Throws `turn` if a checked line names a
 * turn that this holder was not granted: then one waits.
 */
export function placeToWrite(opened: Opened, compartment: string): Held {
  const turn = opened.turns.get(compartment);
  const held = turn === undefined ? undefined : opened.held.get(placeOf({ compartment, turn }));
  if (held === undefined) throw new Refusal('turn');
  return held;
}

/** The kinds of items that somebody writes. */
export type WrittenKind = 'letter' | 'outcome' | 'note' | 'assessment' | 'statement';

/** What is written: text, and the sheet of an item in the office's own file. */
export type Written<K extends WrittenKind> = K extends 'letter' | 'outcome' ? { text: string } : NoteBody;

/** An item that was written, with the files sent beside it. */
export interface Sent {
  items: Sealed[];
  uploads: Upload[];
  /** Hash of the item's post line, for the step that rests on it. */
  hash: string;
  id: string;
}

/** Writes an item in any compartment that the author holds; a letter names the files sent with it. */
export async function makeItemIn<K extends WrittenKind>(
  opened: Opened, compartment: string, kind: K, written: Written<K>, attachments: readonly SealedAttachment[], now: Date,
): Promise<Sent> {
  const held = placeToWrite(opened, compartment);
  const author = authorOf(opened);
  const ids = attachments.map(() => newId());
  const body = kind === 'letter' || kind === 'outcome' ? { text: written.text, items: ids } : written;
  const item = await makeItem({ held, author, kind, body: body as Bodies[K], now });
  const files = await makeFileItems(held, author, attachments, ids, now);
  return {
    items: [item, ...files].map((made) => made.sealed), uploads: attachments.map((attachment) => attachment.upload),
    hash: item.hash, id: item.line.id,
  };
}

/** A letter to the other side, with the files sent with it. */
export async function makeLetter(
  opened: Opened, compartment: string, text: string, attachments: readonly SealedAttachment[], now: Date,
): Promise<Outgoing> {
  ensure(/^(talk|party):/.test(compartment) || compartment === 'feedback', 'place', 'letter');
  const { items, uploads } = await makeItemIn(opened, compartment, 'letter', { text }, attachments, now);
  return { grants: [], items, uploads };
}

/** A note in the office's own file. */
export async function makeNote(
  opened: Opened, unit: string, text: string, today: string, now: Date, served: readonly string[],
): Promise<Outgoing> {
  const { grants, items, uploads } = await makeInFile(opened, unit, 'note', { text }, today, now, served);
  return { grants, items, uploads };
}

/**
 * An item in the office's own file. If the file: compartment does not exist yet it is made
 * first, and granted to everyone of the unit who holds its talk:. served are the persons whom
 * the server serves the case today: no line tells a suspension, and the server takes no key
 * for somebody suspended.
 */
export async function makeInFile(
  opened: Opened, unit: string, kind: 'note' | 'assessment' | 'statement', body: NoteBody, today: string, now: Date,
  served: readonly string[],
): Promise<Sent & { grants: Sealed[] }> {
  const compartment = `file:${unit}`;
  const grants = opened.turns.has(compartment) ? [] : await makeFileCompartment(opened, unit, today, now, served);
  return { grants, ...await makeItemIn(opened, compartment, kind, body, [], now) };
}

/**
 * Who of these persons waits for a key that this officer could hand on. The names to show are
 * those of the checked lines: a server could put another name beside a person.
 */
export function waitingFor(opened: Opened, persons: readonly string[], today: string): OfficerLine[] {
  return persons.flatMap((person) => opened.directory.current(person, today) ?? []).filter((line) =>
    holderOf(line) !== opened.me.by && !isExcluded(line, opened.exclusions) && lacking(opened, line).length > 0);
}

/**
 * Hands a colleague of the unit every compartment of it that this officer holds and the
 * colleague does not. Refuses whom the reporter excluded.
 */
export async function makeColleagueGrants(opened: Opened, colleague: OfficerLine, now: Date): Promise<Sealed[]> {
  ensure(colleague.roles.length > 0 && colleague.verify !== '', 'holder', 'role');
  ensure(!isExcluded(colleague, opened.exclusions), 'excluded');
  const to: Holder = { holder: holderOf(colleague), recipient: colleague.recipient };
  const grants: Sealed[] = [];
  for (const held of lacking(opened, colleague)) {
    grants.push(await makeGrant({
      held, author: authorOf(opened), to, basis: 'assignment', now, keys: keysFor(opened, held.compartment),
    }));
  }
  ensure(grants.length > 0, 'nothing', 'grant');
  return grants;
}

/** A party: has no unit in its name: it is of the office of whoever holds it. */
function lacking(opened: Opened, line: OfficerLine): Held[] {
  const own = opened.directory.newest(personOf(opened.me.by))?.unit;
  return [...opened.held.values()].filter((held) =>
    (held.compartment.startsWith('party:') ? own : unitOf(held.compartment)) === line.unit && !hasNow(opened, held, holderOf(line)));
}

function hasNow(opened: Opened, held: Held, holder: string): boolean {
  return opened.holders.some((each) => each.genuine && each.ended === '' && each.holder === holder
    && placeOf(each) === placeOf(held));
}
