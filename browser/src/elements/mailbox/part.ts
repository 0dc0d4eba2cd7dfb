import { el } from '../../safe.js';
import { drawCan, drawWithdrawn } from './acts.js';
import { drawHolders } from './holders.js';
import { officeOf, sayOf } from './names.js';
import { drawNews } from './outcome.js';
import { drawCheck, drawIdle } from './now.js';
import { drawRole } from './party.js';
import { drawAnswered, drawWaiting } from './requests.js';
import { drawSending } from './sending.js';
import { drawStand } from './stage.js';
import { drawThread } from './thread.js';
import { LetterBox } from './write.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart } from './data.js';
import type { OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

/** One office's part: what waits for the person first, then where it stands, the letters, what can be done, who holds a key. */
export function drawPart(at: OfficeReading, visit: Visit): HTMLElement {
  const { speech, data } = visit;
  const { part, suffix } = at;
  const { unit, kind, number } = part;
  return el('section', { class: 'part', id: `part${suffix}`, 'aria-labelledby': `title${suffix}` },
    number !== '' && el('p', { class: 'eyebrow' }, sayOf('mailbox.case', kind, speech, { Number: number })),
    el('h2', { id: `title${suffix}` }, officeOf(unit, speech)),
    el('div', { 'data-done': true }),
    drawKind(part, data, speech),
    drawRole(at, visit),
    drawWithdrawn(at, visit),
    drawNews(at, visit),
    drawCheck(at, visit),
    drawWaiting(at, visit),
    drawIdle(at, visit),
    ...drawStand(part, data, speech),
    ...drawLetters(at, visit),
    at.writes ? visit.begun(`letter ${unit}`, () => new LetterBox(visit, at)).element
      : kind === 'report' && el('p', { class: 'hint' }, speech.say('js.mailbox.no-talk')),
    drawCan(at, visit),
    drawAnswered(at, visit),
    drawSending(at, visit),
    drawHolders(at, visit));
}

/** The letters and notices; nothing where there is none yet. */
function drawLetters(at: OfficeReading, visit: Visit): HTMLElement[] {
  const thread = drawThread(at, visit);
  return thread.childElementCount === 0 ? [] : [el('h3', {}, visit.speech.say('mailbox.letters')), thread];
}

/** What a part is, where it is no case: said before all else, with the doors for somebody who wants to report. */
function drawKind({ kind }: OfficePart, { doors }: MailboxData, speech: Speech): HTMLElement | undefined {
  if (kind === 'report') return undefined;
  return el('div', { class: 'note' }, el('p', {}, speech.say(`mailbox.kind.${kind}`)),
    (kind === 'enquiry' || kind === 'feedback') && doors !== undefined
      && el('p', {}, speech.say('mailbox.kind.doors'), ' ', el('a', { href: doors.href }, doors.title)));
}
