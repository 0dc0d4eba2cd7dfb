import { isPerson } from './forms.js';
import { readGrants, readShares, type HolderEntry } from './holders.js';
import { believeOrigin, type Me, type OwnGrant } from './intake.js';
import { checkCaseLine, readCaseLines, type CheckedLine, type UnreadLine } from './lines.js';
import { Persons } from './persons.js';
import { ensure } from './refusal.js';
import { checkGrants, type Believed, type CheckedGrant } from './trust.js';
import type { HolderKey } from './body.js';
import type { Directory } from './directory.js';
import type { Bundle } from './types.js';

/** A bundle whose people, lines and grants were checked against each other. */
export interface Checked {
  believed: Believed;
  grants: CheckedGrant[];
  /** What was served as a grant or a line and is none. */
  broken: HolderEntry[];
  unread: UnreadLine[];
}

/**
 * Believes people on the word of grants and checks the grants by what people signed; then again
 * without those whose word came in a grant that nobody could make. Throws `keys-unbelieved` if
 * nobody is left.
 */
export async function believe(bundle: Bundle, me: Me, own: readonly OwnGrant[], directory: Directory): Promise<Checked> {
  const { report } = bundle;
  const { reads: lines, unread } = readCaseLines(bundle.lines);
  const { reads, broken } = readGrants(bundle);
  // What officers signed rests on the directory alone.
  const nobody = new Persons({ report, keys: [] }, [], directory);
  const officers = lines.map((read) => checkCaseLine(read, { report, directory, persons: nobody }));
  const persons = new Persons(bundle, officers, directory);
  const listed = await believeOrigin(bundle, me, own, persons, directory);
  const believed = new Now(report, me.by, directory, persons, listed, officers);
  const shares = readShares(bundle, reads);
  let grants: CheckedGrant[];
  do grants = checkGrants(reads, believed, shares); while (persons.doubt());
  ensure(persons.names().some((who) => persons.chain(who) !== undefined), 'keys-unbelieved');
  return { believed, grants, broken, unread };
}

/** What is believed by now: what people signed counts as soon as they are believed. */
class Now implements Believed {
  constructor(
    readonly report: string, readonly reader: string, readonly directory: Directory, readonly persons: Persons,
    readonly listed: ReadonlyMap<string, readonly HolderKey[]>, private readonly served: readonly CheckedLine[],
  ) {}

  get lines(): CheckedLine[] {
    return this.served.map((each) => (isPerson(each.line.by) ? checkCaseLine(each, this) : each));
  }
}
