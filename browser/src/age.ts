import { Decrypter, Encrypter } from 'age-encryption';
import { unb64 } from './encode.js';
import { checkRecipient } from './identity.js';
import { Refusal, ensure } from './refusal.js';

// A header with one hybrid stanza is 1,600 bytes or so; nothing longer is read as one.
const longestHeader = 4096;
// A nonce, and the tag of at least one chunk.
const smallestPayload = 16 + 16;

/** Seals bytes to exactly one hybrid recipient. */
export async function seal(plain: Uint8Array, recipient: string): Promise<Uint8Array> {
  return await encrypterTo(recipient).encrypt(plain);
}

/** Seals a stream to exactly one hybrid recipient. */
export async function sealStream(
  plain: ReadableStream<Uint8Array>, recipient: string,
): Promise<ReadableStream<Uint8Array>> {
  return await encrypterTo(recipient).encrypt(plain);
}

function encrypterTo(recipient: string): Encrypter {
  const encrypter = new Encrypter();
  encrypter.addRecipient(checkRecipient(recipient));
  return encrypter;
}

/** Opens an age file that was sealed to exactly one hybrid recipient. */
export async function open(file: Uint8Array, identity: string): Promise<Uint8Array> {
  checkFile(file);
  const decrypter = decrypterOf(identity);
  try {
    return await decrypter.decrypt(file);
  } catch {
    // Only a failure is worth a second look: whether the header opens tells what was wrong.
    const opens = await decrypter.decryptHeader(file).then(() => true, () => false);
    throw opens ? new Refusal('age-file', 'payload') : new Refusal('age-open');
  }
}

/** Opens an age file as a stream. The end counts: an altered chunk is met only when it is read. */
export async function openStream(file: Blob, identity: string): Promise<ReadableStream<Uint8Array>> {
  checkFile(new Uint8Array(await file.slice(0, longestHeader).arrayBuffer()));
  try {
    return await decrypterOf(identity).decrypt(file.stream() as ReadableStream<Uint8Array>);
  } catch {
    throw new Refusal('age-open');
  }
}

function decrypterOf(identity: string): Decrypter {
  ensure(identity.startsWith('AGE-SECRET-KEY-PQ-1'), 'identity');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter;
}

/** Refuses an age file whose header is not exactly one mlkem768x25519 stanza. */
export function checkFile(file: Uint8Array): void {
  const head = new TextDecoder('latin1').decode(file.subarray(0, longestHeader));
  const [intro, argument, body, footer] = head.split('\n', 4);
  ensure(intro === 'age-encryption.org/v1', 'age-head', 'intro');
  ensure(argument !== undefined && holds(argument, '-> mlkem768x25519 ', 1120), 'age-stanza', 'argument');
  ensure(body !== undefined && holds(body, '', 32), 'age-stanza', 'body');
  ensure(footer !== undefined && !footer.startsWith('->'), 'age-stanza', 'more than one');
  ensure(holds(footer, '--- ', 32), 'age-head', 'end');
  const payload = file.length - (intro.length + argument.length + body.length + footer.length + 4);
  ensure(payload >= smallestPayload, 'age-file', 'payload');
}

/** Says whether a header line is a beginning and so many bytes in base64 without padding. */
function holds(line: string, start: string, size: number): boolean {
  if (!line.startsWith(start)) return false;
  const text = line.slice(start.length);
  if (!/^[A-Za-z0-9+/]*$/.test(text)) return false;
  try {
    return unb64(text + '='.repeat((4 - (text.length % 4)) % 4)).length === size;
  } catch {
    return false;
  }
}

/** Seals bytes under a passphrase, as only an export's key file is. */
export async function sealUnderPassphrase(plain: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return await encrypter.encrypt(plain);
}
