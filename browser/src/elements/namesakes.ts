import { fold } from '../phrase.js';

/**
 * Those of these people who have a name like one among those a report is about. Whether it
 * is the same person only people know, so they are asked: the sender before sending, the
 * officer before reading.
 */
export function namesakes(people: readonly { name: string }[], named: readonly string[]): string[] {
  const written = new Set(named.flatMap(nameWords));
  return people.filter(({ name }) => nameWords(name).some((word) => written.has(word))).map(({ name }) => name);
}

/** The parts of a name by which it can be known again: no accents, no "de" or "al". */
function nameWords(name: string): string[] {
  return fold(name).split(/[^\p{L}]+/u).filter((word) => word.length > 2 || /[^a-z]/.test(word));
}
