import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as bip39 from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { hex, randomBytes } from './encode.js';
import { fold, newPhrase, readPhrase, wordsOf, type Phrase } from './phrase.js';
import { list } from './test/world.js';
import type { Language, WordLists } from './words.js';

const published: Record<Language, string[]> = { en: english, fr: french, es: spanish };
const lists: WordLists = { en: list('en'), fr: list('fr'), es: list('es') };

function read(text: string): Phrase {
  const found = readPhrase(text, lists);
  assert.ok(!('problem' in found), JSON.stringify(found));
  return found;
}

for (const language of ['en', 'fr', 'es'] as const) {
  test(`the ${language} list is the published one, in composed letters`, () => {
    assert.deepEqual(lists[language], published[language].map((word) => word.normalize('NFC')));
  });

  test(`no two ${language} words are the same without accents`, () => {
    assert.equal(new Set(list(language).map(fold)).size, 2048);
  });

  test(`${language} phrases are BIP-39 phrases and read back`, () => {
    for (let i = 0; i < 20; i++) {
      const phrase = newPhrase(language, list(language));
      const theirs = bip39.entropyToMnemonic(phrase.entropy, published[language]);
      assert.equal(phrase.words.join(' ').normalize('NFKD'), theirs.normalize('NFKD').replaceAll('\u3000', ' '));
      assert.equal(hex(read(phrase.words.join(' ')).entropy), hex(phrase.entropy));
    }
  });

  test(`${language} phrases read in capitals, without accents, by four letters, as a numbered list`, () => {
    for (let i = 0; i < 20; i++) {
      const { words, entropy } = newPhrase(language, list(language));
      const same = (text: string): void => { assert.equal(hex(read(text).entropy), hex(entropy)); };
      same(words.join(' ').toUpperCase());
      same(words.map(fold).join(' '));
      same(words.map((word) => word.normalize('NFD')).join('\n'));
      same(words.map((word, n) => `${n + 1}. ${word},`).join('\n'));
      const short = words.map((word) => fold(word).slice(0, 4));
      const found = readPhrase(short.join(' '), lists);
      if (!('problem' in found)) assert.equal(found.words.length, 12);
    }
  });
}

test('four letters are enough wherever they name one word', () => {
  for (const language of ['en', 'fr', 'es'] as const) {
    const folded = list(language).map(fold);
    for (const word of folded) {
      if (word.length < 4) continue;
      const fits = folded.filter((other) => other.startsWith(word.slice(0, 4)));
      assert.ok(fits.length === 1 || fits.includes(word.slice(0, 4)), word);
    }
  }
});

test('an exact word wins over the words it begins', () => {
  const words = wordsOf(new Uint8Array(16), list('en'));
  assert.equal(words[0], 'abandon');
  assert.deepEqual(read(words.join(' ')).words, words);
});

test('the browser names a misspelt word, a wrong count and a wrong checksum', () => {
  const { words } = newPhrase('en', list('en'));
  const wrong = words.map((word, i) => (i === 4 ? 'xyzzy' : word));
  assert.deepEqual(readPhrase(wrong.join(' '), lists), { problem: 'word', word: 4, typed: 'xyzzy' });
  assert.deepEqual(readPhrase('one two', lists), { problem: 'count', count: 2 });
  const zeros = Array.from({ length: 12 }, () => 'abandon');
  assert.deepEqual(readPhrase(zeros.join(' '), lists), { problem: 'checksum' });
});

test('a list in which all twelve are whole words comes first', () => {
  // By their beginnings, English words may be Spanish ones as well; then the whole words were meant.
  for (let i = 0; i < 200; i++) {
    for (const language of ['en', 'fr', 'es'] as const) {
      const phrase = newPhrase(language, list(language));
      assert.equal(hex(read(phrase.words.join(' ')).entropy), hex(phrase.entropy));
    }
  }
});

test('words of two lists are no phrase', () => {
  const a = newPhrase('en', list('en')).words;
  const b = newPhrase('es', list('es')).words;
  assert.ok('problem' in readPhrase([...a.slice(0, 6), ...b.slice(6)].join(' '), lists));
});

test('random bytes are random', () => {
  assert.notEqual(hex(randomBytes(16)), hex(randomBytes(16)));
});
