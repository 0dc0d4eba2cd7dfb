import { el } from '../../safe.js';
import type { HolderEntry, Opened } from '../../bundle.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart, Limit } from './data.js';

/** A word in its form for a kind of part, where it has one. */
export function sayOf(key: string, kind: string, speech: Speech, values: Record<string, string> = {}): string {
  return speech.say(speech.has(`${key}.${kind}`) ? `${key}.${kind}` : key, values);
}

/** Who has a part: an office, or of a comment the editors. */
export function officeOf(unit: string, speech: Speech): string {
  return speech.say(unit === '' ? 'comment.editors' : `unit.${unit}`);
}

/** What a part is, where it is no case: said before all else, with the doors for somebody who wants to report. */
export function drawKind(part: OfficePart, { doors }: MailboxData, speech: Speech): HTMLElement | undefined {
  if (part.kind === 'report') return undefined;
  return el('div', { class: 'note' }, el('p', {}, speech.say(`mailbox.kind.${part.kind}`)),
    (part.kind === 'enquiry' || part.kind === 'feedback') && doors !== undefined
      && el('p', {}, speech.say('mailbox.kind.doors'), ' ', el('a', { href: doors.href }, doors.title)));
}

/** Where it stands, in words, with the office's times. */
export function drawStage(part: OfficePart, today: string, speech: Speech): HTMLElement {
  return el('div', { class: 'card' },
    el('h3', {}, sayOf('mailbox.stage', part.kind, speech, { Stage: speech.say(`stage.${part.stage}`) })),
    el('p', {}, speech.say(`stage.${part.stage}.about`)),
    el('dl', { class: 'facts' },
      el('dt', {}, speech.say('mailbox.received')), el('dd', {}, speech.day(part.received)),
      ...(part.clocks ?? []).flatMap((limit) => [
        el('dt', {}, speech.say(`clock.${limit.code}`)), el('dd', {}, sayLimit(limit, today, speech)),
      ])));
}

function sayLimit(limit: Limit, today: string, speech: Speech): string {
  if (limit.met !== '') return speech.say('clock.met', { Day: speech.day(limit.met) });
  const left = Math.round((Date.parse(limit.due) - Date.parse(today)) / 86_400_000);
  if (left < 0) return speech.count('clock.over', -left);
  if (left === 0) return speech.say('clock.today');
  return `${speech.say('clock.due', { Day: speech.day(limit.due) })} · ${speech.count('clock.left', left)}`;
}

/** Who holds a key to one office's part: as what, since which day, on which basis; also those who did. */
export function drawHolders(opened: Opened, isHere: (compartment: string) => boolean, speech: Speech): HTMLElement {
  return el('section', {},
    el('h3', {}, speech.say('mailbox.holders')),
    el('p', {}, speech.say('mailbox.holders.text')),
    el('ul', { class: 'know plain' }, ...opened.holders.filter((holder) => isHere(holder.compartment)).map((holder) => drawHolder(holder, speech))));
}

function drawHolder(holder: HolderEntry, speech: Speech): HTMLElement {
  const basis = holder.holder === 'reporter' ? 'mailbox.basis.own' : `basis.${holder.basis.split(':')[0] ?? ''}`;
  return el('li', {}, el('div', {},
    el('h4', {}, holderName(holder, speech)),
    holder.officer !== undefined && el('p', {}, holder.officer.roles.map((role) => speech.say(`role.${role}`)).join('. ') + '.'),
    holder.since !== '' && el('p', {}, `${speech.say('mailbox.since', { Day: speech.day(holder.since) })} ${speech.say(basis)}`),
    holder.ended !== '' && el('p', {}, speech.say('mailbox.until', { Day: speech.day(holder.ended) })),
    !holder.genuine && el('p', {}, el('span', { class: 'badge alarm' }, speech.say('mailbox.holder-doubt')))));
}

function holderName({ holder, officer }: HolderEntry, speech: Speech): string {
  if (holder === 'reporter') return speech.say('role.reporter');
  if (holder.startsWith('recovery:')) return speech.say('role.recovery');
  return officer === undefined ? speech.say('mailbox.someone') : `${officer.name}, ${speech.say(`unit.${officer.unit}`)}`;
}
