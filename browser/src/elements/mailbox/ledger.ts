import { el } from '../../safe.js';
import { pair, wordOr } from './names.js';
import type { Speech } from '../speech.js';
import type { LedgerRecord, OfficePart } from './data.js';

/** The ledger's lines about a case, in words; they hold no word of what was written. */
export function drawLedger({ ledger }: OfficePart, me: string, speech: Speech): HTMLElement | undefined {
  if (ledger === null || ledger.length === 0) return undefined;
  return el('details', { class: 'card folds', 'data-ledger': true }, el('summary', {}, speech.say('ledger.title')),
    el('p', {}, speech.say('ledger.text')),
    el('ul', {}, ...recordTexts(ledger, me, speech).map((text) => el('li', {}, text))));
}

/** The lines in words, in their order; what was done several times in one day stands once, with its number. */
export function recordTexts(ledger: readonly LedgerRecord[], me: string, speech: Speech): string[] {
  const counts = new Map<string, number>();
  for (const record of ledger) {
    const line = recordText(record, me, speech);
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : speech.say('ledger.times', { Line: line, Count: count })));
}

/** One line in words: the day, what was done, and by whom, by role and never by name. */
function recordText({ day, act, by }: LedgerRecord, me: string, speech: Speech): string {
  return pair(speech.day(day), `${wordOr(`ledger.${act}`, 'ledger.other', speech)} (${speech.say(`mailbox.who.${roleOf(by, me)}`)})`, speech);
}

function roleOf(by: string, me: string): string {
  if (by === me) return 'you';
  if (by.startsWith('officer:')) return 'office';
  if (by.startsWith('party:')) return 'party';
  return by === 'reporter' ? 'reporter' : 'system';
}
