import { el } from '../../safe.js';
import { reasonText } from './notices.js';
import type { Speech } from '../speech.js';
import type { Limit, OfficePart, Procedure } from './data.js';

/** How a time limit stands, in words. */
export function sayLimit(limit: Limit, today: string, speech: Speech): string {
  if (limit.met !== '') return speech.say('clock.met', { Day: speech.day(limit.met) });
  const left = Math.round((Date.parse(limit.due) - Date.parse(today)) / 86_400_000);
  if (left < 0) return speech.count('clock.over', -left);
  if (left === 0) return speech.say('clock.today');
  return `${speech.say('clock.due', { Day: speech.day(limit.due) })} · ${speech.count('clock.left', left)}`;
}

/** Why a limit is late and until when, if that was told; else "". */
export function sayLate(limit: Limit, speech: Speech): string {
  if (limit.told === '' || limit.met !== '') return '';
  return speech.say('mailbox.clock.late', { Day: speech.day(limit.told), Reason: reasonText(limit.reason, speech) });
}

/** The name of a limit: the procedure's, or that of the interface. */
export function limitName({ code }: Limit, procedure: Procedure | undefined, speech: Speech): string {
  return procedure?.clocks[code] ?? speech.say(`clock.${code}`);
}

/** Whether each of several limits that still run is an aim of this portal: then that is said once. */
export function areAims(part: Pick<OfficePart, 'clocks'>): boolean {
  const running = limits(part, false).filter(({ met }) => met === '');
  return running.length > 1 && running.every(({ aim }) => aim);
}

/** The limits of the office, as rows of facts; an aim of this portal that still runs is marked as no rule. */
export function ownClocks(part: OfficePart, procedure: Procedure | undefined, today: string, speech: Speech): HTMLElement[] {
  return limits(part, false).flatMap((limit) => {
    const late = sayLate(limit, speech);
    return [
      el('dt', {}, limitName(limit, procedure, speech)),
      el('dd', {}, sayLimit(limit, today, speech),
        limit.aim && limit.met === '' && !areAims(part) && el('span', { class: 'aim soft' }, speech.say('mailbox.clock.aim')),
        late !== '' && el('span', { class: 'aim' }, el('span', { class: 'badge warm' }, late))),
    ];
  });
}

/** The limits that are the person's own, apart from those of the office. */
export function drawTheirClocks(part: OfficePart, procedure: Procedure | undefined, today: string, speech: Speech): HTMLElement | undefined {
  const theirs = limits(part, true);
  if (theirs.length === 0) return undefined;
  return el('div', { class: 'note warm your-clocks' },
    el('h3', {}, speech.say('mailbox.clock.theirs')),
    el('dl', { class: 'facts' }, ...theirs.flatMap((limit) => [
      el('dt', {}, limitName(limit, procedure, speech)), el('dd', {}, sayLimit(limit, today, speech)),
    ])),
    el('p', {}, speech.say('mailbox.clock.theirs.text')));
}

function limits({ clocks }: Pick<OfficePart, 'clocks'>, theirs: boolean): Limit[] {
  return (clocks ?? []).filter((limit) => limit.theirs === theirs);
}
