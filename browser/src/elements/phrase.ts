import type { PhraseProblem } from '../phrase.js';
import type { Speech } from './speech.js';

/** Why twelve words were not read, as a sentence: said here, in the browser, and never by the server. */
export function sayProblem(problem: PhraseProblem, speech: Speech): string {
  if (problem.problem === 'count') return speech.count('js.mailbox.problem.count', problem.count);
  if (problem.problem === 'word') return speech.say('js.mailbox.problem.word', { N: problem.word + 1, Word: problem.typed });
  return speech.say('js.mailbox.problem.checksum');
}
