import { linesOf, type CheckedLine } from './lines.js';
import { readLine, signedBy, type Read } from './line.js';
import { ensure, isRefusal } from './refusal.js';
import { checkOfficer } from './trust.js';
import { split } from './forms.js';
import type { Directory } from './directory.js';
import type { Bundle, KeysLine } from './types.js';

/** A person with a phrase, by the newest of their keys. */
export interface Person {
  /** `reporter` or `party:<id>`. */
  who: string;
  keys: KeysLine;
  /** Hash of that keys line. */
  hash: string;
}

/** The keys of one person, oldest first: each but the first replaces the one before it. */
export type Chain = readonly [Read<KeysLine>, ...Read<KeysLine>[]];

/**
 * Why a reader believes somebody's keys: certain, by the own phrase or by answers that only a
 * holder can have written; told by an officer, in a grant of which nothing is known yet; named
 * by an officer in a genuine grant.
 */
export type Reason = 'certain' | 'told' | 'named';

/**
 * The people with a phrase of whom a reader is told. That a chain holds together says nothing
 * of whose it is: it counts only once somebody vouched for a line of it.
 */
export class Persons {
  private readonly chains = new Map<string, Chain>();
  /** Whose served lines contradict each other. */
  private readonly torn = new Set<string>();
  /** Why somebody is believed. */
  private readonly reasons: Record<Reason, Set<string>> = { certain: new Set(), told: new Set(), named: new Set() };
  /** Who signed what was looked at before: the same line is asked about again and again. */
  private readonly signers = new Map<string, boolean>();

  constructor(bundle: Pick<Bundle, 'report' | 'keys'>, officers: readonly CheckedLine[], directory: Directory) {
    const maker = new Chains(readKeys(bundle), officers, directory);
    for (const who of maker.names()) {
      const chain = maker.one(who);
      if (chain === undefined) this.torn.add(who);
      else this.chains.set(who, chain);
    }
  }

  /** The chain of a person, believed or not. */
  served(who: string): Chain | undefined {
    return this.chains.get(who);
  }

  /** Whether the lines that were served as a person's contradict each other. */
  isTorn(who: string): boolean {
    return this.torn.has(who);
  }

  /** The names of all whose chain holds together. */
  names(): string[] {
    return [...this.chains.keys()];
  }

  /** Believes, for a reason, that a person's chain is theirs. */
  believe(who: string, reason: Reason): void {
    this.reasons[reason].add(who);
  }

  /** Believes everybody whose keys a genuine grant of an officer names. */
  name(keys: string): void {
    for (const who of this.names()) if (keys !== '' && this.has(who, keys)) this.believe(who, 'named');
  }

  /** Forgets whom grants have named, before they are checked anew. */
  forgetNamed(): void {
    this.reasons.named.clear();
  }

  /** Stops believing whom no genuine grant names; says whether there were any. */
  doubt(): boolean {
    const { certain, told, named } = this.reasons;
    const doubted = [...told].filter((who) => !certain.has(who) && !named.has(who));
    for (const who of doubted) told.delete(who);
    return doubted.length > 0;
  }

  /** The chain of a person who is believed. */
  chain(who: string): Chain | undefined {
    return Object.values(this.reasons).some((all) => all.has(who)) ? this.chains.get(who) : undefined;
  }

  /** A person who is believed. */
  person(who: string): Person | undefined {
    const newest = this.chain(who)?.at(-1);
    return newest === undefined ? undefined : { who, keys: newest.line, hash: newest.hash };
  }

  /** Whether a line of a person's served chain has this hash. */
  has(who: string, lineHash: string): boolean {
    return this.chains.get(who)?.some((read) => read.hash === lineHash) === true;
  }

  /** Refuses a line that no key of the believed person it names has signed. */
  checkSigned(read: Read): void {
    const chain = this.chain(read.line.by);
    ensure(chain !== undefined, 'author');
    const text = read.signed.line + read.signed.sig;
    const signed = this.signers.get(text) ?? chain.some(({ line }) => signedBy(read, line.verify));
    this.signers.set(text, signed);
    ensure(signed, 'signature');
  }
}

/** The keys lines of this report, each once. */
function readKeys(bundle: Pick<Bundle, 'report' | 'keys'>): Read<KeysLine>[] {
  const reads = new Map<string, Read<KeysLine>>();
  for (const signed of bundle.keys) {
    try {
      const read = readLine(signed, 'keys');
      if (read.line.report === bundle.report) reads.set(signed.line + signed.sig, read);
    } catch (error) {
      // What is no keys line is nobody's.
      if (!isRefusal(error)) throw error;
    }
  }
  return [...reads.values()];
}

class Chains {
  constructor(
    private readonly reads: readonly Read<KeysLine>[], private readonly officers: readonly CheckedLine[],
    private readonly directory: Directory,
  ) {}

  names(): Set<string> {
    return new Set(this.reads.filter((read) => this.isFirst(read)).map((read) => read.line.who));
  }

  /** The chain of a person; undefined if two lines would stand in one place. */
  one(who: string): Chain | undefined {
    const theirs = this.reads.filter((read) => read.line.who === who);
    const first = sole(theirs.filter((read) => this.isFirst(read)));
    if (first === undefined) return undefined;
    const chain: [Read<KeysLine>, ...Read<KeysLine>[]] = [first];
    for (let newest = first; ;) {
      const next = theirs.filter((read) => this.isNext(read, newest));
      if (next.length === 0) return chain;
      const only = sole(next);
      if (only === undefined) return undefined;
      chain.push(newest = only);
    }
  }

  private isFirst(read: Read<KeysLine>): boolean {
    return read.line.prev === '' && signedBy(read, read.line.verify);
  }

  /** Whether a line replaces another: signed by the key that it replaces, or by two officers. */
  private isNext(read: Read<KeysLine>, newest: Read<KeysLine>): boolean {
    const { line } = read;
    if (line.prev !== newest.hash) return false;
    if (line.by === line.who) return signedBy(read, newest.line.verify);
    return split(line.by)[0] === 'officer' && this.isOfficers(read) && this.isApproved(read);
  }

  private isOfficers(read: Read<KeysLine>): boolean {
    try {
      checkOfficer(read, this.directory, read.line.by, read.line.at);
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }

  private isApproved(read: Read<KeysLine>): boolean {
    return isApproved({ lines: this.officers }, read.hash, read.line.by, 'new-mailbox');
  }
}

function sole(reads: readonly Read<KeysLine>[]): Read<KeysLine> | undefined {
  return new Set(reads.map((read) => read.hash)).size === 1 ? reads[0] : undefined;
}

/**
 * Whether another officer than its signer approved a line: its hash, or that of the signer's
 * step of this name that rests on it.
 */
export function isApproved(at: { lines: readonly CheckedLine[] }, lineHash: string, by: string, step: string): boolean {
  const steps = linesOf(at, 'step')
    .filter(({ line }) => line.step === step && line.by === by && line.of.includes(lineHash)).map((each) => each.hash);
  return linesOf(at, 'approval').some(({ line }) => line.by !== by && [lineHash, ...steps].includes(line.of));
}
