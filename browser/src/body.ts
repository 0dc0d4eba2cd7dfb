import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { b64url, hash, utf8 } from './encode.js';
import { derive } from './derive.js';
import { fit, hold, type Rules, type Shape } from './fit.js';
import { distinct, isCode, isCompartment, isExclusion, isHash, isHolder, isId, isMoment, isZone } from './forms.js';
import { seedOf } from './identity.js';
import { parseLine } from './line.js';
import { Refusal, refusalOf } from './refusal.js';
import type { Kind, PostLine } from './types.js';

/** One who was handed the compartment's identity at intake, and the hash of their recipient. */
export interface HolderKey {
  holder: string;
  key: string;
}

/** The body of `answers`: what was asked and said, and what binds it to the keys of its author. */
export interface AnswersBody {
  keys: string;
  bond: string;
  form: string;
  version: string;
  site: string;
  language: string;
  items: string[];
  holders: HolderKey[];
  exclusions: string[];
  fields: Record<string, string | string[]>;
}

/** The body of a letter or an outcome: its text and the ids of the files sent with it. */
export interface LetterBody {
  text: string;
  items: string[];
}

/**
 * The body of a note, an assessment or a statement: text, or what was written on a sheet of the
 * office's own, whose version is the hash of its definition.
 */
export interface NoteBody {
  text: string;
  sheet?: string;
  version?: string;
  fields?: Record<string, string | string[]>;
}

/** The body of `file`: how to open one attachment, and what it is. */
export interface FileBody {
  identity: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
}

/** The body of an item passed on: the exact line and JSON of the one it copies. */
export interface CopyBody {
  from: string;
  post: string;
  sig: string;
  text: string;
}

/**
 * The body of a receipt: the server's words, signed by the sender's browser. zone is the time
 * zone in which the reporter's office counts, where the form asks for one; at itself is UTC.
 */
export interface ReceiptBody {
  number: string;
  at: string;
  zone?: string;
  line: string;
}

/** The body that each kind of item has. */
export interface Bodies {
  answers: AnswersBody;
  letter: LetterBody;
  outcome: LetterBody;
  note: NoteBody;
  assessment: NoteBody;
  statement: NoteBody;
  file: FileBody;
  copy: CopyBody;
  receipt: ReceiptBody;
}

const letter: Shape = { text: 'text', items: 'texts' };
const note: Shape = { text: 'text', 'sheet?': 'text', 'version?': 'text', 'fields?': 'fields' };
const shapes: Record<Kind, Shape> = {
  answers: {
    keys: 'text', bond: 'text', form: 'text', version: 'text', site: 'text', language: 'text', items: 'texts',
    holders: { each: { holder: 'text', key: 'text' } }, exclusions: 'texts', fields: 'fields',
  },
  letter, outcome: letter, note, assessment: note, statement: note,
  file: { identity: 'text', name: 'text', type: 'text', size: 'number', sha256: 'text' },
  copy: { from: 'text', post: 'text', sig: 'text', text: 'text' },
  receipt: { number: 'text', at: 'text', 'zone?': 'text', line: 'text' },
};

/** Holds a body, read strictly, to the shape of its kind. */
export function readBody<K extends Kind>(kind: K, body: Record<string, unknown>): Bodies[K] {
  fit(body, shapes[kind]);
  const read = body as unknown as Bodies[K];
  hold(rulesOf(kind, read));
  return read;
}

function rulesOf(kind: Kind, body: Bodies[Kind]): Rules {
  switch (kind) {
    case 'answers': return answersRules(body as AnswersBody);
    case 'letter': case 'outcome': return [['items', distinct((body as LetterBody).items, isId)]];
    case 'file': {
      const { identity, sha256: sum } = body as FileBody;
      return [['identity', refusalOf(() => seedOf(identity)) === undefined], ['sha256', isHash(sum)]];
    }
    case 'copy': return copyRules(body as CopyBody);
    case 'receipt': {
      const { at, zone = '', line } = body as ReceiptBody;
      return [['at', isMoment(at)], ['zone', zone === '' || isZone(zone)], ['line', isHash(line)]];
    }
    case 'note': case 'assessment': case 'statement': return noteRules(body as NoteBody);
  }
}

function answersRules(b: AnswersBody): Rules {
  return [
    ['keys', isHash(b.keys)],
    ['bond', isHash(b.bond)],
    ['form', isCode(b.form)],
    ['version', isHash(b.version)],
    ['items', distinct(b.items, isId)],
    ['holders', b.holders.every((h) => isHolder(h.holder) && h.holder !== 'root' && isHash(h.key))],
    ['exclusions', distinct(b.exclusions, isExclusion)],
  ];
}

/** A sheet is named with its version; what has none is text. */
function noteRules({ text, sheet = '', version = '', fields }: NoteBody): Rules {
  const named = sheet !== '';
  return [
    ['text', named || text !== ''],
    ['sheet', !named || isCode(sheet)],
    ['version', named ? isHash(version) : version === ''],
    ['fields', named || fields === undefined],
  ];
}

/** A copied line's own signature is checked where its author's keys are at hand. */
function copyRules(b: CopyBody): Rules {
  let post: PostLine | undefined;
  const refused = refusalOf(() => {
    const line = parseLine(b.post);
    if (line.is !== 'post') throw new Refusal('kind', 'is');
    post = line;
  });
  return [
    ['from', isCompartment(b.from)],
    ['post', refused === undefined && post?.compartment === b.from],
    ['text', hash(b.text) === post?.text],
  ];
}

/**
 * Proves, to whoever holds a compartment's identity, that the writer of an answers body held
 * it too. Without it, whoever can write to the database could sign anew, with a key of their
 * own, what was sealed for a reporter's compartment.
 */
export function bond(compartmentIdentity: string, keysHash: string): string {
  const key = derive(seedOf(compartmentIdentity), 'compartment/keys');
  return b64url(hmac(sha256, key, utf8(keysHash)));
}
