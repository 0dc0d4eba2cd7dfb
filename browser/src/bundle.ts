import { Directory } from './directory.js';
import { Items, isReadable, type Entry } from './entries.js';
import { holderEntry, readGrants, type HolderEntry } from './holders.js';
import { believeOrigin, openOwn, stillVouched, type Me, type OwnGrant } from './intake.js';
import { isPerson } from './forms.js';
import { keyHash, readLine, type Read } from './line.js';
import { checkCaseLine, linesOf, readCaseLines, type CheckedLine, type UnreadLine } from './lines.js';
import { Persons, type Person } from './persons.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import { checkGrants, placeOf, type Believed, type CheckedGrant } from './trust.js';
import type { AnswersBody } from './body.js';
import type { Held } from './item.js';
import type { MailboxKeys } from './phrase.js';
import type { Bundle, GrantLine, KeysLine, Signed } from './types.js';

export { isReadable, type Entry, type Verdict } from './entries.js';
export type { Content } from './content.js';
export type { CopiedItem } from './copies.js';
export type { HolderEntry } from './holders.js';
export type { CheckedLine } from './lines.js';
export type { Person } from './persons.js';

/** A bundle that was opened and checked. */
export interface Opened {
  report: string;
  me: Me;
  directory: Directory;
  /** Whose keys this reader's grants name: one's own, or the reporter's, or the affected person's. */
  keys: KeysLine;
  /** Hash of the keys line. */
  keysHash: string;
  exclusions: readonly string[];
  /** Everybody beside the reporter whose keys this reader believes, by `party:<id>`. */
  parties: Map<string, Person>;
  /** The affected person, as far as this reader can tell. */
  person: Person;
  /** The answers that this holder reads, if any. */
  answers: AnswersBody | undefined;
  entries: Entry[];
  /** What was asked, answered, approved and done. */
  lines: CheckedLine[];
  /** What was served as such a line and is none. */
  unread: UnreadLine[];
  holders: HolderEntry[];
  /** Hashes of genuine grants to this holder that did not open; the page reports them. */
  unopened: string[];
  /** Every compartment and turn this holder can open, by placeOf. */
  held: Map<string, Held>;
  /** The highest turn of each compartment that a checked line names. */
  turns: Map<string, number>;
}

/** The reporter, from the keys of their phrase. */
export function reporterMe(keys: MailboxKeys): Me {
  return partyMe(keys, 'reporter');
}

/** Somebody with a phrase and a mailbox, `party:<id>`, from its keys. */
export function partyMe(keys: MailboxKeys, who: string): Me {
  const { identity, recipient, signing, verify } = keys;
  return { by: who, identity, recipient, signing, verify };
}

/**
 * Opens and checks what the server served. It throws, and nothing is to be shown, only if this
 * reader can believe nobody's keys or their own grant of intake is false; all else is told item
 * by item, grant by grant and line by line.
 */
export async function openBundle(bundle: Bundle, me: Me, root: string): Promise<Opened> {
  const directory = Directory.check(bundle.directory, root);
  const own = await openOwn(bundle, me);
  const { believed, grants, origins, taken: { held, unopened }, broken, unread } = await believe(bundle, me, own, directory);
  const ended = new Map(bundle.ended.map((end) => [end.grant, end.day]));
  const entries = await new Items(believed, grants, ended, held, origins).open(bundle.items);
  const { persons, lines } = believed;
  const person = affected(me, believed);
  const { keys, hash: keysHash } = (isPerson(me.by) ? persons.person(me.by) : persons.person('reporter')) ?? person;
  return {
    report: bundle.report, me, directory, keys, keysHash, exclusions: exclusionsOf(believed),
    parties: new Map(persons.names().flatMap((who) => partyOf(who, persons))), person,
    answers: entries.find((entry) => entry.answers !== undefined)?.answers, entries, lines: [...lines], unread,
    holders: [...grants.map((grant) => holderEntry(grant, directory, ended)), ...broken],
    unopened, held, turns: highestTurns(grants, entries),
  };
}

/** A bundle whose people, lines and grants were checked against each other. */
interface Beliefs {
  believed: Believed;
  grants: CheckedGrant[];
  /** All grant lines against which the place of a copied item is checked. */
  origins: Read<GrantLine>[];
  taken: Taken;
  broken: HolderEntry[];
  unread: UnreadLine[];
}

