import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { Refusal, ensure } from './refusal.js';

const encoder = new TextEncoder();
// fatal: invalid UTF-8 is refused; ignoreBOM: a byte-order mark stays in the text, so that it is refused later.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes; refuses what is not UTF-8 and keeps a byte-order mark. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal('utf-8');
  }
}

/** Standard base64 with padding. */
export function b64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

/** The bytes of canonical standard base64. */
export function unb64(text: string): Uint8Array<ArrayBuffer> {
  let raw: string;
  try {
    raw = atob(text);
  } catch {
    throw new Refusal('base64');
  }
  const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
  ensure(b64(bytes) === text, 'base64');
  return bytes;
}

/** base64url without padding. */
export function b64url(bytes: Uint8Array): string {
  return b64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of canonical base64url without padding. */
export function unb64url(text: string): Uint8Array<ArrayBuffer> {
  ensure(/^[A-Za-z0-9_-]*$/.test(text), 'base64');
  const padded = text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4);
  return unb64(padded);
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

/** All the bytes in one array. */
export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** SHA-256. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** The project's written hash: SHA-256 in base64url, of bytes or of a text's UTF-8. */
export function hash(content: Uint8Array | string): string {
  return b64url(sha256(typeof content === 'string' ? utf8(content) : content));
}

/** Random bytes from the browser. */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A new id: 16 random bytes in base64url. */
export function newId(): string {
  return b64url(randomBytes(16));
}

/** Says whether two byte strings are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** The UTC day of a moment, YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A moment in UTC to the second, 2026-11-22T06:01:02Z. */
export function secondOf(moment: Date): string {
  return moment.toISOString().slice(0, 19) + 'Z';
}
