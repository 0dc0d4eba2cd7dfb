import { open, seal } from './age.js';
import { b64, dayOf, fromUtf8, hash, newId, unb64, utf8 } from './encode.js';
import { recipientOf } from './identity.js';
import { keyHash, signLine } from './line.js';
import { ensure } from './refusal.js';
import type { Author, Held } from './item.js';
import type { GrantLine, Sealed } from './types.js';

/** Who is handed a key: how lines name them, and the recipient of theirs that was checked. */
export interface Holder {
  holder: string;
  recipient: string;
}

/** What makes a grant. */
export interface GrantParts {
  held: Held;
  author: Author;
  to: Holder;
  basis: string;
  now: Date;
  /** Hash of the reporter's keys line, where the holder cannot learn it elsewhere. */
  keys?: string;
}

/** Makes a grant: the compartment's identity sealed to a holder, and its signed line. */
export async function makeGrant(parts: GrantParts): Promise<Sealed> {
  const { held, author, to } = parts;
  const file = await seal(utf8(held.identity), to.recipient);
  const line: GrantLine = {
    v: 1, is: 'grant', id: newId(), by: author.by, at: dayOf(parts.now),
    report: held.report, compartment: held.compartment, turn: held.turn,
    // Never taken from a server: computed from the identity that is being handed over.
    recipient: await recipientOf(held.identity),
    holder: to.holder, key: keyHash(to.recipient), keys: parts.keys ?? '', basis: parts.basis, sealed: hash(file),
  };
  return { ...signLine(line, author.signing), file: b64(file) };
}

/** Opens a grant's file and checks that the identity in it gives the line's recipient. It believes no signature. */
export async function openGrant(sealed: Sealed, line: GrantLine, identity: string): Promise<string> {
  const file = unb64(sealed.file);
  ensure(hash(file) === line.sealed, 'sealed-hash');
  const handed = fromUtf8(await open(file, identity));
  ensure(await recipientOf(handed) === line.recipient, 'grant-recipient');
  return handed;
}
