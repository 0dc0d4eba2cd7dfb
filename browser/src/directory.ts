import { checkSigned, readLine, signedBy, type Read } from './line.js';
import { Refusal, ensure, isRefusal, type RefusalCode } from './refusal.js';
import type { OfficerLine, Role, Signed } from './types.js';
import { hash } from './encode.js';

/** A line that does not count, by its hash, and why. */
export interface RefusedLine {
  hash: string;
  reason: RefusalCode;
}

/** Officer lines whose chain to the organisation's root holds. Nothing else is believed. */
export class Directory {
  /** The lines that were served and do not count. */
  readonly refused: RefusedLine[] = [];
  /** Each person's lines, lowest n first. */
  private readonly persons = new Map<string, OfficerLine[]>();

  private constructor(private readonly root: string) {}

  /**
   * Checks lines against the root's verify key. A line counts if the root signed it, or an
   * officer who heads that unit and whose own line covered its first day. They are taken day
   * by day, root's first, so that the outcome does not depend on the order they came in.
   */
  static check(lines: readonly Signed[], root: string): Directory {
    const directory = new Directory(root);
    const reads = directory.read(lines);
    for (const day of new Set(reads.map((read) => read.line.from))) {
      directory.takeDay(reads.filter((read) => read.line.from === day));
    }
    return directory;
  }

  private read(lines: readonly Signed[]): Read<OfficerLine>[] {
    const reads = new Map<string, Read<OfficerLine>>();
    for (const signed of lines) {
      try {
        reads.set(signed.line + signed.sig, readLine(signed, 'officer'));
      } catch (error) {
        this.refuse(hash(String(signed.line)), error);
      }
    }
    const order = (r: Read<OfficerLine>): string =>
      `${r.line.from} ${r.line.by === 'root' ? 0 : 1} ${String(r.line.n).padStart(16, '0')} ${r.hash}`;
    return [...reads.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** A day's lines again and again until none more counts, since each may make another count. */
  private takeDay(reads: Read<OfficerLine>[]): void {
    let left = reads;
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      left = left.filter((read) => this.take(read) !== undefined);
    }
    for (const read of left) this.refuse(read.hash, this.take(read));
  }

  private refuse(lineHash: string, error: unknown): void {
    this.refused.push({ hash: lineHash, reason: isRefusal(error) ? error.code : 'json' });
  }

  /** Adds a line that counts, or gives why it does not. */
  private take(read: Read<OfficerLine>): Refusal | undefined {
    const { line } = read;
    try {
      this.checkCertified(read);
      const own = this.persons.get(line.person) ?? [];
      ensure(!own.some((other) => other.n === line.n), 'directory-n');
      this.persons.set(line.person, [...own, line].sort((a, b) => a.n - b.n));
      return undefined;
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  private checkCertified(read: Read<OfficerLine>): void {
    const { line } = read;
    if (line.by === 'root') {
      checkSigned(read, this.root);
      return;
    }
    const heads = this.at(personOf(line.by), line.from)
      .filter((head) => head.unit === line.unit && head.roles.includes('head'));
    ensure(heads.length > 0, 'directory-chain');
    // Else the head of one unit could end, or replace, the officer of another.
    const now = this.current(line.person, line.from);
    ensure(now === undefined || now.unit === line.unit, 'directory-unit');
    ensure(heads.some((head) => signedBy(read, head.verify)), 'signature');
  }

  /** The line a person has on a day: of those that began by then the highest n, if it has roles and has not run out. */
  current(person: string, day: string): OfficerLine | undefined {
    const line = this.persons.get(person)?.filter((each) => each.from <= day).at(-1);
    return line !== undefined && inForce(line, day) ? line : undefined;
  }

  /**
   * The lines of a person that were in force at some hour of a day, newest first, for checking
   * what was signed then: a line replaced on the day itself still held in the morning.
   */
  at(person: string, day: string): OfficerLine[] {
    const lines = (this.persons.get(person) ?? []).filter((line) => line.from <= day).reverse();
    const replaced = lines.findIndex((line) => line.from < day);
    return lines.slice(0, replaced < 0 ? lines.length : replaced + 1).filter((line) => inForce(line, day));
  }

  /** The newest line of a person, also when it has ended: for the names of old authors. */
  newest(person: string): OfficerLine | undefined {
    return this.persons.get(person)?.at(-1);
  }

  /** The n that a person's next line must have at least. */
  next(person: string): number {
    return (this.newest(person)?.n ?? 0) + 1;
  }

  /** Who has one of these roles in a unit on a day, in the order of their names. */
  officers(unit: string, day: string, roles: readonly Role[]): OfficerLine[] {
    return [...this.persons.keys()]
      .flatMap((person) => this.current(person, day) ?? [])
      .filter((line) => line.unit === unit && line.verify !== '' && line.roles.some((role) => roles.includes(role)))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** A unit's recovery line, if one is set. */
  recovery(unit: string, day: string): OfficerLine | undefined {
    return this.current(`recovery:${unit}`, day);
  }
}

function inForce(line: OfficerLine, day: string): boolean {
  return line.roles.length > 0 && line.from <= day && day <= line.until;
}

/** How a holder is written for an officer line: officer:<person>, or recovery:<unit>. */
export function holderOf(line: OfficerLine): string {
  return line.person.startsWith('recovery:') ? line.person : `officer:${line.person}`;
}

/** The person of an officer line behind a holder or an author. */
export function personOf(holder: string): string {
  return holder.replace(/^officer:/, '');
}

/** Says whether exclusions name a person, the unit they have a role in, or one of a recovery's custodians. */
export function isExcluded(line: OfficerLine, exclusions: readonly string[]): boolean {
  return [`unit:${line.unit}`, ...[line.person, ...line.custodians].map((person) => `officer:${person}`)]
    .some((name) => exclusions.includes(name));
}
