import { bech32 } from '@scure/base';
import { ed25519 } from '@noble/curves/ed25519.js';
import { identityToRecipient } from 'age-encryption';
import { b64url, hex, randomBytes, unb64url } from './encode.js';
import { Refusal, ensure } from './refusal.js';

// Of ML-KEM (FIPS 203).
const modulus = 3329;
const recipientPrefix = 'age1pq1';

/** The hybrid identity of a 32-byte seed, AGE-SECRET-KEY-PQ-1…. */
export function identityOf(seed: Uint8Array): string {
  ensure(seed.length === 32, 'identity', 'seed');
  return bech32.encode('AGE-SECRET-KEY-PQ-', bech32.toWords(seed), false).toUpperCase();
}

/** The 32-byte seed of an identity in its one spelling. */
export function seedOf(identity: string): Uint8Array {
  try {
    const { prefix, words } = bech32.decode(identity as `${string}1${string}`, false);
    const seed = bech32.fromWords(words);
    ensure(prefix.toUpperCase() === 'AGE-SECRET-KEY-PQ-' && identityOf(seed) === identity, 'identity');
    return seed;
  } catch {
    throw new Refusal('identity');
  }
}

/** A new random hybrid identity; never the library's own default, which is classic. */
export function newIdentity(): string {
  return identityOf(randomBytes(32));
}

/** The public recipient, age1pq1…, of an identity. */
export async function recipientOf(identity: string): Promise<string> {
  seedOf(identity);
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new Refusal('identity');
  }
}

/** Refuses a recipient that is not one hybrid recipient in lower case. */
export function checkRecipient(recipient: string): string {
  ensure(recipient.startsWith(recipientPrefix) && recipient === recipient.toLowerCase(), 'recipient');
  let bytes: Uint8Array;
  try {
    const { prefix, words } = bech32.decode(recipient as `${string}1${string}`, false);
    ensure(prefix === 'age1pq', 'recipient');
    bytes = bech32.fromWords(words);
  } catch {
    throw new Refusal('recipient');
  }
  ensure(bytes.length === 1216 && isEncoded(bytes.subarray(0, 1152)), 'recipient', 'key');
  return recipient;
}

/** Whether bytes are ML-KEM coefficients, two of 12 bits in three bytes, each below the modulus. */
function isEncoded(bytes: Uint8Array): boolean {
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    if ((a | (b & 15) << 8) >= modulus || (b >> 4 | c << 4) >= modulus) return false;
  }
  return true;
}

/** The Ed25519 public key, base64url, of a signing seed. */
export function verifyKeyOf(signing: Uint8Array): string {
  return b64url(ed25519.getPublicKey(signing));
}

// The y coordinates of the eight points of small order, sign bit clear. Under such a key one
// signature fits many messages.
const smallOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];
// The field's prime, most significant byte first: y must be below it, or two texts are one key.
const prime = '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed';

/**
 * The bytes of a verify key; refuses what is not in its one spelling or is of small order.
 * That it is a point at all, verifying tells.
 */
export function checkVerifyKey(verify: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = unb64url(verify);
  } catch {
    throw new Refusal('verify');
  }
  ensure(bytes.length === 32, 'verify', 'length');
  const y = bytes.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  ensure(!smallOrder.includes(hex(y)), 'small-order');
  ensure(hex(y.reverse()) < prime, 'verify', 'spelling');
  return bytes;
}

/** An Ed25519 signature over bytes. */
export function sign(message: Uint8Array, signing: Uint8Array): Uint8Array {
  return ed25519.sign(message, signing);
}

/** Checks a signature strictly (zip215 off); false for anything that does not hold. */
export function verifies(signature: Uint8Array, message: Uint8Array, verify: string): boolean {
  if (signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, checkVerifyKey(verify), { zip215: false });
  } catch {
    return false;
  }
}
