import { el } from '../../safe.js';
import { isReadable, type Entry } from '../../bundle.js';
import { linesOf } from '../../lines.js';
import { arrange, drawAnswerList } from '../answers.js';
import { said, section } from './dom.js';
import { drawFile } from './files.js';
import { sayWho, unitName } from './names.js';
import { page, say, sayDay, sayMoment } from './page.js';
import { drawSheet } from './sheetread.js';
import { drawMark } from './thread.js';
import type { Desk } from './desk.js';
import type { Offer } from './casedata.js';

/** What was passed on, each share in a part of its own: what was copied, to whom, and what came back. */
export function drawShares(desk: Desk): HTMLElement[] {
  const shares = [...new Set(desk.opened.entries.map((entry) => entry.compartment))].filter((each) => each.startsWith('share:'));
  const { offers, giver } = desk.data.board;
  const all = [...new Set([...shares, ...offers.map((offer) => offer.share)])];
  return all.map((share) => {
    const offer = offers.find((each) => each.share === share);
    const got = giver?.share === share ? giver : undefined;
    const entries = desk.opened.entries.filter((entry) => entry.compartment === share && isReadable(entry) && entry.kind !== 'file');
    const copies = entries.filter((entry) => entry.copied !== undefined);
    const letters = entries.filter((entry) => entry.copied === undefined);
    return section(titleOf(desk, offer, got), 'case-share', offer !== undefined && drawState(desk, offer), drawGround(share, desk),
      got === undefined && copies.length > 0 ? el('details', { class: 'folds' }, el('summary', {}, say('share.what')), drawList(copies, desk)) : drawList(copies, desk),
      drawList(letters, desk));
  });
}

function drawList(entries: readonly Entry[], desk: Desk): HTMLElement | undefined {
  return entries.length === 0 ? undefined : el('ol', { class: 'thread' }, ...entries.map((entry) => drawEntry(entry, desk)));
}

function titleOf(desk: Desk, offer: Offer | undefined, got: Offer | undefined): string {
  if (got !== undefined) return say('share.got', { Office: unitName(got.unit, desk.data) });
  return offer === undefined ? say('share.some') : say('share.given', { Office: unitName(offer.unit, desk.data) });
}

/** What went without consent says so, and from when the person knows: until then they read nothing of it. */
function drawGround(share: string, { data, opened }: Desk): HTMLElement | undefined {
  const line = linesOf(opened, 'request').find((each) => `share:${each.line.id}` === share)?.line;
  if (line === undefined || line.code === '') return undefined;
  const review = data.board.asked.find(({ id }) => id === line.id)?.review ?? line.review;
  return el('div', { class: 'note warm' }, el('p', {}, say('share.excepted', { Ground: say(`except.code.${line.code}`) })),
    review > page.today && el('p', {}, say('share.hidden', { Day: sayDay(review) })));
}

function drawState(desk: Desk, offer: Offer): HTMLElement {
  const state = offer.decided === '' ? 'open' : offer.decided;
  return el('p', { class: offer.decided === 'decline' ? 'note warm' : 'note' }, say(`share.${state}`, {
    Office: unitName(offer.unit, desk.data), Day: sayDay(offer.decidedOn === '' ? offer.since : offer.decidedOn),
  }));
}

function drawEntry(entry: Entry, desk: Desk): HTMLElement {
  const { copied } = entry;
  if (copied === undefined) {
    return el('li', { class: 'system' },
      el('p', { class: 'meta' }, el('strong', {}, sayWho(entry.by, desk)), ' ', el('time', { datetime: entry.at }, sayMoment(entry.at))),
      entry.text !== undefined && said(entry.text), drawMark(entry));
  }
  return el('li', { class: 'copied' },
    el('p', { class: 'meta' }, say('share.by', { Name: sayWho(entry.by, desk), Day: sayDay(entry.day) })),
    el('p', { class: 'meta' }, el('strong', {}, sayWho(copied.by, desk)), ' · ', say(`kind.${copied.kind}`), ' · ', sayDay(copied.day)),
    copied.answers !== undefined && drawAnswerList(arrange(copied.answers.fields, desk.data.form.questions), 'answers'),
    drawSheet(copied, desk.data),
    copied.text !== undefined && copied.text !== '' && said(copied.text),
    copied.file !== undefined && el('ul', { class: 'files' }, drawFile({ blob: copied.blob }, copied.file, desk.number, desk.key)),
    drawMark(entry));
}
