import { split } from '../../forms.js';
import { officeOf, fill, wordOr } from './names.js';
import type { Speech } from '../speech.js';
import type { MailboxData, Notice } from './data.js';

/** What a notice says: a step in its procedure's own sentence, all else in the words of the interface; "" if nothing. */
export function noticeText(notice: Notice, data: Pick<MailboxData, 'procedures'>, speech: Speech): string {
  const figures = notice.figures ?? {};
  const { procedure = '', step = '', code = '', day = '', to = '', unit = '' } = figures;
  const values = { Day: day === '' ? '' : speech.day(day), Unit: unitName(to.startsWith('unit:') ? split(to)[1] : unit, speech) };
  if (notice.code === 'step') {
    const words = data.procedures[procedure];
    return fill(words?.steps[step]?.notice ?? '', { ...values, Code: words?.codes?.[`${step}.${code}`] ?? '' });
  }
  return speech.say(`notice.${notice.code}`, {
    ...values, Unit: unitName(unit, speech), Reason: reasonText(figures['reason'] ?? '', speech), Ground: groundText(code, speech),
  });
}

/** Why something is late, by the code of its reason. */
export function reasonText(reason: string, speech: Speech): string {
  return wordOr(`mailbox.delay.${reason}`, 'mailbox.delay.other', speech);
}

/** On which of the six grounds something was passed on without consent. */
export function groundText(code: string, speech: Speech): string {
  return wordOr(`mailbox.ground.${code}`, 'mailbox.ground.other', speech);
}

function unitName(unit: string, speech: Speech): string {
  return unit === '' ? '' : officeOf(unit, speech);
}
