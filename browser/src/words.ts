import { ensure } from './refusal.js';

/** The languages that have a word list. */
export type Language = 'en' | 'fr' | 'es';

/** All languages that have a word list. */
export const languages: readonly Language[] = ['en', 'fr', 'es'];

/** Word lists by language; a page holds the ones it needs. */
export type WordLists = Partial<Record<Language, readonly string[]>>;

/** The 2048 words of a list's text, one a line, in composed letters. */
export function parseWords(text: string): string[] {
  const words = text.normalize('NFC').split('\n').map((w) => w.trim()).filter((w) => w !== '');
  ensure(words.length === 2048 && new Set(words).size === 2048, 'words', 'list');
  return words;
}

/** Fetches one word list from its static address. */
export async function fetchWords(address: string): Promise<string[]> {
  const response = await fetch(address, { credentials: 'omit' });
  ensure(response.ok, 'words', 'fetch');
  return parseWords(await response.text());
}

/** Fetches the lists of several languages, as the page data names them. */
export async function fetchLists(addresses: Partial<Record<Language, string>>): Promise<WordLists> {
  const lists: WordLists = {};
  await Promise.all(languages.map(async (language) => {
    const address = addresses[language];
    if (address !== undefined) lists[language] = await fetchWords(address);
  }));
  return lists;
}
