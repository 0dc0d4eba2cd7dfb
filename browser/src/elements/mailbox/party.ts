import { el } from '../../safe.js';
import { goToLetter } from './acts.js';
import type { OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

/** Why somebody has a mailbox here: said before all else to whoever is not simply the person who reported. */
export function drawRole({ part, answerBy, suffix }: OfficeReading, { speech, data }: Visit): HTMLElement | undefined {
  const { role, whose } = part;
  if (role === '') return whose === 'other' ? el('div', { class: 'note' }, el('p', {}, speech.say('mailbox.other'))) : undefined;
  return el('div', { class: 'note', 'data-role': role },
    el('p', {}, speech.say(`mailbox.party.${role}`)),
    answerBy !== '' && el('p', {}, el('strong', {}, speech.say('mailbox.party.answer-by', { Day: speech.day(answerBy) })), ' ', speech.say('mailbox.party.answer-by.text')),
    role === 'concerned' && data.aboutYou !== undefined
      && el('p', {}, speech.say('mailbox.party.support'), ' ', el('a', { href: data.aboutYou.href }, data.aboutYou.title)),
    answerBy !== '' && el('p', { class: 'actions' },
      el('button', { type: 'button', onclick: () => { goToLetter(suffix); } }, speech.say('mailbox.party.answer'))));
}
