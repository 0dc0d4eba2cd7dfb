import { bond } from './body.js';
import { draftHandle } from './draft.js';
import { dayOf, hash, newId, secondOf } from './encode.js';
import { holderOf, isExcluded } from './directory.js';
import { makeGrant, type Holder } from './grant.js';
import { newIdentity, recipientOf } from './identity.js';
import { makeItem, type Author, type Held, type Made } from './item.js';
import { keyHash, signLine } from './line.js';
import { mailboxKeys, type MailboxKeys } from './phrase.js';
import { Refusal, ensure } from './refusal.js';
import { makeSendingConsents } from './sending.js';
import type { SealedAttachment } from './attachment.js';
import { talkOf } from './trust.js';
import type { KeysLine, OfficerLine, Role, Sealed, Signed, Upload } from './types.js';
import type { Language } from './words.js';

/** One submission as it travels (internal/intake Sending). */
export interface Sending {
  handle: string;
  /** The handle of the unfinished form that this ends, "" if none was kept on the server. */
  draft: string;
  repeat: '';
  form: string;
  version: string;
  /** The version of the second form, "" if no other office is told. */
  second: string;
  language: string;
  urgent: boolean;
  keys: Signed;
  grants: Sealed[];
  items: Sealed[];
  uploads: Upload[];
  /** What was agreed to at sending, one line for each office. */
  consents: Signed[];
}

/** What the server answers to a Sending. */
export interface Receipt {
  number: string;
  received: string;
  at: string;
  same: boolean;
  unit: string;
  /** What the same sending began at another office. */
  also?: { number: string; unit: string }[] | null;
}

/** What one office is told: its own compartment, with its own answers and holders. Without a unit it is a comment, for the editors. */
export interface TalkParts {
  unit: string;
  form: string;
  version: string;
  fields: Record<string, string | string[]>;
  attachments: readonly SealedAttachment[];
  /** The intake officers (checked lines) who are to read it, and the unit's recovery if set. */
  recipients: readonly OfficerLine[];
}

/** What a submission is made of. Recipients come from a checked Directory only. */
export interface SubmissionParts extends TalkParts {
  language: Language;
  site: string;
  /** The 16 bytes of the phrase. */
  phrase: Uint8Array;
  exclusions: readonly string[];
  urgent: boolean;
  now: Date;
  /** An unfinished form may be kept under the same phrase: it ends with this. */
  isKept?: boolean;
  /** What another office is told beside the report. */
  second?: TalkParts | undefined;
  /** The units to which the report may be passed on, if one of them is the right one. */
  onward?: readonly string[];
}

/** A talk that was made. */
export interface MadeTalk {
  held: Held;
  /** Hash of the answers' post line: the fingerprint of this submission. */
  answers: string;
  /** Who was handed a key, to be shown. */
  holders: readonly OfficerLine[];
}

/** A submission that was made: what is sent (again, unchanged, on every retry) and what the page keeps. */
export interface Submission extends MadeTalk {
  sending: Sending;
  keys: MailboxKeys;
  author: Author;
  second?: MadeTalk | undefined;
}

/** What all talks of a submission share. */
interface Shared {
  parts: SubmissionParts;
  report: string;
  author: Author;
  keys: MailboxKeys;
  /** Hash of the keys line. */
  keysHash: string;
}

/**
 * Makes a whole submission in the order of sealing.md section 5: identities, keys, grants,
 * answers, files. It is made once; a retry sends the same object.
 */
export async function makeSubmission(parts: SubmissionParts): Promise<Submission> {
  const { second } = parts;
  ensure(second?.unit !== parts.unit, 'place', 'second');
  const keys = await mailboxKeys(parts.phrase);
  const author: Author = { by: 'reporter', signing: keys.signing };
  const report = newId();
  const keysLine = makeKeys(parts, report, keys);
  const shared: Shared = { parts, report, author, keys, keysHash: hash(keysLine.line) };
  const first = await makeTalk(parts, shared);
  const other = second === undefined ? undefined : await makeTalk(second, shared);
  const sending: Sending = {
    handle: keys.handle, draft: parts.isKept === true ? draftHandle(parts.phrase) : '', repeat: '', form: parts.form, version: parts.version, second: second?.version ?? '',
    language: parts.language, urgent: parts.urgent, keys: keysLine,
    grants: [...first.grants, ...other?.grants ?? []],
    items: [...first.items, ...other?.items ?? []].map((made) => made.sealed),
    uploads: [...parts.attachments, ...second?.attachments ?? []].map((attachment) => attachment.upload),
    consents: makeSendingConsents(
      author, report, parts.onward ?? [], first.items.map(({ line }) => ({ id: line.id, kind: line.kind })), parts.now),
  };
  return { sending, keys, author, ...first.talk, second: other?.talk };
}

