import { exclusionsOf } from './basis.js';
import { believe } from './belief.js';
import { Directory } from './directory.js';
import { Items, isReadable, type Entry } from './entries.js';
import { isPerson } from './forms.js';
import { holderEntry, type HolderEntry } from './holders.js';
import { openOwn, type Me, type OwnGrant } from './intake.js';
import { keyHash } from './line.js';
import { linesOf, type CheckedLine, type UnreadLine } from './lines.js';
import { Refusal, ensure } from './refusal.js';
import { placeOf, type Believed, type CheckedGrant } from './trust.js';
import type { AnswersBody } from './body.js';
import type { Held } from './item.js';
import type { Person, Persons } from './persons.js';
import type { MailboxKeys } from './phrase.js';
import type { Bundle, KeysLine, Signed } from './types.js';

export { isReadable, type Entry, type Verdict } from './entries.js';
export type { Content } from './content.js';
export type { CopiedItem } from './copies.js';
export { withoutTurns, type HolderEntry } from './holders.js';
export type { CheckedLine } from './lines.js';
export type { Person } from './persons.js';

/** After every day that a line can name. */
const forever = '9999-12-31';

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
  /** The reporter, if this reader believes their keys. */
  reporter: Person | undefined;
  /** Everybody else whose keys this reader believes, by `party:<id>`. */
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
  const { believed, grants, broken, unread } = await believe(bundle, me, own, directory);
  const { held, unopened } = takeOwn(own, grants, me);
  const ended = new Map(bundle.ended.map((end) => [end.grant, end.day]));
  const entries = await new Items(believed, grants, ended, held, bundle.origins).open(bundle.items);
  const { persons, lines } = believed;
  const person = affected(me, believed);
  const reporter = persons.person('reporter');
  const { keys, hash: keysHash } = (isPerson(me.by) ? persons.person(me.by) : reporter) ?? person;
  return {
    report: bundle.report, me, directory, keys, keysHash, exclusions: allExclusions(believed),
    reporter, parties: new Map(persons.names().flatMap((who) => partyOf(who, persons))), person,
    answers: entries.find((entry) => entry.answers !== undefined)?.answers, entries, lines: [...lines], unread,
    holders: [...grants.map((grant) => holderEntry(grant, directory, ended)), ...broken],
    unopened, held, turns: highestTurns(grants, entries),
  };
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

/** Whom anybody with a phrase excluded and did not let in again. */
function allExclusions(believed: Believed): string[] {
  return [...new Set(believed.persons.names().flatMap((who) => exclusionsOf(who, believed, forever)))];
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
