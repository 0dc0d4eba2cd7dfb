import { holderOf, isExcluded, personOf } from './directory.js';
import { makeGrant, type Holder } from './grant.js';
import { newIdentity, recipientOf } from './identity.js';
import { makeItem, type Author, type Held } from './item.js';
import { newId } from './encode.js';
import { Refusal, ensure } from './refusal.js';
import { makeFileItems } from './submission.js';
import { placeOf, unitOf } from './trust.js';
import type { SealedAttachment } from './attachment.js';
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

/** A letter to the other side, with the files sent with it. */
export async function makeLetter(
  opened: Opened, compartment: string, text: string, attachments: readonly SealedAttachment[], now: Date,
): Promise<Outgoing> {
  ensure(compartment.startsWith('talk:') || compartment === 'feedback', 'place', 'letter');
  const held = placeToWrite(opened, compartment);
  const author = authorOf(opened);
  const ids = attachments.map(() => newId());
  const letter = await makeItem({ held, author, kind: 'letter', body: { text, items: ids }, now });
  const files = await makeFileItems(held, author, attachments, ids, now);
  return {
    grants: [], items: [letter, ...files].map((made) => made.sealed),
    uploads: attachments.map((attachment) => attachment.upload),
  };
}

/**
 * A note in the office's own file. If the file: compartment does not exist yet it is made
 * first, and granted to everyone of the unit who holds its talk:. served are the persons whom
 * the server serves the case today: no line tells a suspension, and the server takes no key
 * for somebody suspended.
 */
export async function makeNote(
  opened: Opened, unit: string, text: string, today: string, now: Date, served: readonly string[],
): Promise<Outgoing> {
  const compartment = `file:${unit}`;
  const grants = opened.turns.has(compartment) ? [] : await makeFileCompartment(opened, unit, today, now, served);
  const held = placeToWrite(opened, compartment);
  const note = await makeItem({ held, author: authorOf(opened), kind: 'note', body: { text }, now });
  return { grants, items: [note.sealed], uploads: [] };
}

/** Makes an office's own compartment and its first grants; the bundle holds it from then on. */
export async function makeFileCompartment(
  opened: Opened, unit: string, today: string, now: Date, served: readonly string[],
): Promise<Sealed[]> {
  ensure([...opened.held.values()].some((held) => held.compartment === `talk:${unit}`), 'holder', 'talk');
  const identity = newIdentity();
  const held: Held = {
    report: opened.report, compartment: `file:${unit}`, turn: 1,
    identity, recipient: await recipientOf(identity), newest: '',
  };
  const grants: Sealed[] = [];
  // Oneself first: that grant is what makes the others' signer a holder.
  for (const to of fileHolders(opened, unit, today, served)) {
    grants.push(await makeGrant({ held, author: authorOf(opened), to, basis: 'assignment', now, keys: opened.keysHash }));
  }
  opened.held.set(placeOf(held), held);
  opened.turns.set(held.compartment, held.turn);
  return grants;
}

/** Oneself, then everyone of the unit who holds the talk: and may still be served, then recovery. */
function fileHolders(opened: Opened, unit: string, today: string, served: readonly string[]): Holder[] {
  const { me, directory } = opened;
  const holders: Holder[] = [{ holder: me.by, recipient: me.recipient }];
  const live = opened.holders.filter((each) => each.genuine && each.ended === '' && each.compartment === `talk:${unit}`);
  const lines = live.flatMap((each) => directory.current(personOf(each.holder), today) ?? [])
    .filter((line) => served.includes(line.person));
  const recovery = directory.recovery(unit, today);
  for (const line of recovery === undefined ? lines : [...lines, recovery]) {
    const holder = holderOf(line);
    if (line.unit !== unit || isExcluded(line, opened.exclusions) || holders.some((each) => each.holder === holder)) continue;
    holders.push({ holder, recipient: line.recipient });
  }
  return holders;
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
    const keys = held.compartment.startsWith('file:') ? opened.keysHash : '';
    grants.push(await makeGrant({ held, author: authorOf(opened), to, basis: 'assignment', now, keys }));
  }
  ensure(grants.length > 0, 'nothing', 'grant');
  return grants;
}

function lacking(opened: Opened, line: OfficerLine): Held[] {
  return [...opened.held.values()].filter((held) =>
    unitOf(held.compartment) === line.unit && !hasNow(opened, held, holderOf(line)));
}

function hasNow(opened: Opened, held: Held, holder: string): boolean {
  return opened.holders.some((each) => each.genuine && each.ended === '' && each.holder === holder
    && placeOf(each) === placeOf(held));
}
