import { personOf, type Directory } from './directory.js';
import { servedHash } from './intake.js';
import { readLine, type Read } from './line.js';
import { isRefusal, type RefusalCode } from './refusal.js';
import type { CheckedGrant } from './trust.js';
import type { Bundle, GrantLine, OfficerLine } from './types.js';

/** One holder of a key, as both sides see it. */
export interface HolderEntry {
  holder: string;
  /** The line of the officer or recovery that holds it; none for the reporter. */
  officer?: OfficerLine;
  compartment: string;
  turn: number;
  basis: string;
  /** Who signed the grant. */
  by: string;
  since: string;
  /** The day since which it is no longer served, or "". */
  ended: string;
  genuine: boolean;
  /** Why it is not genuine. */
  reason?: RefusalCode;
  /** Hash of the grant line. */
  hash: string;
}

/** Who holds or held a key to which compartment: a later turn of it that says nothing new is left out. */
export function withoutTurns(holders: readonly HolderEntry[]): HolderEntry[] {
  return holders.filter((each) => !holders.some((other) => other.turn < each.turn && other.holder === each.holder
    && other.compartment === each.compartment && other.ended === each.ended && other.reason === each.reason));
}

/** All grant lines, one's own among them, each text once; and those that are no grant lines. */
export function readGrants(bundle: Bundle): { reads: Read<GrantLine>[]; broken: HolderEntry[] } {
  const reads = new Map<string, Read<GrantLine>>();
  const broken: HolderEntry[] = [];
  for (const signed of [...bundle.grants, ...bundle.own]) {
    try {
      reads.set(signed.line + signed.sig, readLine(signed, 'grant'));
    } catch (error) {
      broken.push({
        holder: '', compartment: '', turn: 0, basis: '', by: '', since: '', ended: '', genuine: false,
        reason: isRefusal(error) ? error.code : 'json', hash: servedHash(signed),
      });
    }
  }
  return { reads: [...reads.values()], broken };
}

/** The grant lines of what was passed on that were served beside, and are not among the others. */
export function readShares(bundle: Bundle, known: readonly Read<GrantLine>[]): Read<GrantLine>[] {
  const seen = new Set(known.map(({ signed }) => signed.line + signed.sig));
  const shares: Read<GrantLine>[] = [];
  for (const signed of bundle.origins) {
    if (seen.has(signed.line + signed.sig)) continue;
    seen.add(signed.line + signed.sig);
    try {
      const read = readLine(signed, 'grant');
      if (read.line.compartment.startsWith('share:')) shares.push(read);
    } catch (error) {
      // What is no grant line gives nobody anything.
      if (!isRefusal(error)) throw error;
    }
  }
  return shares;
}

/** A grant as its holder is shown. */
export function holderEntry(
  { read, refused }: CheckedGrant, directory: Directory, ended: ReadonlyMap<string, string>,
): HolderEntry {
  const { line } = read;
  const person = personOf(line.holder);
  const officer = directory.at(person, line.at)[0] ?? directory.newest(person);
  return {
    holder: line.holder, compartment: line.compartment, turn: line.turn, basis: line.basis, by: line.by,
    since: line.at, ended: ended.get(read.hash) ?? '', genuine: refused === undefined, hash: read.hash,
    ...(officer === undefined ? {} : { officer }), ...(refused === undefined ? {} : { reason: refused.code }),
  };
}
