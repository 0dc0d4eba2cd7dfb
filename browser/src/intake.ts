import { bond, type AnswersBody, type HolderKey } from './body.js';
import { hash } from './encode.js';
import { openGrant } from './grant.js';
import { openItem } from './item.js';
import { keyHash, readLine, signedBy, type Read } from './line.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import { checkOfficer, placeOf, type CheckedGrant } from './trust.js';
import type { Directory } from './directory.js';
import type { Bundle, GrantLine, KeysLine, PostLine, Sealed } from './types.js';

/** Who opens a bundle: how lines name them, and their own keys. */
export interface Me {
  /** `reporter` or `officer:<person>`. */
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

/** The reporter's keys as believed, and whom their answers name as holders of which compartment. */
export interface Origin {
  keys: Read<KeysLine>;
  listed: Map<string, HolderKey[]>;
  /** True if the keys are believed on an officer's word alone: then stillVouched must hold as well. */
  byOfficer: boolean;
}

/**
 * Decides whose keys the reporter's are (sealing.md section 5): the reader's own phrase, the
 * hash in answers that only a holder of the compartment can have written, or the word of a
 * checked officer. If that fails it throws, and nothing is shown.
 */
export async function believeOrigin(
  bundle: Bundle, me: Me, own: readonly OwnGrant[], directory: Directory,
): Promise<Origin> {
  const keys = reporterKeys(bundle);
  const listed = await openAnswers(bundle, own, keys);
  let byOfficer = false;
  if (me.by === 'reporter') {
    ensure(keys.line.recipient === me.recipient && keys.line.verify === me.verify, 'keys-swapped');
  } else if (listed.size === 0) {
    byOfficer = vouchedByOfficer(own, keys, directory);
    ensure(byOfficer, 'keys-unbelieved');
  }
  return { keys, listed, byOfficer };
}

/** Asks again once the grants are checked: an officer's word counts only in a grant that they could make. */
export function stillVouched({ keys, byOfficer }: Origin, me: Me, grants: readonly CheckedGrant[]): void {
  ensure(!byOfficer || grants.some(({ read: { line }, refused }) =>
    refused === undefined && line.holder === me.by && line.keys === keys.hash && line.by !== 'reporter'), 'keys-unbelieved');
}

/** The one keys line of the reporter, signed by the key it names. */
function reporterKeys(bundle: Bundle): Read<KeysLine> {
  let found: Read<KeysLine> | undefined;
  for (const signed of bundle.keys) {
    let read: Read<KeysLine>;
    try {
      read = readLine(signed, 'keys');
    } catch {
      continue;
    }
    const { line } = read;
    if (line.who !== 'reporter' || line.prev !== '' || line.report !== bundle.report || !signedBy(read, line.verify)) continue;
    ensure(found === undefined || found.hash === read.hash, 'keys-conflict');
    found = read;
  }
  if (found === undefined) throw new Refusal('keys-missing');
  return found;
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

/** Holds answers to the keys line, the compartment and the exclusions they speak of. */
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

/** Whether a checked officer named these keys in a grant to this reader. */
function vouchedByOfficer(own: readonly OwnGrant[], keys: Read<KeysLine>, directory: Directory): boolean {
  return own.some(({ read }) => {
    if (read.line.keys !== keys.hash) return false;
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
