import { bond, type AnswersBody, type HolderKey } from './body.js';
import { hash } from './encode.js';
import { isPerson } from './forms.js';
import { openGrant } from './grant.js';
import { openItem } from './item.js';
import { keyHash, readLine, signedBy, type Read } from './line.js';
import { ensure, isRefusal } from './refusal.js';
import { checkOfficer, placeOf } from './trust.js';
import type { Directory } from './directory.js';
import type { Persons } from './persons.js';
import type { Bundle, GrantLine, KeysLine, PostLine, Sealed } from './types.js';

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

/**
 * Looks for reasons to believe people's keys (sealing.md section 5): the reader's own phrase,
 * the hash in answers that only a holder of the compartment can have written, or the word of a
 * checked officer. Gives whom the answers name as holders, by compartment.
 */
export async function believeOrigin(
  bundle: Bundle, me: Me, own: readonly OwnGrant[], persons: Persons, directory: Directory,
): Promise<Map<string, HolderKey[]>> {
  ensure(!persons.isTorn(isPerson(me.by) ? me.by : 'reporter'), 'keys-conflict');
  ensure(persons.names().length > 0, 'keys-missing');
  if (isPerson(me.by)) believeSelf(me, persons);
  for (const who of persons.names()) if (isTold(own, who, persons, directory)) persons.believe(who, 'told');
  const chain = persons.served('reporter');
  const listed = chain === undefined ? new Map<string, HolderKey[]>() : await openAnswers(bundle, own, chain[0]);
  if (listed.size > 0) persons.believe('reporter', 'certain');
  return listed;
}

/** One's own keys are those of one's phrase. */
function believeSelf(me: Me, persons: Persons): void {
  const chain = persons.served(me.by);
  ensure(chain !== undefined, 'keys-missing');
  ensure(chain.some(({ line }) => line.recipient === me.recipient && line.verify === me.verify), 'keys-swapped');
  persons.believe(me.by, 'certain');
}

/** The holders that the reporter's answers name, of every compartment that an own grant opens. */
async function openAnswers(bundle: Bundle, own: readonly OwnGrant[], keys: Read<KeysLine>): Promise<Map<string, HolderKey[]>> {
  const found = new Map<string, HolderKey[]>();
  for (const sealed of bundle.items) {
    const line = answersLine(sealed, bundle.report, keys);
    const identity = line && own.find((each) => each.identity !== undefined && placeOf(each.read.line) === placeOf(line))?.identity;
    if (line === undefined || identity === undefined) continue;
    try {
      const { body } = await openItem(sealed, line, identity);
      checkAnswers(body, keys, identity);
      found.set(line.compartment, [...found.get(line.compartment) ?? [], ...body.holders]);
    } catch (error) {
      // What does not hold vouches for nothing; it is shown as not genuine later.
      if (!isRefusal(error)) throw error;
    }
  }
  return found;
}

/** Holds answers to the first of the reporter's keys lines, to the compartment and to the exclusions. */
export function checkAnswers(body: AnswersBody, keys: Read<KeysLine>, identity: string): void {
  ensure(body.keys === keys.hash, 'answers-keys');
  ensure(body.bond === bond(identity, body.keys), 'answers-bond');
  ensure(body.exclusions.join() === keys.line.exclusions.join(), 'answers-exclusions');
}

function answersLine(sealed: Sealed, report: string, keys: Read<KeysLine>): (PostLine & { kind: 'answers' }) | undefined {
  try {
    const read = readLine(sealed, 'post');
    const { line } = read;
    const fits = line.kind === 'answers' && line.by === 'reporter' && line.report === report;
    return fits && signedBy(read, keys.line.verify) ? line as PostLine & { kind: 'answers' } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a checked officer named somebody's keys in a grant to this reader. */
function isTold(own: readonly OwnGrant[], who: string, persons: Persons, directory: Directory): boolean {
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
