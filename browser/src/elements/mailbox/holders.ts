import { withoutTurns } from '../../bundle.js';
import { split } from '../../forms.js';
import { el } from '../../safe.js';
import { groundText } from './notices.js';
import { capital, holderName, partName, receiverName } from './names.js';
import { drawLedger } from './ledger.js';
import type { HolderEntry } from '../../bundle.js';
import type { CheckedLine } from '../../lines.js';
import type { RequestLine } from '../../types.js';
import type { Speech } from '../speech.js';
import type { MailboxData } from './data.js';
import type { OfficeReading, Reading } from './reading.js';
import type { Visit } from './visit.js';

/** A holder in words: who, and sentences about what, since when, why, when last, until when. */
export interface HolderWords {
  who: string;
  says: string[];
  doubt: string;
}

/** Words a holder: as what, to what, since which day, on which basis, the day it was last opened, and its end. */
export function wordsOfHolder(holder: HolderEntry, at: OfficeReading, reading: Reading, data: Pick<MailboxData, 'today'>, speech: Speech): HolderWords {
  const mine = holder.holder === reading.who;
  if (mine && holder.ended !== '' && holder.since !== '') return wordsBefore(holder, speech);
  const opened = (at.part.opened ?? []).find((each) => each.holder === holder.holder)?.day ?? '';
  const roles = holder.officer?.roles.map((role) => `${speech.say(`role.${role}`)}.`).join(' ') ?? '';
  const says = [
    holder.holder.startsWith('officer:') ? roles : '',
    holdsShareAlone(holder, at) ? speech.say('mailbox.holds.share') : '',
    holder.since === '' ? '' : `${speech.say('mailbox.since', { Day: speech.day(holder.since) })} ${basisText(holder, at, reading, data, speech)}`,
    opened === '' ? '' : speech.say('mailbox.opened', { Day: speech.day(opened) }),
    holder.ended === '' ? '' : speech.say('mailbox.until', { Day: speech.day(holder.ended) }),
  ];
  return {
    who: capital(holderName(holder.holder, holder.officer, reading.who, speech), speech), says: says.filter((each) => each !== ''),
    doubt: holder.genuine ? '' : speech.say('mailbox.holder-doubt'),
  };
}

/** Whether somebody holds nothing here but what was passed on. */
function holdsShareAlone({ holder, compartment }: HolderEntry, { holders }: OfficeReading): boolean {
  return compartment.startsWith('share:') && !holders.some((each) => each.holder === holder && each.ended === '' && !each.compartment.startsWith('share:'));
}

/** Words of one's own that were replaced: they open nothing any more. */
function wordsBefore({ since, ended, genuine }: HolderEntry, speech: Speech): HolderWords {
  return {
    who: speech.say('mailbox.before'), says: [speech.say('mailbox.before.text', { Since: speech.day(since), Day: speech.day(ended) })],
    doubt: genuine ? '' : speech.say('mailbox.holder-doubt'),
  };
}

/** Everybody who holds or held a key; one's own words stand once, and those that they replaced. */
export function holdersOf(at: OfficeReading, reading: Reading, data: Pick<MailboxData, 'today'>, speech: Speech): HolderWords[] {
  const seen = new Set<string>();
  return withoutTurns(at.holders).flatMap((holder) => {
    const words = wordsOfHolder(holder, at, reading, data, speech);
    if (holder.holder !== reading.who) return [words];
    const key = holder.ended === '' ? words.doubt : JSON.stringify(words);
    if (seen.has(key)) return [];
    seen.add(key);
    return [words];
  });
}

/** Why somebody holds a key: of a consent to which office, of an exception which of the six. */
function basisText(holder: HolderEntry, at: OfficeReading, reading: Reading, { today }: Pick<MailboxData, 'today'>, speech: Speech): string {
  if (holder.holder === reading.who) return speech.say('mailbox.basis.own');
  const [basis, id] = split(holder.basis);
  const asked = at.asked.find(({ request }) => request.line.id === id);
  if (basis === 'consent' && asked !== undefined) {
    return speech.say('basis.consent.to', { Office: receiverName(asked.request.line.to, reading, today, speech) });
  }
  const excepted = at.excepted.find(({ line }) => line.id === id);
  if (basis === 'exception' && excepted !== undefined) return `${speech.say('basis.exception')} ${groundText(excepted.line.code, speech)}`;
  return speech.say(`basis.${basis}`);
}

/** Who holds or held a key to one office's part, what was passed on without consent, and the ledger's lines. */
export function drawHolders(at: OfficeReading, visit: Visit): HTMLElement {
  const { speech, reading, data } = visit;
  const holders = holdersOf(at, reading, data, speech);
  return el('section', { 'data-holders': true },
    el('h3', {}, speech.say('mailbox.holders')),
    el('p', {}, speech.say(holders.length === 0 ? 'mailbox.holders.elsewhere' : 'mailbox.holders.text'), ' ', speech.say('mailbox.holders.later')),
    holders.length > 0 && el('ul', { class: 'know plain' }, ...holders.map(drawHolder)),
    ...at.excepted.map((each) => drawExcepted(each, visit)),
    drawLedger(at.part, reading.who, speech),
    drawUnread(at, visit));
}

function drawHolder({ who, says, doubt }: HolderWords): HTMLElement {
  return el('li', {}, el('div', {}, el('h4', {}, who), ...says.map((each) => el('p', {}, each)),
    doubt !== '' && el('p', {}, el('span', { class: 'badge alarm' }, doubt))));
}

function drawExcepted({ line }: CheckedLine<RequestLine>, { speech, reading, data }: Visit): HTMLElement {
  const values = { Office: receiverName(line.to, reading, data.today, speech), Day: speech.day(line.at) };
  return el('div', { class: 'note warm' }, el('h4', {}, speech.say('mailbox.excepted', values)), el('p', {}, groundText(line.code, speech)),
    line.parts.length > 0 && el('ul', {}, ...line.parts.map((part) => el('li', { dir: 'auto' }, partName(part, reading, speech)))));
}

/** Lines and keys that do not hold are told once, in the first part: nothing is dropped in silence. */
function drawUnread({ suffix }: OfficeReading, { opened, speech }: Visit): HTMLElement | undefined {
  const doubtful = opened.unread.length + opened.lines.filter(({ genuine, line }) => !genuine && line.is !== 'request').length;
  if (suffix !== '' || doubtful + opened.unopened.length === 0) return undefined;
  return el('div', { class: 'note alarm' },
    doubtful > 0 && el('p', {}, speech.count('js.mailbox.lines-doubt', doubtful)),
    opened.unopened.length > 0 && el('p', {}, speech.say('js.mailbox.keys-unopened')));
}
