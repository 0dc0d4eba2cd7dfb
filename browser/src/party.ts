import { beginPlace, newPlace, unitHolders } from './begin.js';
import { openBundle, partyMe, type Opened } from './bundle.js';
import { dayOf, hash, newId } from './encode.js';
import { isNamed } from './forms.js';
import { makeGrant } from './grant.js';
import { signLine } from './line.js';
import { mailboxKeys, newPhrase, type MailboxKeys, type Phrase } from './phrase.js';
import { Refusal, ensure } from './refusal.js';
import { placeOf } from './trust.js';
import { authorOf, makeItemIn, type Sent } from './write.js';
import type { SealedAttachment } from './attachment.js';
import type { Me } from './intake.js';
import type { Bundle, KeysLine, Sealed, Signed, Upload } from './types.js';
import type { Language } from './words.js';

/** Who is invited, and with which letter. */
export interface PartyParts {
  unit: string;
  letter: string;
  attachments?: readonly SealedAttachment[];
  /** `party:<id>` of a request that was made before; without it a new one. */
  who?: string;
  today: string;
  /** The persons whom the server serves the case today. */
  served: readonly string[];
}

/** A mailbox that was made for somebody: its words are shown once and never sent. */
export interface MadeParty {
  words: string[];
  /** `party:<id>`. */
  who: string;
  /** Hash of the keys line, and of the letter's: what the step `invite` rests on. */
  keysHash: string;
  letterHash: string;
  outgoing: { grants: Sealed[]; items: Sealed[]; uploads: Upload[]; party: NewMailbox };
}

/** A mailbox as it begins: the handle of its words, and their keys line. */
export interface NewMailbox {
  handle: string;
  keys: Signed;
}

/** Begins a mailbox for somebody beside the reporter: words, keys, a compartment and a first letter. */
export async function makeParty(
  opened: Opened, parts: PartyParts, language: Language, list: readonly string[], now: Date,
): Promise<MadeParty> {
  const { unit, letter, attachments = [], who = `party:${newId()}`, today, served } = parts;
  ensure(isNamed(who, ['party']) && !opened.turns.has(who), 'value', 'who');
  const phrase = newPhrase(language, list);
  const keys = await mailboxKeys(phrase.entropy);
  const line = keysLine(opened.report, { who, by: who, keys, exclusions: [], prev: '' }, now);
  const signed = signLine(line, keys.signing);
  const keysHash = hash(signed.line);
  const held = await newPlace(opened.report, who);
  const holders = [...unitHolders(opened, unit, [`talk:${unit}`], today, served), { holder: who, recipient: keys.recipient }];
  const grants = await beginPlace(opened, { held, holders, basis: 'assignment', keys: () => keysHash }, now);
  opened.parties.set(who, { who, keys: line, hash: keysHash });
  const { items, uploads, hash: letterHash } = await makeItemIn(opened, who, 'letter', { text: letter }, attachments, now);
  return {
    words: phrase.words, who, keysHash, letterHash,
    outgoing: { grants, items, uploads, party: { handle: keys.handle, keys: signed } },
  };
}

interface KeysParts {
  who: string;
  by: string;
  keys: MailboxKeys;
  exclusions: readonly string[];
  prev: string;
}

function keysLine(report: string, { who, by, keys, exclusions, prev }: KeysParts, now: Date): KeysLine {
  return {
    v: 1, is: 'keys', id: newId(), by, at: dayOf(now), report, who, recipient: keys.recipient, verify: keys.verify,
    exclusions: [...exclusions], prev,
  };
}

/** A letter to somebody beside the reporter; the step `tell` rests on its hash. */
export async function makePartyLetter(
  opened: Opened, who: string, text: string, attachments: readonly SealedAttachment[], now: Date,
): Promise<Sent> {
  return await makeItemIn(opened, who, 'letter', { text }, attachments, now);
}

/** What somebody beside the reporter is told at the end. */
export async function makePartyOutcome(
  opened: Opened, who: string, text: string, attachments: readonly SealedAttachment[], now: Date,
): Promise<Sent> {
  return await makeItemIn(opened, who, 'outcome', { text }, attachments, now);
}

/** A mailbox with new words, made by an officer. */
export interface RenewedMailbox {
  words: string[];
  /** Hash of the keys line: what the step `new-mailbox` rests on. */
  keysHash: string;
  party: NewMailbox;
  /** What the person held with this office, under the new keys. */
  grants: Sealed[];
}

/**
 * New words for somebody who lost theirs and whom the office knows. It counts only once a second
 * officer has approved; what was passed on before stays closed to the new words.
 */
export async function makeNewMailbox(
  opened: Opened, who: string, language: Language, list: readonly string[], now: Date,
): Promise<RenewedMailbox> {
  const old = who === 'reporter' ? opened.reporter : opened.parties.get(who);
  if (old === undefined) throw new Refusal('keys-missing');
  const phrase = newPhrase(language, list);
  const keys = await mailboxKeys(phrase.entropy);
  const { exclusions } = old.keys;
  const signed = signLine(keysLine(opened.report, { who, by: opened.me.by, keys, exclusions, prev: old.hash }, now), opened.me.signing);
  const theirs = new Set(opened.holders.filter((each) => each.genuine && each.holder === who).map(placeOf));
  const held = [...opened.held.values()].filter((each) => theirs.has(placeOf(each)) && !each.compartment.startsWith('share:'));
  const grants: Sealed[] = [];
  for (const place of held) {
    grants.push(await makeGrant({
      held: place, author: authorOf(opened), to: { holder: who, recipient: keys.recipient }, basis: 'assignment', now,
      keys: hash(signed.line),
    }));
  }
  return { words: phrase.words, keysHash: hash(signed.line), party: { handle: keys.handle, keys: signed }, grants };
}

/** New words of a person's own, and what is posted so that they count (internal/mailbox Claiming). */
export interface Claimed {
  phrase: Phrase;
  me: Me;
  claim: { handle: string; next: string; keys: Signed; grants: Sealed[] };
}

/**
 * Makes a person's own words on their first opening with words that an officer made: keys signed
 * by the old ones, and all that was held sealed to the new. The grants are signed with the new
 * key. It is made once; a retry posts the same claim.
 */
export async function claimParty(
  bundle: Bundle, who: string, old: Phrase, list: readonly string[], language: Language, root: string, now: Date,
): Promise<Claimed> {
  const before = await mailboxKeys(old.entropy);
  const opened = await openBundle(bundle, partyMe(before, who), root);
  const phrase = newPhrase(language, list);
  const keys = await mailboxKeys(phrase.entropy);
  const { exclusions } = opened.keys;
  const signed = signLine(keysLine(opened.report, { who, by: who, keys, exclusions, prev: opened.keysHash }, now), before.signing);
  const grants: Sealed[] = [];
  for (const held of opened.held.values()) {
    grants.push(await makeGrant({
      held, author: { by: who, signing: keys.signing }, to: { holder: who, recipient: keys.recipient }, basis: 'assignment', now,
      keys: hash(signed.line),
    }));
  }
  return { phrase, me: partyMe(keys, who), claim: { handle: before.handle, next: keys.handle, keys: signed, grants } };
}
