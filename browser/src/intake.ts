import { bond, type AnswersBody, type HolderKey } from './body.js';
import { hash } from './encode.js';
import { isPerson } from './forms.js';
import { openGrant } from './grant.js';
import { openItem } from './item.js';
import { keyHash, readLine, signedBy, type Read } from './line.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import { checkOfficer, placeOf, type CheckedGrant } from './trust.js';
import type { Directory } from './directory.js';
import type { Chain, Persons } from './persons.js';
import type { Bundle, GrantLine, PostLine, Sealed } from './types.js';

/** Who opens a bundle: how lines name them, and their own keys. */
export interface Me {
  /** `reporter`, `party:<id>` or `officer:<person>`. */
  by: string;
  identity: string;
  recipient: string;
  signing: Uint8Array;
  verify: string;
}

/** A grant to oneself, opened before anything is believed of it; without an identity it did not open. */
export interface OwnGrant {
  read: Read<GrantLine>;
  identity: string | undefined;
}

/** Opens one's own grants. Lines that are none, or another's, are left out: they show among the grants. */
export async function openOwn(bundle: Bundle, me: Me): Promise<OwnGrant[]> {
  const own: OwnGrant[] = [];
  for (const sealed of bundle.own) {
    let read: Read<GrantLine>;
    try {
      read = readLine(sealed, 'grant');
    } catch {
      continue;
    }
    if (read.line.holder !== me.by || read.line.report !== bundle.report) continue;
    own.push({ read, identity: await identityIn(sealed, read.line, me) });
  }
  return own;
}

async function identityIn(sealed: Sealed, line: GrantLine, me: Me): Promise<string | undefined> {
  try {
    ensure(line.key === keyHash(me.recipient), 'holder-key');
    return await openGrant(sealed, line, me.identity);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** Whom the reporter's answers name as holders, and who is believed on an officer's word alone. */
export interface Origin {
  /** By compartment. */
  listed: Map<string, HolderKey[]>;
  /** These count only while stillVouched leaves them. */
  byWord: Set<string>;
}

/**
 * Decides whose keys are whose (sealing.md section 5): the reader's own phrase, the hash in
 * answers that only a holder of the compartment can have written, or the word of a checked
 * officer. If the reader can believe nobody it throws, and nothing is shown.
 */
export async function believeOrigin(
  bundle: Bundle, me: Me, own: readonly OwnGrant[], persons: Persons, directory: Directory,
): Promise<Origin> {
  if (isPerson(me.by)) believeSelf(me, persons);
  const listed = persons.names().includes('reporter')
    ? await openAnswers(bundle, own, persons.served('reporter')) : new Map<string, HolderKey[]>();
  if (listed.size > 0) persons.believe('reporter');
  const byWord = new Set(persons.names().filter((who) =>
    persons.chain(who) === undefined && isVouched(own, who, persons, directory)));
  for (const who of byWord) persons.believe(who);
  if (!isPerson(me.by)) checkAnybody(persons);
  return { listed, byWord };
}

/** The newest of one's own keys are those of one's phrase. */
function believeSelf(me: Me, persons: Persons): void {
  const { line } = persons.served(me.by).at(-1) as Chain[0];
  ensure(line.recipient === me.recipient && line.verify === me.verify, 'keys-swapped');
  persons.believe(me.by);
}

/** Refuses to show an officer anything while there is nobody whose keys they can believe. */
function checkAnybody(persons: Persons): void {
  if (persons.isTorn('reporter')) throw new Refusal('keys-conflict');
  if (persons.names().some((who) => persons.chain(who) !== undefined)) return;
  persons.served('reporter');
  throw new Refusal('keys-unbelieved');
}

/**
 * Asks again once the grants are checked: an officer's word counts only in a grant that they
 * could make. Whoever is believed no longer is named; then the grants are to be checked anew.
 */
export function stillVouched({ byWord }: Origin, me: Me, persons: Persons, grants: readonly CheckedGrant[]): boolean {
  const fallen = [...byWord].filter((who) => !grants.some(({ read: { line }, refused }) =>
    refused === undefined && line.holder === me.by && persons.has(who, line.keys) && line.by.startsWith('officer:')));
  for (const who of fallen) {
    byWord.delete(who);
    persons.believe(who, false);
  }
  if (fallen.length > 0 && !isPerson(me.by)) checkAnybody(persons);
  return fallen.length === 0;
}

/** The holders that the reporter's answers name, of every compartment that an own grant opens. */
async function openAnswers(bundle: Bundle, own: readonly OwnGrant[], chain: Chain): Promise<Map<string, HolderKey[]>> {
  const found = new Map<string, HolderKey[]>();
  for (const sealed of bundle.items) {
    const line = answersLine(sealed, bundle.report, chain);
    const identity = line && own.find((each) => each.identity !== undefined && placeOf(each.read.line) === placeOf(line))?.identity;
    if (line === undefined || identity === undefined) continue;
    try {
      const { body } = await openItem(sealed, line, identity);
      checkAnswers(body, chain, identity);
      found.set(line.compartment, [...found.get(line.compartment) ?? [], ...body.holders]);
    } catch (error) {
      // What does not hold vouches for nothing; it is shown as not genuine later.
      if (!isRefusal(error)) throw error;
    }
  }
  return found;
}

/** Holds answers to the keys line, the compartment and the exclusions they speak of. */
export function checkAnswers(body: AnswersBody, chain: Chain, identity: string): void {
  const keys = chain.find((read) => read.hash === body.keys);
  ensure(keys !== undefined, 'answers-keys');
  ensure(body.bond === bond(identity, body.keys), 'answers-bond');
  ensure(body.exclusions.join() === keys.line.exclusions.join(), 'answers-exclusions');
}

function answersLine(sealed: Sealed, report: string, chain: Chain): (PostLine & { kind: 'answers' }) | undefined {
  try {
    const read = readLine(sealed, 'post');
    const { line } = read;
    const fits = line.kind === 'answers' && line.by === 'reporter' && line.report === report;
    return fits && chain.some((keys) => signedBy(read, keys.line.verify)) ? line as PostLine & { kind: 'answers' } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a checked officer named these keys in a grant to this reader. */
function isVouched(own: readonly OwnGrant[], who: string, persons: Persons, directory: Directory): boolean {
  return own.some(({ read }) => {
    if (!persons.has(who, read.line.keys)) return false;
    try {
      checkOfficer(read, directory, read.line.by, read.line.at);
      return true;
    } catch {
      return false;
    }
  });
}

/** The hash of a line as it was served, whatever it is. */
export function servedHash(signed: { line: unknown }): string {
  return hash(String(signed.line));
}