/** Believes people on the word of grants, checks the grants by what people signed, and looks again. */
async function believe(bundle: Bundle, me: Me, own: readonly OwnGrant[], directory: Directory): Promise<Beliefs> {
  const { report } = bundle;
  const { reads: lines, unread } = readCaseLines(bundle.lines);
  const nobody = new Persons(bundle, [], directory);
  const officers = lines.map((read) => checkCaseLine(read, { report, directory, persons: nobody }));
  const persons = new Persons(bundle, officers, directory);
  const origin = await believeOrigin(bundle, me, own, persons, directory);
  const { reads, broken } = readGrants(bundle);
  const origins = [...reads, ...readOrigins(bundle, reads)];
  for (;;) {
    const believed: Believed = {
      report, directory, persons, listed: origin.listed,
      // What officers signed holds whomever we believe.
      lines: officers.map((line) => (isPerson(line.line.by) ? checkCaseLine(line, { report, directory, persons }) : line)),
    };
    const all = checkGrants(origins, believed);
    const taken = takeOwn(own, all, me);
    if (stillVouched(origin, me, persons, all)) return { believed, grants: all.slice(0, reads.length), origins, taken, broken, unread };
  }
}

/** The grant lines of other compartments that were served beside; those that are none give nobody a place. */
function readOrigins(bundle: Bundle, known: readonly Read<GrantLine>[]): Read<GrantLine>[] {
  const seen = new Set(known.map(({ signed }) => signed.line + signed.sig));
  const origins: Read<GrantLine>[] = [];
  for (const signed of bundle.origins) {
    if (seen.has(signed.line + signed.sig)) continue;
    seen.add(signed.line + signed.sig);
    try {
      origins.push(readLine(signed, 'grant'));
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return origins;
}

interface Taken {
  held: Map<string, Held>;
  unopened: string[];
}

/** The compartments that open, by genuine grants only, and the genuine grants that did not. */
function takeOwn(own: readonly OwnGrant[], grants: readonly CheckedGrant[], me: Me): Taken {
  const held = new Map<string, Held>();
  const unopened: string[] = [];
  for (const { read, identity } of own) {
    const { line, signed } = read;
    const genuine = grants.some((grant) => grant.refused === undefined && isSame(grant.read.signed, signed));
    // A false grant of intake is no slip: then nothing is shown.
    ensure(genuine || line.basis !== 'intake', 'grant-false');
    if (!genuine) continue;
    if (identity !== undefined) {
      const { report, compartment, turn, recipient } = line;
      held.set(placeOf(line), { report, compartment, turn, recipient, identity, newest: '' });
      // What was sealed to words that were given up does not open, and nobody is to blame.
    } else if (!isPerson(me.by) || line.key === keyHash(me.recipient)) unopened.push(read.hash);
  }
  return { held, unopened };
}

function isSame(a: Signed, b: Signed): boolean {
  return a.line === b.line && a.sig === b.sig;
}

function partyOf(who: string, persons: Persons): [string, Person][] {
  const person = who === 'reporter' ? undefined : persons.person(who);
  return person === undefined ? [] : [[who, person]];
}

/** Oneself; for an officer whom a step named, else who was asked, else the reporter, else the one party known. */
function affected(me: Me, { persons, lines }: Believed): Person {
  const named = linesOf({ lines }, 'step').filter(({ line }) => line.step === 'affected').map(({ line }) => line.to || 'reporter');
  // To pass something on, nobody but the affected person is asked.
  const asked = linesOf({ lines }, 'request').filter(({ line }) => line.to.startsWith('unit:')).map(({ line }) => line.who);
  const order = isPerson(me.by) ? [me.by] : [...named.reverse(), ...asked.reverse(), 'reporter', ...persons.names()];
  const person = order.flatMap((who) => persons.person(who) ?? [])[0];
  if (person === undefined) throw new Refusal('keys-unbelieved');
  return person;
}

/** Whom anybody with a phrase excluded, in any keys line of theirs, and did not let in again. */
function exclusionsOf({ persons, lines }: Believed): string[] {
  const lifted = linesOf({ lines }, 'act').filter(({ line }) => line.act === 'lift');
  const all = persons.names().flatMap((who) => (persons.chain(who) ?? []).flatMap(({ line }) => line.exclusions)
    .filter((name) => !lifted.some(({ line }) => line.by === who && line.of === name)));
  return [...new Set(all)];
}

function highestTurns(grants: readonly CheckedGrant[], entries: readonly Entry[]): Map<string, number> {
  const turns = new Map<string, number>();
  const seen = [
    ...grants.flatMap((grant) => (grant.refused === undefined ? [grant.read.line] : [])),
    ...entries.filter(isReadable),
  ];
  for (const { compartment, turn } of seen) turns.set(compartment, Math.max(turn, turns.get(compartment) ?? 0));
  return turns;
}
