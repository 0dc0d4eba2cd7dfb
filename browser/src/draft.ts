import { open, seal } from './age.js';
import { derive } from './derive.js';
import { b64url, fromUtf8, sameBytes } from './encode.js';
import { fit, hold } from './fit.js';
import { distinct, isCode, isExclusion, isHash } from './forms.js';
import { identityOf, recipientOf } from './identity.js';
import { padded, wellFormed } from './item.js';
import { ensure } from './refusal.js';
import { itemBounds, readStrict } from './strict.js';
import { languages, type Language } from './words.js';

/**
 * One answer of an unfinished form as it was typed, checked against nothing. asks and says
 * are the question and the chosen options in words, so that an answer can still be read
 * where its question is gone.
 */
export interface DraftAnswer {
  id: string;
  asks: string;
  values: string[];
  says: string[];
}

/** An unfinished form as its writer keeps it. Attachments are never in it. */
export interface Draft {
  form: string;
  version: string;
  language: Language;
  answers: DraftAnswer[];
  exclusions: string[];
  urgent: '' | 'yes';
  /** The step at which the writer stood, or "". */
  place: string;
}

const shape = {
  v: 'number', form: 'text', version: 'text', language: 'text',
  answers: { each: { id: 'text', asks: 'text', values: 'texts', says: 'texts' } },
  exclusions: 'texts', urgent: 'text', place: 'text',
} as const;

/** The id of a question, or of one within an entry: "witnesses.2.contact". */
const isQuestion = (id: string): boolean => /^[a-z0-9-]{1,64}(\.[1-9][0-9]?\.[a-z0-9-]{1,64})?$/.test(id);

/** Seals a draft to the draft identity of a phrase, padded as items are. */
export async function sealDraft(entropy: Uint8Array, draft: Draft): Promise<Uint8Array> {
  const text = JSON.stringify({ v: 1, ...draft }, wellFormed);
  readDraft(text);
  return await seal(padded(text), await recipientOf(draftIdentity(entropy)));
}

/** Opens a draft with the 16 bytes of its phrase. Whatever it refuses is not shown. */
export async function openDraft(entropy: Uint8Array, file: Uint8Array): Promise<Draft> {
  const plain = await open(file, draftIdentity(entropy));
  const end = plain.indexOf(0x0a);
  ensure(end >= 0, 'padding');
  const text = fromUtf8(plain.subarray(0, end));
  ensure(sameBytes(padded(text), plain), 'padding');
  return readDraft(text);
}

/** The handle under which a draft lies on the server: whoever has it can fetch, replace and delete it. */
export function draftHandle(entropy: Uint8Array): string {
  return b64url(derive(entropy, 'draft/handle'));
}

function draftIdentity(entropy: Uint8Array): string {
  return identityOf(derive(entropy, 'draft/identity'));
}

function readDraft(text: string): Draft {
  const value = readStrict(text, itemBounds);
  fit(value, shape);
  const { v, ...draft } = value as unknown as Draft & { v: number };
  hold([
    ['v', v === 1], ['form', isCode(draft.form)], ['version', isHash(draft.version)],
    ['language', languages.includes(draft.language)],
    ['answers', distinct(draft.answers.map((answer) => answer.id), isQuestion)],
    ['exclusions', distinct(draft.exclusions, isExclusion)],
    ['urgent', draft.urgent === '' || draft.urgent === 'yes'],
  ]);
  return draft;
}
