import { el } from '../../safe.js';
import { goToLetter } from './acts.js';
import { isOutcome } from './outcome.js';
import type { Speech } from '../speech.js';
import type { OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

/** Why somebody has a mailbox here: said before all else to whoever is not simply the person who reported. */
export function drawRole(at: OfficeReading, { speech, data, reading }: Visit): HTMLElement | undefined {
  const { role, whose } = at.part;
  if (role === '') return whose === 'other' ? el('div', { class: 'note' }, el('p', {}, speech.say('mailbox.other'))) : undefined;
  // Then nothing is open, and no answer is waited for.
  const over = isOver(at);
  const support = role === 'concerned' ? data.aboutYou : undefined;
  if (over && support === undefined) return undefined;
  return el('div', { class: 'note', 'data-role': role },
    !over && el('p', {}, speech.say(`mailbox.party.${role}`)),
    ...(over || at.answerBy === '' ? [] : drawAnswerBy(at, reading.who, speech)),
    support !== undefined && el('p', {}, speech.say('mailbox.party.support'), ' ', el('a', { href: support.href }, support.title)));
}

/** Whether it is over for this person: the case ended, or their own part of it with their letter. */
export function isOver({ part: { role, ended }, entries }: Pick<OfficeReading, 'part' | 'entries'>): boolean {
  return ended !== '' || ((role === 'concerned' || role === 'invited') && entries.some(isOutcome));
}

/** Until when an answer is waited for, and the way to it; quieter when there is one. */
function drawAnswerBy({ answerBy, entries, suffix }: OfficeReading, me: string, speech: Speech): HTMLElement[] {
  const answered = entries.some((entry) => entry.by === me && entry.kind === 'letter');
  return [
    el('p', {}, el('strong', {}, speech.say('mailbox.party.answer-by', { Day: speech.day(answerBy) })), ' ', speech.say('mailbox.party.answer-by.text')),
    el('p', { class: 'actions' },
      el('button', { type: 'button', class: answered && 'quiet', onclick: () => { goToLetter(suffix); } }, speech.say('mailbox.party.answer'))),
  ];
}
