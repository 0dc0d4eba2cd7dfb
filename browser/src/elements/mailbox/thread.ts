import { el } from '../../safe.js';
import { arrange, daysInWords, drawAnswerList, type Question } from '../answers.js';
import { copyButton } from '../keep.js';
import { drawLetterText } from '../letter.js';
import { drawAgree } from './acts.js';
import { drawFiles } from './file.js';
import { authorName, sayOf } from './names.js';
import { noticeText } from './notices.js';
import { isOutcome, letterId, printButton } from './outcome.js';
import { agreedOn, contentOf, takenDown, waitsForAgreement, type OfficeReading } from './reading.js';
import type { Entry } from '../../bundle.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart } from './data.js';
import type { Visit } from './visit.js';

/** Notices, the report and the letters both ways, in the order in which they came. Nothing is dropped. */
export function drawThread(at: OfficeReading, visit: Visit): HTMLElement {
  const notices = drawNotices(at.part, visit.data, visit.speech);
  const told = at.entries.flatMap((entry) => [
    ...notices.splice(0, notices.filter(({ day }) => isBefore(day, entry)).length).map(({ drawn }) => drawn),
    drawEntry(entry, at, visit),
  ]);
  return el('ol', { class: 'thread' }, ...told, ...notices.map(({ drawn }) => drawn));
}

/** Whether a notice of a day stands before an entry: before the letters of that day, of which it may tell, and after what was sent first. */
function isBefore(day: string, entry: Entry): boolean {
  const { kind } = contentOf(entry);
  return day < entry.day || (day === entry.day && kind !== 'answers' && kind !== 'receipt');
}

function drawNotices({ notices }: OfficePart, data: MailboxData, speech: Speech): { day: string; drawn: HTMLElement }[] {
  return (notices ?? []).flatMap((notice) => {
    const text = noticeText(notice, data, speech);
    return text === '' ? [] : [{ day: notice.day, drawn: el('li', { class: 'system' },
      el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.notice')), el('span', {}, speech.day(notice.day))),
      el('p', {}, text)) }];
  });
}

function drawEntry(entry: Entry, at: OfficeReading, visit: Visit): HTMLElement {
  const { speech, reading } = visit;
  const said = contentOf(entry);
  if (said.receipt !== undefined) return drawReceipt(entry, at, visit);
  const mark = entry.verdict === 'genuine' ? undefined : speech.say(`mailbox.verdict.${entry.verdict}`);
  return el('li', { class: lookOf(entry, reading.who), id: letterId(entry), tabindex: (isOutcome(entry) || waitsForAgreement(entry, visit.opened)) && '-1' },
    el('p', { class: 'meta' }, el('strong', {}, authorName(entry, at, reading.who, speech)),
      el('span', {}, said.at !== '' ? speech.moment(said.at) : said.day !== '' && speech.day(said.day)),
      entry.viaServer && el('span', {}, speech.say('js.mailbox.via-server'))),
    mark !== undefined && el('p', {}, el('span', { class: 'badge alarm' }, mark)),
    said.kind === 'letter' && entry.compartment.startsWith('share:') && el('p', { class: 'hint' }, speech.say('js.mailbox.about-shared')),
    drawTaken(entry, visit),
    drawAnswers(entry, at, visit),
    ...drawText(entry),
    drawFiles(entry, visit),
    ...drawAgreement(entry, at, visit),
    isOutcome(entry) && printButton(entry, at, visit));
}

function drawText(entry: Entry): HTMLElement[] {
  const { text = '' } = contentOf(entry);
  if (text === '') return [];
  return isOutcome(entry) ? drawLetterText(text, 'h4') : [el('p', { class: 'text', dir: 'auto' }, text)];
}

function lookOf(entry: Entry, me: string): string {
  if (entry.verdict === 'not-genuine' || entry.verdict === 'repeat') return 'doubt';
  if (entry.copied !== undefined) return 'theirs copied';
  if (isOutcome(entry)) return 'theirs outcome';
  return entry.by === me ? 'mine' : 'theirs';
}

function drawReceipt(entry: Entry, { part }: OfficeReading, { speech }: Visit): HTMLElement {
  return el('li', { class: 'system' },
    el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.by-you.receipt'))), el('p', {}, receiptText(entry, part, speech)));
}

/** What a receipt says. */
export function receiptText(entry: Entry, part: OfficePart, speech: Speech): string {
  const { number = '', at = '', zone = '' } = contentOf(entry).receipt ?? {};
  return `${sayOf('mailbox.case', part.kind, speech, { Number: number })}. ${speech.received(at, zone)}`;
}

/** The questions that were answered, as a form or an office's own sheet asks them. */
export function answersOf(entry: Entry, data: Pick<MailboxData, 'forms' | 'sheets'>, speech: Speech): { fields: Record<string, string | string[]>; questions: readonly Question[] } | undefined {
  const { answers, sheet } = contentOf(entry);
  if (answers !== undefined) return { fields: answers.fields, questions: data.forms[answers.form] ?? [] };
  return sheet === undefined ? undefined : { fields: daysInWords(sheet.fields, (day) => speech.day(day)), questions: data.sheets[sheet.id] ?? [] };
}

/**
 * What was answered, in the page's language. The report as it was sent is folded; what was
 * handed back stands open, to be copied into the right form; a note of a talk is there to be read.
 */
function drawAnswers(entry: Entry, { part }: OfficeReading, { data, reading, speech }: Visit): HTMLElement | undefined {
  const answered = answersOf(entry, data, speech);
  if (answered === undefined) return undefined;
  const list = drawAnswerList(arrange(answered.fields, answered.questions), 'review');
  if (contentOf(entry).kind === 'statement') return list;
  const returned = part.stage === 'returned' && part.kind === 'feedback';
  const key = contentOf(entry).by === reading.who && entry.copied === undefined ? 'mailbox.show-report' : 'mailbox.show-answers';
  return el('details', { class: 'folds', open: returned || waitsForAgreement(entry, reading.opened) }, el('summary', { class: 'row' }, speech.say(key)), list,
    returned && copyButton(Object.values(answered.fields).flat().join('\n\n'), speech));
}

/** Says that an officer wrote it down, and how they were told. */
function drawTaken(entry: Entry, { opened, speech }: Visit): HTMLElement | undefined {
  const taken = takenDown(entry, opened);
  if (taken === undefined) return undefined;
  const How = speech.say(`js.mailbox.taken.code.${taken.code}`);
  return el('div', { class: 'note' }, el('p', {}, el('strong', {}, speech.say('js.mailbox.taken.title')), ' ',
    speech.say('js.mailbox.taken.text', { Day: speech.day(taken.at), How })));
}

const takenWords = { text: '', agree: 'js.mailbox.taken.agree', wrong: 'js.mailbox.taken.wrong' };

function drawAgreement(entry: Entry, at: OfficeReading, visit: Visit): (HTMLElement | false)[] {
  if (waitsForAgreement(entry, visit.opened)) return [drawAgree(entry.hash, at, visit, entry.kind === 'answers' ? takenWords : undefined)];
  const day = agreedOn(visit.opened, entry.hash);
  return [day !== '' && el('p', {}, el('span', { class: 'badge good' }, visit.speech.say('mailbox.agreed', { Day: visit.speech.day(day) })))];
}
