import { unb64url, utf8 } from './encode.js';
import { checkRecipient, checkVerifyKey } from './identity.js';

// What the texts in lines and bodies may look like, each as a yes or no.

/** A yes or no about a text. */
export type Form = (text: string) => boolean;

/** What an item can be. */
export const kinds: readonly string[] =
  ['answers', 'letter', 'note', 'assessment', 'statement', 'file', 'copy', 'outcome', 'receipt'];
/** What an officer's line can say. */
export const roles: readonly string[] =
  ['intake', 'handler', 'reviewer', 'head', 'editor', 'custodian', 'recovery', 'external', 'decider'];

function holds(check: () => unknown): boolean {
  try {
    return check() !== false;
  } catch {
    return false;
  }
}

/** An id: 16 bytes in canonical base64url. */
export const isId: Form = (v) => v.length === 22 && holds(() => unb64url(v));
/** A written hash: 32 bytes in canonical base64url. */
export const isHash: Form = (v) => v.length === 43 && holds(() => unb64url(v));
/** A hash, or "" where there is none. */
export const isHashOrNone: Form = (v) => v === '' || isHash(v);
/** The id of a unit. */
export const isUnit: Form = (v) => /^[a-z0-9-]{1,32}$/.test(v);
/** A code of the pack or of a step. */
export const isCode: Form = (v) => /^[a-z0-9-]{1,64}$/.test(v);
/** A hybrid recipient in its one spelling. */
export const isRecipient: Form = (v) => holds(() => checkRecipient(v));
/** A verify key that may be believed. */
export const isVerify: Form = (v) => holds(() => checkVerifyKey(v));
/** A day that exists. */
export const isDay: Form = (v) => /^\d{4}-\d{2}-\d{2}$/.test(v) && stands(`${v}T00:00:00Z`);
/** A moment in UTC to the second. */
export const isMoment: Form = (v) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(v) && stands(v);

/** What can be the name of a time zone; whether there is one is for who shows it to find out. */
export const isZone: Form = (v) => /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(v);

function stands(moment: string): boolean {
  const read = new Date(moment);
  return !Number.isNaN(read.getTime()) && `${read.toISOString().slice(0, 19)}Z` === moment;
}

/** A person's name: not blank, no control characters, at most 200 bytes. */
export const isName: Form = (v) => v.trim() !== '' && utf8(v).length <= 200 && !/\p{Cc}/u.test(v);

/** Cuts "officer:<id>", "talk:<unit>" and the like; without a colon all is kind. */
export function split(v: string): [kind: string, name: string] {
  const at = v.indexOf(':');
  return at < 0 ? [v, ''] : [v.slice(0, at), v.slice(at + 1)];
}

/** Says whether a text is one of these kinds with a name of that kind after the colon. */
export function isNamed(v: string, ids: readonly string[], units: readonly string[] = []): boolean {
  const [kind, name] = split(v);
  return (ids.includes(kind) && isId(name)) || (units.includes(kind) && isUnit(name));
}

/** Who may stand in by and holder. */
export const isHolder: Form = (v) => v === 'root' || v === 'reporter' || isNamed(v, ['party', 'officer'], ['recovery']);
/** The name of a compartment. */
export const isCompartment: Form = (v) => v === 'feedback' || isNamed(v, ['share', 'party'], ['talk', 'file']);
/** A person or a unit that can be excluded. */
export const isExclusion: Form = (v) => isNamed(v, ['officer'], ['unit']);
/** To whom something is to be passed on. */
export const isTo: Form = (v) => isNamed(v, ['officer', 'party'], ['unit']);

/** Whom or what a step is about: somebody, an office, or a case by its number. */
export const isAim: Form = (v) => isTo(v) || /^case:\d{4}-\d{4}$/.test(v);
/** A person with a phrase. */
export const isPerson: Form = (v) => v === 'reporter' || isNamed(v, ['party']);

/** Says whether all pass and none stands twice. */
export function distinct(all: readonly string[], form: Form): boolean {
  return all.every(form) && new Set(all).size === all.length;
}

/** The days from one day to another. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000;
}
