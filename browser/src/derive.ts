import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from './encode.js';

/** Every label that a key is derived under (sealing.md sections 3 and 6). */
export type Label =
  | 'mailbox/handle' | 'mailbox/identity' | 'mailbox/signing' | 'mailbox/repeat'
  | 'draft/handle' | 'draft/identity'
  | 'compartment/keys' | 'staff/login' | 'staff/unlock' | 'staff/way' | 'staff/identity' | 'staff/signing';

/** HKDF-SHA-256 with the salt fairlead/v1: 32 bytes under a label. */
export function derive(secret: Uint8Array, label: Label): Uint8Array {
  return hkdf(sha256, secret, utf8('fairlead/v1'), utf8(label), 32);
}
