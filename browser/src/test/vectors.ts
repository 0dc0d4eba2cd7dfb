import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The bytes of hexadecimal text. */
export function unhex(text: string): Uint8Array<ArrayBuffer> {
  assert.match(text, /^([0-9a-f]{2})*$/);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** One file of test/vectors. A missing file is a failure, and so is an empty list in it. */
export function vectors<T>(name: string): T {
  const read = JSON.parse(readFileSync(`test/vectors/${name}.json`, 'utf8')) as T;
  for (const [key, value] of Object.entries(read as object)) {
    if (Array.isArray(value)) assert.ok(value.length > 0, `${name}: ${key} is empty`);
  }
  return read;
}
