import { bond } from './body.js';
import { dayOf, hash, newId, secondOf } from './encode.js';
import { holderOf, isExcluded } from './directory.js';
import { makeGrant, type Holder } from './grant.js';
import { newIdentity, recipientOf } from './identity.js';
import { makeItem, type Author, type Held, type Made } from './item.js';
import { keyHash, signLine } from './line.js';
import { mailboxKeys, type MailboxKeys } from './phrase.js';
import { Refusal, ensure } from './refusal.js';
import type { SealedAttachment } from './attachment.js';
import type { KeysLine, OfficerLine, Sealed, Signed, Upload } from './types.js';
import type { Language } from './words.js';

/** One submission as it travels (internal/intake Sending). */
export interface Sending {
  handle: string;
  repeat: '';
  form: string;
  version: string;
  language: string;
  urgent: boolean;
  keys: Signed;
  grants: Sealed[];
  items: Sealed[];
  uploads: Upload[];
}

/** What the server answers to a Sending. */
export interface Receipt {
  number: string;
  received: string;
  at: string;
  same: boolean;
  unit: string;
}

/** What a submission is made of. Recipients come from a checked Directory only. */
export interface SubmissionParts {
  language: Language;
  form: string;
  version: string;
  site: string;
  /** The 16 bytes of the phrase. */
  phrase: Uint8Array;
  fields: Record<string, string | string[]>;
  attachments: readonly SealedAttachment[];
  /** The intake officers (checked lines) who are to read it, and the unit's recovery if set. */
  recipients: readonly OfficerLine[];
  unit: string;
  exclusions: readonly string[];
  urgent: boolean;
  now: Date;
}

/** A submission that was made: what is sent (again, unchanged, on every retry) and what the page keeps. */
export interface Submission {
  sending: Sending;
  keys: MailboxKeys;
  held: Held;
  author: Author;
  /** Hash of the answers' post line: the fingerprint of this submission. */
  answers: string;
  /** Who was handed a key, to be shown. */
  holders: readonly OfficerLine[];
}

/**
 * Makes a whole submission in the order of sealing.md section 5: identities, keys, grants,
 * answers, files. It is made once; a retry sends the same object.
 */
export async function makeSubmission(parts: SubmissionParts): Promise<Submission> {
  checkRecipients(parts);
  const keys = await mailboxKeys(parts.phrase);
  const author: Author = { by: 'reporter', signing: keys.signing };
  const identity = newIdentity();
  const held: Held = {
    report: newId(), compartment: `talk:${parts.unit}`, turn: 1,
    identity, recipient: await recipientOf(identity), newest: '',
  };
  const keysLine = makeKeys(parts, held.report, keys);
  const holders: Holder[] = [
    { holder: 'reporter', recipient: keys.recipient },
    ...parts.recipients.map((line) => ({ holder: holderOf(line), recipient: line.recipient })),
  ];
  const grants: Sealed[] = [];
  for (const to of holders) grants.push(await makeGrant({ held, author, to, basis: 'intake', now: parts.now }));
  const items = await makeItems(parts, held, author, hash(keysLine.line), holders);
  const sending: Sending = {
    handle: keys.handle, repeat: '', form: parts.form, version: parts.version, language: parts.language,
    urgent: parts.urgent, keys: keysLine, grants, items: items.map((made) => made.sealed),
    uploads: parts.attachments.map((attachment) => attachment.upload),
  };
  const answers = items[0]?.hash ?? '';
  return { sending, keys, held, author, answers, holders: parts.recipients };
}

function checkRecipients({ recipients, exclusions, unit, now }: SubmissionParts): void {
  const today = dayOf(now);
  ensure(recipients.some((line) => line.verify !== ''), 'holder', 'nobody');
  for (const line of recipients) {
    ensure(line.unit === unit && line.from <= today && today <= line.until, 'holder');
    ensure(line.roles.some((role) => role === 'intake' || role === 'head' || role === 'recovery'), 'holder', 'role');
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

async function makeItems(
  parts: SubmissionParts, held: Held, author: Author, keys: string, holders: readonly Holder[],
): Promise<Made[]> {
  const ids = parts.attachments.map(() => newId());
  const made = [await makeItem({
    held, author, kind: 'answers', now: parts.now,
    body: {
      keys, bond: bond(held.identity, keys), form: parts.form, version: parts.version, site: parts.site, language: parts.language, items: ids,
      holders: holders.map((to) => ({ holder: to.holder, key: keyHash(to.recipient) })),
      exclusions: [...parts.exclusions], fields: parts.fields,
    },
  })];
  made.push(...await makeFileItems(held, author, parts.attachments, ids, parts.now));
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

/** Makes the receipt item: the server's time as told in the reply, signed by this browser. */
export async function makeReceipt(submission: Submission, receipt: Receipt, now: Date): Promise<Made> {
  const { held, author, answers } = submission;
  const at = secondOf(new Date(receipt.at));
  return await makeItem({ held, author, kind: 'receipt', body: { number: receipt.number, at, line: answers }, now });
}
