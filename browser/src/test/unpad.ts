import { fromUtf8 } from '../encode.js';

/** The JSON of an item's padded plaintext, as `age --decrypt` prints it. */
export function unpad(plain: Uint8Array): string {
  return fromUtf8(plain).split('\n')[0] ?? '';
}
