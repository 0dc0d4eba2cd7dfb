import { isKeptOut, requestBehind, restsOnBasis } from './basis.js';
import { personOf, type Directory } from './directory.js';
import { keyHash, signedBy, type Read } from './line.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import { isPerson, split } from './forms.js';
import type { HolderKey } from './body.js';
import type { CheckedLine } from './lines.js';
import type { Persons } from './persons.js';
import type { GrantLine } from './types.js';

/** What is believed while a bundle is checked. */
export interface Believed {
  readonly report: string;
  readonly directory: Directory;
  /** The people with a phrase. */
  readonly persons: Persons;
  /** What was asked, answered, approved and done, as far as people are believed by now. */
  readonly lines: readonly CheckedLine[];
  /** Whom the reporter's own answers name as holders, by compartment; those that were not read are not there. */
  readonly listed: ReadonlyMap<string, readonly HolderKey[]>;
  /** How lines name whoever reads. */
  readonly reader: string;
}

/** A grant line and what was found about it; without a refusal it is genuine. */
export interface CheckedGrant {
  read: Read<GrantLine>;
  refused: Refusal | undefined;
}

/** The name of one compartment's one turn. */
export function placeOf(at: { compartment: string; turn: number }): string {
  return `${at.compartment}#${at.turn}`;
}

/** The unit in the name of an office's compartment, or "". */
export function unitOf(compartment: string): string {
  const [kind, unit] = split(compartment);
  return kind === 'talk' || kind === 'file' ? unit : '';
}

/** Where what is said to an office lies; to no office (""), it is a comment, for the editors. */
export function talkOf(unit: string): string {
  return unit === '' ? 'feedback' : `talk:${unit}`;
}

/** Refuses a line that its named author did not sign, with a key that counted on its day. */
export function checkAuthor(read: Read, { persons, directory }: Pick<Believed, 'persons' | 'directory'>): void {
  const { by, at } = read.line;
  if (isPerson(by)) persons.checkSigned(read);
  else checkOfficer(read, directory, by, at);
}

/** Refuses a line that no key of the officer it names, in force on its day, has signed. */
export function checkOfficer(read: Read, directory: Directory, by: string, at: string): void {
  ensure(by.startsWith('officer:'), 'author');
  const lines = directory.at(personOf(by), at);
  ensure(lines.length > 0, 'author');
  ensure(lines.some((line) => signedBy(read, line.verify)), 'signature');
}

/**
 * Checks grant lines against each other. Who may grant depends on who was granted, so the
 * list is gone through until nothing new is believed. shares are grants of what was passed on
 * that this reader was not handed: by them the office could begin, and they are shown to nobody.
 */
export function checkGrants(
  reads: readonly Read<GrantLine>[], believed: Believed, shares: readonly Read<GrantLine>[],
): CheckedGrant[] {
  const [grants, beside] = [reads, shares].map((all) =>
    all.map((read): CheckedGrant => ({ read, refused: new Refusal('basis') }))) as [CheckedGrant[], CheckedGrant[]];
  const check = new GrantCheck(grants, beside, believed);
  believed.persons.forgetNamed();
  for (let again = true; again;) {
    again = false;
    for (const grant of [...grants, ...beside]) {
      if (grant.refused === undefined) continue;
      grant.refused = check.one(grant.read);
      if (grant.refused !== undefined) continue;
      again = true;
      if (!isPerson(grant.read.line.by)) believed.persons.name(grant.read.line.keys);
    }
  }
  return grants;
}

class GrantCheck {
  /** The recipient of each place, as the first genuine grant names it. */
  private readonly recipients = new Map<string, string>();
  /** The compartment of each of those recipients. */
  private readonly owners = new Map<string, string>();

  constructor(
    private readonly grants: readonly CheckedGrant[], private readonly beside: readonly CheckedGrant[],
    private readonly believed: Believed,
  ) {}

