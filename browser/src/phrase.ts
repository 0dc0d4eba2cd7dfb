import { b64url, randomBytes, sha256 } from './encode.js';
import { derive } from './derive.js';
import { identityOf, recipientOf, verifyKeyOf } from './identity.js';
import { ensure } from './refusal.js';
import { languages, type Language, type WordLists } from './words.js';

/** A phrase that was read: its entropy, its list and its words as the list writes them. */
export interface Phrase {
  entropy: Uint8Array;
  language: Language;
  words: string[];
}

/** Why 12 words were not a phrase; word is the first misspelt one, counted from 0. */
export type PhraseProblem =
  | { problem: 'count'; count: number }
  | { problem: 'word'; word: number; typed: string }
  | { problem: 'checksum' };

/** Everything that the 16 bytes of a phrase give for a mailbox. */
export interface MailboxKeys {
  /** base64url; the only one that is ever sent. */
  handle: string;
  identity: string;
  recipient: string;
  /** Ed25519 seed. */
  signing: Uint8Array;
  /** Ed25519 public key in base64url. */
  verify: string;
}

/** A new phrase in the page's language. */
export function newPhrase(language: Language, list: readonly string[]): Phrase {
  const entropy = randomBytes(16);
  return { entropy, language, words: wordsOf(entropy, list) };
}

/** The 12 words of 16 bytes: 128 bits and the first 4 of their SHA-256. */
export function wordsOf(entropy: Uint8Array, list: readonly string[]): string[] {
  ensure(entropy.length === 16, 'words', 'entropy');
  return pick(bitsOf(entropy) + bitsOf(sha256(entropy)).slice(0, 4), list);
}

/** As many words as a text of bits has eleven of. */
export function pick(bits: string, list: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i + 11 <= bits.length; i += 11) {
    words.push(list[parseInt(bits.slice(i, i + 11), 2)] ?? '');
  }
  return words;
}

/** The bits of bytes, as a text of 0 and 1. */
export function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(2).padStart(8, '0')).join('');
}

/** A word without case and accents, as input is compared. */
export function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Reads 12 words as a person types them: any case, accents optional, four letters are
 * enough, an exact word wins over a prefix. All lists are tried; all words come from one.
 */
export function readPhrase(text: string, lists: WordLists): Phrase | PhraseProblem {
  // Letters and their accents make words; everything between them separates, so that a
  // numbered list or a saved file's line reads as well as plain words.
  const typed = text.normalize('NFKD').match(/[\p{L}\p{M}]+/gu) ?? [];
  if (typed.length !== 12) return { problem: 'count', count: typed.length };
  const reads = languages.flatMap((language) => {
    const folded = lists[language]?.map(fold);
    return folded === undefined ? [] : [readFrom(typed, language, folded, lists)];
  });
  const phrases = reads.flatMap((read) => ('phrase' in read ? [read] : []));
  // A list in which all twelve are whole words is what was meant, before one that only begins so.
  const found = phrases.find((read) => read.whole) ?? phrases[0];
  if (found !== undefined) return found.phrase;
  const problems = reads.flatMap((read) => ('problem' in read ? [read] : []));
  return problems.sort((a, b) => fitted(b) - fitted(a))[0] ?? { problem: 'checksum' };
}

/** How many words a list fitted: the list that fitted most is the one that was meant. */
function fitted(problem: PhraseProblem): number {
  return problem.problem === 'checksum' ? 12 : problem.problem === 'word' ? problem.word : 0;
}

type ReadPhrase = { phrase: Phrase; whole: boolean } | PhraseProblem;

function readFrom(typed: readonly string[], language: Language, folded: readonly string[], lists: WordLists): ReadPhrase {
  const words = typed.map(fold);
  const places = words.map((word) => lookUp(word, folded));
  const wrong = places.indexOf(-1);
  if (wrong >= 0) return { problem: 'word', word: wrong, typed: typed[wrong]?.normalize('NFC') ?? '' };
  const bits = places.map((n) => n.toString(2).padStart(11, '0')).join('');
  const entropy = Uint8Array.from({ length: 16 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8), 2));
  if (bitsOf(sha256(entropy)).slice(0, 4) !== bits.slice(128)) return { problem: 'checksum' };
  const whole = words.every((word, i) => folded[places[i] ?? -1] === word);
  return { phrase: { entropy, language, words: wordsOf(entropy, lists[language] ?? []) }, whole };
}

/** The place of a word in a folded list: exact, or by at least four letters that only one word begins with. */
function lookUp(word: string, folded: readonly string[]): number {
  const exact = folded.indexOf(word);
  if (exact >= 0 || word.length < 4) return exact;
  const fits = folded.flatMap((w, i) => (w.startsWith(word) ? [i] : []));
  return fits.length === 1 ? (fits[0] ?? -1) : -1;
}

/** The keys of a mailbox. */
export async function mailboxKeys(entropy: Uint8Array): Promise<MailboxKeys> {
  const identity = identityOf(derive(entropy, 'mailbox/identity'));
  const signing = derive(entropy, 'mailbox/signing');
  return {
    handle: b64url(derive(entropy, 'mailbox/handle')),
    identity,
    recipient: await recipientOf(identity),
    signing,
    verify: verifyKeyOf(signing),
  };
}

/** Six words of an officer's keys, read aloud to whoever certifies them. */
export function sixWords(recipient: string, verify: string, english: readonly string[]): string[] {
  return pick(bitsOf(sha256(new TextEncoder().encode(`${recipient}\n${verify}`))).slice(0, 66), english);
}
