import { partsBehind, requestBehind } from './basis.js';
import { contentOf, type Content } from './content.js';
import { personOf } from './directory.js';
import { isPerson } from './forms.js';
import { readItem } from './item.js';
import { readLine, type Read } from './line.js';
import { ensure, isRefusal } from './refusal.js';
import { checkOfficer, placeOf, type Believed } from './trust.js';
import type { CopyBody } from './body.js';
import type { GrantLine, Kind, OfficerLine, PostLine } from './types.js';

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

/** Opens the item inside a copy. Refuses it unless its place, its author and the parts agreed to hold. */
export function checkCopy(outer: PostLine, body: CopyBody, believed: Believed, origins: readonly Read<GrantLine>[]): CopiedItem {
  const read = readLine({ line: body.post, sig: body.sig }, 'post');
  const { line } = read;
  ensure(line.report === believed.report && line.compartment === body.from, 'place');
  checkPart(outer, line, believed);
  checkWriter(read, believed);
  ensure(origins.some((grant) => isOrigin(grant, line, believed)), 'author-grant');
  const item = readItem(body.text, line.kind);
  const officer = isPerson(line.by) ? undefined : believed.directory.at(personOf(line.by), line.at)[0];
  return {
    from: body.from, id: line.id, kind: line.kind, by: line.by, day: line.at, at: item.at, hash: read.hash,
    blob: line.kind === 'file' ? line.blobs[0] ?? '' : '', ...contentOf(line.kind, item),
    ...(officer === undefined ? {} : { officer }),
  };
}

/** Only what was agreed to lies in a share:, with the attachment that it speaks of. */
function checkPart(outer: PostLine, { id, kind, blobs }: PostLine, believed: Believed): void {
  const request = requestBehind(outer.compartment, believed);
  ensure(request !== undefined, 'copy-part');
  ensure(partsBehind(request, believed).some((part) => part.id === id && part.kind === kind), 'copy-part');
  ensure(outer.blobs.join() === blobs.join(), 'copy-part');
}

/**
 * Whose keys a person's are, whoever copied has checked, and signed the copy: so a served chain
 * is enough here, though nobody vouched for it to this reader.
 */
function checkWriter(read: Read, { persons, directory }: Believed): void {
  const { by, at } = read.line;
  if (isPerson(by)) persons.checkServed(read);
  else checkOfficer(read, directory, by, at);
}

/** Whether a grant line gave the author of a copied item its place. */
function isOrigin(grant: Read<GrantLine>, line: PostLine, believed: Believed): boolean {
  if (grant.line.report !== line.report || grant.line.holder !== line.by || placeOf(grant.line) !== placeOf(line)) return false;
  try {
    checkWriter(grant, believed);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
