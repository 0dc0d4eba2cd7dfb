import { readPhrase, type Phrase, type PhraseProblem } from '../../phrase.js';
import type { WordLists } from '../../words.js';

const longestSaved = 16 * 1024;

/** The words after # in an address: whoever got them on paper or in a link need not type them. */
export function wordsInAddress(hash: string): string {
  try {
    const words = decodeURIComponent(hash.replace(/^#/, '')).normalize('NFC').split('-');
    return words.length === 12 && words.every((word) => /^[\p{L}\p{M}]+$/u.test(word)) ? words.join(' ') : '';
  } catch {
    return '';
  }
}

/** Reads the words as typed, or as a line of the saved file has them. */
export async function readWords(form: HTMLFormElement, lists: WordLists): Promise<Phrase | PhraseProblem> {
  const saved = form.querySelector<HTMLInputElement>('#saved')?.files?.[0];
  const typed = form.querySelector('textarea')?.value ?? '';
  const text = typed.trim() !== '' || saved === undefined ? typed : await saved.slice(0, longestSaved).text();
  const whole = readPhrase(text, lists);
  if (!('problem' in whole)) return whole;
  for (const line of text.split('\n')) {
    const phrase = readPhrase(line, lists);
    if (!('problem' in phrase)) return phrase;
  }
  return whole;
}