  one(read: Read<GrantLine>): Refusal | undefined {
    const { line } = read;
    try {
      ensure(line.report === this.believed.report, 'place');
      checkAuthor(read, this.believed);
      ensure(this.mayGrant(line), 'basis');
      ensure(!isKeptOut(line, this.believed), 'excluded');
      ensure(keysOf(line.holder, line.at, this.believed).includes(line.key), 'holder-key');
      // One turn has one identity, and no compartment has another's; whoever names another names a trap.
      const known = this.recipients.get(placeOf(line));
      ensure(known === undefined || known === line.recipient, 'grant-recipient');
      const owner = this.owners.get(line.recipient);
      ensure(owner === undefined || owner === line.compartment, 'grant-recipient');
      this.recipients.set(placeOf(line), line.recipient);
      this.owners.set(line.recipient, line.compartment);
      return undefined;
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  /** Recovery needs lines that a bundle does not carry yet: it is not believed. */
  private mayGrant(line: GrantLine): boolean {
    if (line.basis === 'intake') {
      const listed = this.believed.listed.get(line.compartment);
      return this.isOfOffice(line)
        && (listed === undefined || listed.length === 0 || listed.some((to) => to.holder === line.holder && to.key === line.key));
    }
    if (line.basis !== 'assignment') return restsOnBasis(line, this.believed);
    return this.holds(line.by, line.compartment) || this.mayBegin(line);
  }

  /**
   * Whether a grant of intake is to those it may be to. Into a talk: that office's own officers,
   * its own recovery, or the reporter; into a comment: the editors of any office, or the reporter.
   * Someone with no line on that day is refused by their key.
   */
  private isOfOffice(line: GrantLine): boolean {
    const [kind, unit] = split(line.compartment);
    const [holder, name] = split(line.holder);
    if (holder === 'reporter') return true;
    const lines = this.believed.directory.at(name, line.at);
    if (kind === 'feedback') return holder === 'officer' && lines.some((officer) => officer.roles.includes('editor'));
    if (holder === 'recovery') return name === unit;
    return lines.length === 0 || lines.some((officer) => officer.unit === unit);
  }

  /**
   * Whether an officer may make a new compartment, once: of their own unit, the file: if they
   * hold its talk:, both if they hold what was passed on to it; a party: if they hold their
   * unit's talk:. The party sees no talk: and takes their word.
   */
  private mayBegin(line: GrantLine): boolean {
    const [kind, unit] = split(line.compartment);
    const begun = this.recipients.get(placeOf(line));
    if (line.turn !== 1 || isPerson(line.by) || (begun !== undefined && begun !== line.recipient)) return false;
    return this.believed.directory.at(personOf(line.by), line.at).some((officer) => {
      const talks = kind !== 'talk' && this.holds(line.by, `talk:${officer.unit}`);
      if (kind === 'party') return talks || line.compartment === this.believed.reader;
      return officer.unit === unit && (talks || this.received(line.by, unit));
    });
  }

  /** Whether an officer holds a share: that was for their unit, or for them. */
  private received(officer: string, unit: string): boolean {
    return [...this.grants, ...this.beside].some(({ read: { line }, refused }) => refused === undefined
      && line.holder === officer && [`unit:${unit}`, officer].includes(requestBehind(line, this.believed)?.line.to ?? ''));
  }

  private holds(holder: string, compartment: string): boolean {
    return this.grants.some(({ read, refused }) =>
      refused === undefined && read.line.holder === holder && read.line.compartment === compartment);
  }
}

/** The hashes of the recipients that a holder could be sealed to on a day. */
export function keysOf(holder: string, day: string, { persons, directory }: Believed): string[] {
  if (isPerson(holder)) return persons.chain(holder)?.map(({ line }) => keyHash(line.recipient)) ?? [];
  return directory.at(personOf(holder), day).map((line) => keyHash(line.recipient));
}
