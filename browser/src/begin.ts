import { holderOf, isExcluded, personOf } from './directory.js';
import { makeGrant, type Holder } from './grant.js';
import { newIdentity, recipientOf } from './identity.js';
import { ensure } from './refusal.js';
import { placeOf, unitOf } from './trust.js';
import type { Opened } from './bundle.js';
import type { Author, Held } from './item.js';
import type { Sealed } from './types.js';

// How an office begins compartments of its own.

/** A new compartment at its first turn, with an identity made here. */
export async function newPlace(report: string, compartment: string): Promise<Held> {
  const identity = newIdentity();
  return { report, compartment, turn: 1, identity, recipient: await recipientOf(identity), newest: '' };
}

/** What a new compartment is granted with. */
export interface Beginning {
  held: Held;
  /** Oneself first: that grant is what makes the others' signer a holder. */
  holders: readonly Holder[];
  basis: string;
  /** Hash of the keys line of the person it is about, by holder or for all of them. */
  keys: (to: Holder) => string;
}

/** Grants a new compartment; the bundle holds it from then on. */
export async function beginPlace(opened: Opened, { held, holders, basis, keys }: Beginning, now: Date): Promise<Sealed[]> {
  const author: Author = { by: opened.me.by, signing: opened.me.signing };
  const grants: Sealed[] = [];
  for (const to of holders) grants.push(await makeGrant({ held, author, to, basis, now, keys: keys(to) }));
  opened.held.set(placeOf(held), held);
  opened.turns.set(held.compartment, held.turn);
  return grants;
}

/**
 * Makes an office's own file and its first grants, for whoever of it holds its talk:, or, before
 * there is one, what was passed on to it.
 */
export async function makeFileCompartment(
  opened: Opened, unit: string, today: string, now: Date, served: readonly string[],
): Promise<Sealed[]> {
  const talks = sharesOrTalk(opened, unit);
  const held = await newPlace(opened.report, `file:${unit}`);
  const holders = unitHolders(opened, unit, talks, today, served);
  const keys = (): string => keysFor(opened, held.compartment);
  return await beginPlace(opened, { held, holders, basis: 'assignment', keys }, now);
}

function sharesOrTalk(opened: Opened, unit: string): string[] {
  const held = [...opened.held.values()].map(({ compartment }) => compartment);
  const talk = `talk:${unit}`;
  const places = held.includes(talk) ? [talk] : held.filter((name) => name.startsWith('share:'));
  ensure(places.length > 0, 'holder', 'talk');
  return places;
}

/** Whose keys a holder has to be told: the party's; else those of whom this office's talk: is with. */
export function keysFor(opened: Opened, compartment: string): string {
  const party = opened.parties.get(compartment);
  if (party !== undefined) return party.hash;
  const talk = `talk:${unitOf(compartment)}`;
  const reported = opened.holders.some((each) => each.genuine && each.compartment === talk && each.basis === 'intake');
  return reported ? opened.keysHash : opened.person.hash;
}

/**
 * Begins an office's own talk: with the affected person and its own file:, when it accepts what
 * was passed on to it. Everyone of the office who was passed it on holds both.
 */
export async function beginOffice(
  opened: Opened, unit: string, today: string, now: Date, served: readonly string[],
): Promise<{ grants: Sealed[] }> {
  const shares = [...opened.held.values()].map((held) => held.compartment).filter((name) => name.startsWith('share:'));
  ensure(shares.length > 0, 'holder', 'share');
  const { person } = opened;
  const holders = unitHolders(opened, unit, shares, today, served);
  const talk = await newPlace(opened.report, `talk:${unit}`);
  const theirs: Holder = { holder: person.who, recipient: person.keys.recipient };
  const keys = (): string => person.hash;
  return {
    grants: [
      ...await beginPlace(opened, { held: talk, holders: [...holders, theirs], basis: 'assignment', keys }, now),
      ...await beginPlace(opened, { held: await newPlace(opened.report, `file:${unit}`), holders, basis: 'assignment', keys }, now),
    ],
  };
}

/** Oneself, then everyone of the unit who holds one of these and may still be served, then recovery. */
export function unitHolders(
  opened: Opened, unit: string, compartments: readonly string[], today: string, served: readonly string[],
): Holder[] {
  const { me, directory } = opened;
  const holders: Holder[] = [{ holder: me.by, recipient: me.recipient }];
  const live = opened.holders.filter((each) => each.genuine && each.ended === '' && compartments.includes(each.compartment));
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
