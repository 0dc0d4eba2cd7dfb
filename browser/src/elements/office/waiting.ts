import { el } from '../../safe.js';
import { isReadable } from '../../bundle.js';
import { linesOf } from '../../lines.js';
import { alertBox, busy, section } from './dom.js';
import { askedName } from './history.js';
import { codeName, sayWho, stepName } from './names.js';
import { page, say, sayDay, sayError } from './page.js';
import { drawParts } from './parts.js';
import { drawSheet } from './sheetread.js';
import { drawStep } from './steps/form.js';
import { planOf } from './steps/own.js';
import { drawText } from './thread.js';
import type { Taken } from './casedata.js';
import type { Desk } from './desk.js';

/** What waits for a second person: to be read and agreed to, or refused; or, of one's own, to be waited for. */
export function drawWaiting(desk: Desk): HTMLElement | undefined {
  const waiting = desk.data.board.taken.filter((taken) => taken.state === 'waiting');
  if (waiting.length === 0) return undefined;
  return section(say('waiting'), 'case-waiting', ...waiting.map((taken) => drawOne(desk, taken)));
}

function drawOne(desk: Desk, taken: Taken): HTMLElement {
  const mine = taken.by === `officer:${page.me}`;
  return el('article', { class: 'card waiting-step' },
    el('h3', {}, stepName(taken.step, desk.data)),
    el('p', { class: 'meta' }, say('waiting.by', { Name: sayWho(taken.by, desk), Day: sayDay(taken.day) })),
    drawFigures(desk, taken), ...drawRests(desk, taken),
    taken.may && !mine ? drawDecision(desk, taken) : el('p', { class: 'note' }, say(mine ? 'waiting.mine' : 'waiting.other')));
}

function drawFigures(desk: Desk, { step, code, to, due }: Taken): HTMLElement | false {
  const row = (label: string, value: string): HTMLElement => el('div', {}, el('dt', {}, label), el('dd', {}, value));
  const rows = [
    code !== '' && row(say('waiting.code'), codeName(step, code, desk.data)),
    (to !== '' || step === 'new-mailbox') && row(say('waiting.to'), sayWho(to, desk)),
    due !== '' && row(say('waiting.day'), sayDay(due)),
  ].filter((each) => each !== false);
  return rows.length > 0 && el('dl', { class: 'facts' }, ...rows);
}

/** What the step rests on, opened: letters, notes and sheets in full, a request with its parts. */
export function drawRests(desk: Desk, taken: Taken): HTMLElement[] {
  const { opened, data } = desk;
  return taken.of.flatMap((hash): HTMLElement[] => {
    const entry = opened.entries.find((each) => each.hash === hash && isReadable(each));
    if (entry !== undefined) {
      return [el('div', { class: 'rest' }, el('p', { class: 'meta' }, say(`kind.${entry.kind}`)),
        drawSheet(entry, data), ...drawText(entry, 'h4'))];
    }
    const request = linesOf(opened, 'request').find((each) => each.hash === hash)?.line;
    if (request !== undefined) {
      return [el('div', { class: 'rest' },
        el('p', {}, say(request.step === 'contact' ? 'waiting.request.contact' : 'waiting.request', {
          Step: askedName(request, desk), To: sayWho(request.to, desk), Until: sayDay(request.until),
        })),
        request.review !== '' && el('p', { class: 'note warm' }, say('waiting.review', { Day: sayDay(request.review) })),
        drawParts(request.parts, desk))];
    }
    return [];
  });
}

function drawDecision(desk: Desk, taken: Taken): HTMLElement {
  const problem = alertBox();
  const agree = el('button', { type: 'button', class: 'button' }, say('waiting.agree'));
  agree.addEventListener('click', () => {
    void busy(agree, problem, sayError, async () => {
      await desk.approve(taken.hash);
      desk.finished(`approve:${taken.hash}`, say('waiting.agreed', { Step: stepName(taken.step, desk.data) }));
    });
  });
  return el('div', { class: 'decision' }, el('p', {}, say('waiting.text')), problem, el('div', { class: 'actions' }, agree),
    drawStep(desk, `refuse:${taken.hash}`, say('waiting.refuse'), '', () => planOf('refuse', taken.hash)));
}