/** Makes one compartment. Nothing of another goes into it: no identity, and no item as the one before. */
async function makeTalk(talk: TalkParts, shared: Shared): Promise<{ talk: MadeTalk; grants: Sealed[]; items: Made[] }> {
  const { parts, report, author, keys } = shared;
  checkRecipients(talk, parts);
  const identity = newIdentity();
  const held: Held = {
    report, compartment: talkOf(talk.unit), turn: 1, identity, recipient: await recipientOf(identity), newest: '',
  };
  const holders: Holder[] = [
    { holder: 'reporter', recipient: keys.recipient },
    ...talk.recipients.map((line) => ({ holder: holderOf(line), recipient: line.recipient })),
  ];
  const grants: Sealed[] = [];
  for (const to of holders) grants.push(await makeGrant({ held, author, to, basis: 'intake', now: parts.now }));
  const items = await makeItems(talk, held, shared, holders);
  return { talk: { held, answers: items[0]?.hash ?? '', holders: talk.recipients }, grants, items };
}

/** The roles of those to whom an office's talk can be handed. */
const reads: ReadonlySet<Role> = new Set(['intake', 'head', 'recovery']);

function checkRecipients({ recipients, unit }: TalkParts, { exclusions, now }: SubmissionParts): void {
  const today = dayOf(now);
  ensure(recipients.some((line) => line.verify !== ''), 'holder', 'nobody');
  for (const line of recipients) {
    ensure((unit === '' || line.unit === unit) && line.from <= today && today <= line.until, 'holder');
    ensure(line.roles.some((role) => (unit === '' ? role === 'editor' : reads.has(role))), 'holder', 'role');
    ensure(!isExcluded(line, exclusions), 'excluded');
  }
}

function makeKeys(parts: SubmissionParts, report: string, keys: MailboxKeys): Signed {
  const line: KeysLine = {
    v: 1, is: 'keys', id: newId(), by: 'reporter', at: dayOf(parts.now), report, who: 'reporter',
    recipient: keys.recipient, verify: keys.verify, exclusions: [...parts.exclusions], prev: '',
  };
  return signLine(line, keys.signing);
}

async function makeItems(talk: TalkParts, held: Held, shared: Shared, holders: readonly Holder[]): Promise<Made[]> {
  const { parts, author, keysHash } = shared;
  const ids = talk.attachments.map(() => newId());
  const made = [await makeItem({
    held, author, kind: 'answers', now: parts.now,
    body: {
      keys: keysHash, bond: bond(held.identity, keysHash), form: talk.form, version: talk.version,
      site: parts.site, language: parts.language, items: ids,
      holders: holders.map((to) => ({ holder: to.holder, key: keyHash(to.recipient) })),
      exclusions: [...parts.exclusions], fields: talk.fields,
    },
  })];
  made.push(...await makeFileItems(held, author, talk.attachments, ids, parts.now));
  return made;
}

/** The `file` items of attachments that were sealed and sent. */
export async function makeFileItems(
  held: Held, author: Author, attachments: readonly SealedAttachment[], ids: readonly string[], now: Date,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const [i, { upload, body }] of attachments.entries()) {
    const id = ids[i];
    if (id === undefined) throw new Refusal('nothing', 'id');
    made.push(await makeItem({ held, author, kind: 'file', body, now, id, blobs: [upload.sha256] }));
  }
  return made;
}

/**
 * Makes the receipt items, one for each office: the number it gave and the server's time as
 * told in the reply, signed by this browser. zone is the one that the reporter's office counts
 * in, or "".
 */
export async function makeReceipts(submission: Submission, receipt: Receipt, zone: string, now: Date): Promise<Made[]> {
  const at = secondOf(new Date(receipt.at));
  const { author, second } = submission;
  const one = async ({ held, answers }: MadeTalk, number: string, inZone: string): Promise<Made> =>
    await makeItem({ held, author, kind: 'receipt', body: { number, at, zone: inZone, line: answers }, now });
  const made = [await one(submission, receipt.number, zone)];
  const also = receipt.also?.find((each) => talkOf(each.unit) === second?.held.compartment);
  if (second !== undefined && also !== undefined) made.push(await one(second, also.number, ''));
  return made;
}
