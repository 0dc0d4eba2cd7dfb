import { el } from '../../safe.js';
import { leadTo } from './outcome.js';
import { isOver } from './party.js';
import { isOpen, waitsForAgreement, type OfficeReading, type Reading } from './reading.js';
import type { Visit } from './visit.js';

/** Leads to what an officer wrote down for the person and what waits for their word. */
export function drawCheck(at: OfficeReading, { speech, opened }: Visit): HTMLElement | undefined {
  const waits = at.entries.filter((entry) => waitsForAgreement(entry, opened)).at(-1);
  if (waits === undefined) return undefined;
  return el('div', { class: 'note warm' }, el('p', {}, speech.say('mailbox.now.check')), leadTo(waits, speech.say('mailbox.now.check.go')));
}

/** Whether no decision of the person, whose case it is, is waited for: said first, so that nobody looks for one. */
export function isIdle(at: OfficeReading, { opened }: Pick<Reading, 'opened'>, today: string): boolean {
  const { part } = at;
  const decides = part.kind === 'report' && part.stage !== '' && (part.role === '' || part.whose === 'you');
  return decides && at.writes && !isOver(at) && part.withdrawn === '' && at.answerBy === '' && !at.asked.some((asked) => isOpen(asked, today)) && !at.entries.some((entry) => waitsForAgreement(entry, opened));
}

/** Says that nothing waits for the person. */
export function drawIdle(at: OfficeReading, { speech, reading, data }: Visit): HTMLElement | false {
  return isIdle(at, reading, data.today) && el('p', { 'data-idle': true }, speech.say('mailbox.now.none'));
}
