import { open, seal } from './age.js';
import { readBody, type Bodies } from './body.js';
import { b64, b64url, dayOf, fromUtf8, hash, newId, randomBytes, sameBytes, secondOf, unb64, utf8 } from './encode.js';
import { fit, hold } from './fit.js';
import { isId, isMoment } from './forms.js';
import { signLine } from './line.js';
import { padme } from './padme.js';
import { ensure } from './refusal.js';
import { itemBounds, readStrict } from './strict.js';
import type { Kind, PostLine, Sealed } from './types.js';

/** Who writes: how lines name them, and the seed they sign with. */
export interface Author {
  by: string;
  signing: Uint8Array;
}

/** A compartment that a holder can write to: its place, its identity and its newest post line. */
export interface Held {
  report: string;
  compartment: string;
  turn: number;
  identity: string;
  recipient: string;
  /** Hash of the newest post line seen here, or "". Writing an item moves it on. */
  newest: string;
}

/** An item's plaintext, and the exact text that its line hashes. */
export interface Item<K extends Kind = Kind> {
  nonce: string;
  at: string;
  body: Bodies[K];
  text: string;
}

/** An item that was made here: what is sent, its line, and the line's hash. */
export interface Made {
  sealed: Sealed;
  line: PostLine;
  hash: string;
}

/** What makes an item. */
export interface ItemParts<K extends Kind> {
  held: Held;
  author: Author;
  kind: K;
  body: Bodies[K];
  now: Date;
  blobs?: string[];
  id?: string;
}

/** Makes an item: plaintext padded and sealed to the compartment, and its signed post line. */
export async function makeItem<K extends Kind>(parts: ItemParts<K>): Promise<Made> {
  const { held, author, kind, now } = parts;
  const plain = { v: 1, nonce: b64url(randomBytes(16)), at: secondOf(now), body: parts.body };
  const text = JSON.stringify(plain, wellFormed);
  readItem(text, kind);
  const file = await seal(padded(text), held.recipient);
  const line: PostLine = {
    v: 1, is: 'post', id: parts.id ?? newId(), by: author.by, at: dayOf(now),
    report: held.report, compartment: held.compartment, turn: held.turn, kind,
    prev: held.newest, text: hash(text), sealed: hash(file), blobs: parts.blobs ?? [],
  };
  const signed = signLine(line, author.signing);
  held.newest = hash(signed.line);
  return { sealed: { ...signed, file: b64(file) }, line, hash: held.newest };
}

/** Half a surrogate pair, as a broken paste leaves it, would make an item that no reader takes. */
export function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value;
}

/** The JSON, a newline, and spaces to the Padmé size. */
export function padded(text: string): Uint8Array {
  const json = utf8(text + '\n');
  const whole = new Uint8Array(padme(json.length)).fill(0x20);
  whole.set(json);
  return whole;
}

/** Opens an item's age file and holds it to its line: hashes, padding, strict JSON, the body of its kind. */
export async function openItem<K extends Kind>(
  sealed: Sealed, line: PostLine & { kind: K }, identity: string,
): Promise<Item<K>> {
  const file = unb64(sealed.file);
  ensure(hash(file) === line.sealed, 'sealed-hash');
  const plain = await open(file, identity);
  const end = plain.indexOf(0x0a);
  ensure(end >= 0, 'padding');
  const bytes = plain.subarray(0, end);
  const text = fromUtf8(bytes);
  ensure(sameBytes(padded(text), plain), 'padding');
  ensure(hash(bytes) === line.text, 'text-hash');
  return readItem(text, line.kind);
}

/** Reads an item's JSON strictly, with the body of its kind. */
export function readItem<K extends Kind>(text: string, kind: K): Item<K> {
  const value = readStrict(text, itemBounds);
  fit(value, { v: 'number', nonce: 'text', at: 'text', body: 'object' });
  const { v, nonce, at, body } = value as { v: number; nonce: string; at: string; body: Record<string, unknown> };
  hold([['v', v === 1], ['nonce', isId(nonce)], ['at', isMoment(at)]]);
  return { nonce, at, body: readBody(kind, body), text };
}
