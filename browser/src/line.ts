import { b64, hash, unb64, utf8 } from './encode.js';
import { checkRecipient, sign, verifies } from './identity.js';
import { ensure } from './refusal.js';
import { checkLine } from './schema.js';
import { lineBounds, readStrict } from './strict.js';
import type { Line, Signed } from './types.js';

/** A line that was parsed, beside the text it was parsed from and that text's hash. */
export interface Read<L extends Line = Line> {
  signed: Signed;
  line: L;
  hash: string;
}

/** Parses a line strictly (sealing.md section 4); the signature is not looked at. */
export function parseLine(json: string): Line {
  const value = readStrict(json, lineBounds);
  checkLine(value);
  return value;
}

/** Parses a signed line of one kind. */
export function readLine<I extends Line['is']>(signed: Signed, is: I): Read<Extract<Line, { is: I }>> {
  ensure(typeof signed.line === 'string' && typeof signed.sig === 'string', 'json');
  const line = parseLine(signed.line);
  ensure(line.is === is, 'kind', 'is');
  return { signed, line: line as Extract<Line, { is: I }>, hash: hash(signed.line) };
}

/** The bytes that are signed: the kind of line, a newline, and the JSON as it stands. */
export function signedBytes(is: Line['is'], json: string): Uint8Array {
  return utf8(`fairlead/v1/${is}\n${json}`);
}

/** Writes a line and signs it; what it writes, it would also read. */
export function signLine(line: Line, signing: Uint8Array): Signed {
  const json = JSON.stringify(line);
  parseLine(json);
  return { line: json, sig: b64(sign(signedBytes(line.is, json), signing)) };
}

/** Refuses a parsed line that this key did not sign. */
export function checkSigned(read: Read, verify: string): void {
  let signature = new Uint8Array();
  try {
    signature = unb64(read.signed.sig);
  } catch {
    // An empty signature is refused below like any other false one.
  }
  ensure(verifies(signature, signedBytes(read.line.is, read.signed.line), verify), 'signature');
}

/** Says whether a parsed line was signed by a key. */
export function signedBy(read: Read, verify: string): boolean {
  try {
    checkSigned(read, verify);
    return true;
  } catch {
    return false;
  }
}

/** The hash of a recipient, as `key` and `holders` write it. */
export function keyHash(recipient: string): string {
  return hash(checkRecipient(recipient));
}
