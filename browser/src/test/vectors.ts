import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** One file of test/vectors. A missing file is a failure, and so is an empty list in it. */
export function vectors<T>(name: string): T {
  const read = JSON.parse(readFileSync(`test/vectors/${name}.json`, 'utf8')) as T;
  for (const [key, value] of Object.entries(read as object)) {
    if (Array.isArray(value)) assert.ok(value.length > 0, `${name}: ${key} is empty`);
  }
  return read;
}
