import { isAgreedPart, isOfUnit } from './basis.js';
import { contentOf, type Content } from './content.js';
import { personOf } from './directory.js';
import { isPerson, split } from './forms.js';
import { readItem } from './item.js';
import { readLine, type Read } from './line.js';
import { ensure, refusalOf } from './refusal.js';
import { checkAuthor, keysOf, placeOf, type Believed } from './trust.js';
import type { CopyBody } from './body.js';
import type { GrantLine, Kind, OfficerLine, PostLine, Signed } from './types.js';

/** What a copy copies, checked against its own place and author. */
export interface CopiedItem extends Content {
  /** The compartment in which it was written. */
  from: string;
  id: string;
  kind: Kind;
  by: string;
  /** The author's checked line, if an officer. */
  officer?: OfficerLine;
  day: string;
  at: string;
  /** For a file: the sum of its age file. */
  blob: string;
  /** Hash of the copied post line. */
  hash: string;
}

/** Against what a copy is checked. */
export interface CopyPlace {
  believed: Believed;
  /** The genuine grants of this bundle. */
  grants: readonly GrantLine[];
  /** Grant lines of the authors of copied items. */
  origins: readonly Signed[];
  /** Whether the author held that place by a genuine grant of this bundle. */
  holds: (line: PostLine) => boolean;
}

/** Opens the item inside a copy. Refuses it unless the parts agreed to, its author and its place hold. */
export function checkCopy(outer: PostLine, body: CopyBody, place: CopyPlace): CopiedItem {
  const { believed } = place;
  const read = readLine({ line: body.post, sig: body.sig }, 'post');
  const { line } = read;
  ensure(line.report === believed.report, 'place');
  ensure(isAgreedPart(outer, line, place.grants, believed), 'parts');
  ensure(line.blobs.every((sum) => outer.blobs.includes(sum)), 'blobs');
  checkAuthor(read, believed);
  ensure(place.holds(line) || place.origins.some((signed) => isOrigin(signed, line, believed)), 'author-grant');
  return copiedItem(read, body.text, believed);
}

function copiedItem({ line, hash }: Read<PostLine>, text: string, { directory }: Believed): CopiedItem {
  const item = readItem(text, line.kind);
  const officer = isPerson(line.by) ? undefined : directory.at(personOf(line.by), line.at)[0];
  return {
    from: line.compartment, id: line.id, kind: line.kind, by: line.by, day: line.at, at: item.at, hash,
    blob: line.kind === 'file' ? line.blobs[0] ?? '' : '', ...contentOf(line.kind, item),
    ...(officer === undefined ? {} : { officer }),
  };
}

/**
 * Whether a line gave the author of a copied item its place. The reader sees nothing else of
 * that compartment: what can be known is who signed, whose office it is, and the holder's key.
 */
function isOrigin(signed: Signed, line: PostLine, believed: Believed): boolean {
  return refusalOf(() => {
    const read = readLine(signed, 'grant');
    const grant = read.line;
    ensure(grant.report === line.report && grant.holder === line.by && placeOf(grant) === placeOf(line), 'place');
    checkAuthor(read, believed);
    ensure(keysOf(grant.holder, grant.at, believed).includes(grant.key), 'holder-key');
    ensure(mayOriginate(grant, believed), 'basis');
  }) === undefined;
}

function mayOriginate({ by, at, compartment }: GrantLine, { directory }: Believed): boolean {
  const [place, unit] = split(compartment);
  return isPerson(by) || (place !== 'talk' && place !== 'file') || isOfUnit(by, `unit:${unit}`, at, directory);
}
