import { open, seal } from './age.js';
import { derive } from './derive.js';
import { b64, b64url, concat, randomBytes, unb64, unb64url, utf8 } from './encode.js';
import { identityOf, recipientOf, verifyKeyOf } from './identity.js';
import { bitsOf, pick, sixWords } from './phrase.js';
import { Answered, type Post } from './post.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import { ask } from './worker.js';
import type { Me } from './intake.js';

/** An officer as the server names them (internal/people Person). */
export interface Person {
  id: string;
  name: string;
  unit: string;
  roles: string[];
  certified: boolean;
  suspended: string;
}

/** Stretches a password: the Worker in a page, the function itself in a test. */
export type Stretch = (password: Uint8Array, salt: Uint8Array) => Promise<Uint8Array>;

/** What one password gives with one salt: the key that is sent, and the one that never is. */
export interface PasswordKeys {
  /** base64url of `staff/login`. */
  login: string;
  unlock: Uint8Array;
}

const seedItem = 'fairlead.seed';
const shortest = 15;

/** Stretches in the Argon2 worker at this address. */
export function stretchIn(worker: string, signal?: AbortSignal): Stretch {
  return async (password, salt) =>
    await ask<Uint8Array>(worker, { password, salt }, signal === undefined ? {} : { signal });
}

/** A password as its bytes: NFKC, so that it is the same from any keyboard. */
export function passwordBytes(password: string): Uint8Array {
  return utf8(password.normalize('NFKC'));
}

/** Refuses an own password under 15 characters. */
export function checkPassword(password: string): void {
  ensure([...password.normalize('NFKC')].length >= shortest, 'password', 'short');
}

/** Proposes a password of six random words (66 bits). */
export function proposePassword(list: readonly string[]): string {
  return pick(bitsOf(randomBytes(9)).slice(0, 66), list).join(' ');
}

/** The two keys of a password. */
export async function passwordKeys(password: string, salt: Uint8Array, stretch: Stretch): Promise<PasswordKeys> {
  const stretched = await stretch(passwordBytes(password), salt);
  return { login: b64url(derive(stretched, 'staff/login')), unlock: derive(stretched, 'staff/unlock') };
}

/** The identity of the way "password": what the browser knows and what the server answered, together. */
export function wayIdentity(unlock: Uint8Array, answer: Uint8Array): string {
  return identityOf(derive(concat(unlock, answer), 'staff/way'));
}

/** An officer's keys from their seed. */
export async function staffMe(person: string, seed: Uint8Array): Promise<Me> {
  const identity = identityOf(derive(seed, 'staff/identity'));
  const signing = derive(seed, 'staff/signing');
  return {
    by: `officer:${person}`, identity, recipient: await recipientOf(identity), signing, verify: verifyKeyOf(signing),
  };
}

/** What a sign-in gave: the person, and their keys in this tab. */
export interface SignedIn {
  person: Person;
  me: Me;
}

/** Signs in with name and password, opens the seed, and keeps it in this tab. Throws Answered 401 for any wrong pair. */
export async function signIn(post: Post, stretch: Stretch, name: string, password: string): Promise<SignedIn> {
  const { salt } = await post.json<{ salt: string }>('/office/salt', { name });
  const keys = await passwordKeys(password, unb64(salt), stretch);
  const told = await post.json<{ person: Person; unlock: string; seed: string; session: string }>(
    '/office/signin', { name, login: keys.login });
  const seed = await open(unb64(told.seed), wayIdentity(keys.unlock, unb64url(told.unlock)));
  await keepSeed(seed, unb64url(told.session));
  return { person: told.person, me: await staffMe(told.person.id, seed) };
}

/** Keeps the seed in sessionStorage, sealed to the session's key, which stays with the server. */
export async function keepSeed(seed: Uint8Array, session: Uint8Array, storage: Storage = sessionStorage): Promise<void> {
  const recipient = await recipientOf(identityOf(session));
  storage.setItem(seedItem, b64(await seal(seed, recipient)));
}

/** Opens the seed that this tab keeps; `locked` if there is none or the key does not fit. */
export async function takeSeed(session: Uint8Array, storage: Storage = sessionStorage): Promise<Uint8Array> {
  const kept = storage.getItem(seedItem);
  if (kept === null) throw new Refusal('locked', 'empty');
  try {
    const seed = await open(unb64(kept), identityOf(session));
    ensure(seed.length === 32, 'locked', 'seed');
    return seed;
  } catch (error) {
    if (isRefusal(error)) throw new Refusal('locked', 'key');
    throw error;
  }
}

/** The keys of the officer whose tab this is; `locked` when the session's key is gone. */
export async function unlockTab(post: Post, person: string): Promise<Me> {
  try {
    const { key } = await post.json<{ key: string }>('/office/session-key', {});
    return await staffMe(person, await takeSeed(unb64url(key)));
  } catch (error) {
    if (error instanceof Answered && error.status === 423) throw new Refusal('locked', 'session');
    throw error;
  }
}

/** Forgets the seed in this tab, on lock and on sign-out. */
export function forgetSeed(storage: Storage = sessionStorage): void {
  storage.removeItem(seedItem);
}

/** What an invitation turned into. */
export interface Enrolled {
  person: Person;
  /** Computed here from the keys made here: what the certifier must hear. */
  words: string[];
}

/** Makes a new officer's keys in this browser and hands in their public halves and the sealed seed. */
export async function enrol(
  post: Post, stretch: Stretch, token: string, password: string, english: readonly string[],
): Promise<Enrolled> {
  checkPassword(password);
  const salt = randomBytes(16);
  const sent = b64(salt);
  const { person, unlock } = await post.json<{ person: Person; unlock: string }>(
    '/office/enrol/answer', { token, salt: sent });
  const keys = await passwordKeys(password, salt, stretch);
  const seed = randomBytes(32);
  const sealed = await seal(seed, await recipientOf(wayIdentity(keys.unlock, unb64url(unlock))));
  const { recipient, verify } = await staffMe(person.id, seed);
  await post.json('/office/enrol', { token, salt: sent, login: keys.login, recipient, verify, seed: b64(sealed) });
  return { person, words: sixWords(recipient, verify, english) };
}
