import { el } from '../../safe.js';
import { drawRecusal } from './declare.js';
import { section } from './dom.js';
import { drawExport } from './export.js';
import { drawFacts, drawNotices } from './facts.js';
import { drawFiles } from './files.js';
import { drawHistory } from './history.js';
import { drawGive, drawHolders } from './holders.js';
import { drawLost } from './lost.js';
import { drawParties } from './partysections.js';
import { say, sayMoment } from './page.js';
import { drawReceipt } from './receipt.js';
import { drawAnswers } from './report.js';
import { drawRequests } from './requests.js';
import { drawShares } from './shares.js';
import { drawAlso, drawNext, hasProcedure } from './steps/list.js';
import { drawMark, drawStrays, drawThread } from './thread.js';
import { drawTaken } from './takencase.js';
import { drawWaiting } from './waiting.js';
import type { Desk } from './desk.js';
import type { Editor } from './editor.js';
import type { Sealed } from '../../types.js';

/** The desk with what stands open on its page. */
export interface CaseDesk extends Desk {
  readonly letter: Editor;
  readonly note: Editor;
  give(grants: Sealed[]): Promise<void>;
  /** Withdraws from the case for good. */
  recuse(): Promise<void>;
}

/** A case from what waits to what happened, with the facts beside it. */
export function drawCase(desk: CaseDesk): HTMLElement {
  return el('div', { class: 'case' },
    el('div', { class: 'case-main' }, ...drawMain(desk)),
    el('aside', { class: 'case-side', 'aria-label': say('case.side') }, ...drawSide(desk)));
}

function drawMain(desk: CaseDesk): (HTMLElement | false | undefined)[] {
  const { data, opened } = desk;
  const { kind, unit } = data.case;
  const isReport = kind === 'report';
  const known = (compartment: string): boolean =>
    [`talk:${unit}`, `file:${unit}`].includes(compartment) || data.board.parties.some((party) => party.who === compartment);
  return [
    !isReport && el('div', { class: 'note warm' }, el('p', {}, say(`case.kind.${kind}`))),
    drawTaken(desk),
    drawWaiting(desk),
    drawLost(desk),
    hasProcedure(desk) && drawNext(desk),
    drawReport(desk),
    ...drawShares(desk),
    opened.turns.has(`talk:${unit}`) && drawLetters(desk),
    !hasProcedure(desk) && drawAlso(desk),
    drawRequests(desk),
    ...drawParties(desk),
    kind !== 'enquiry' && drawNotes(desk),
    isReport && section(say('history'), 'case-history', drawHistory(desk)),
    drawStrays(opened.entries, known),
  ];
}

/** The report as it was sent; an office to which only parts were passed on has none. */
function drawReport({ data, opened, number, key }: CaseDesk): HTMLElement | undefined {
  const { entries, answers } = opened;
  const { kind } = data.case;
  const report = entries.find((entry) => entry.kind === 'answers' && entry.answers !== undefined);
  if (report === undefined && data.board.giver !== null) return undefined;
  return section(say(kind === 'report' ? 'case.report' : `case.report.${kind}`), 'case-report',
    report !== undefined && el('p', { class: 'meta' }, say('case.report.sent', { Moment: sayMoment(report.at) })),
    report?.verdict === 'missing' && el('p', { class: 'note warm' }, say(report.reason === 'items' ? 'case.missing.files' : 'case.missing')),
    answers === undefined ? el('p', { class: 'note alarm' }, say('case.report.none')) : drawAnswers(answers, data.form.questions),
    drawFiles(answers?.items ?? [], entries, number, key),
    report !== undefined && drawMark(report), drawReceipt(entries));
}

function drawLetters(desk: CaseDesk): HTMLElement {
  const talk = `talk:${desk.data.case.unit}`;
  return section(say('case.letters'), 'case-letters',
    drawThread(desk.opened.entries, (compartment) => compartment === talk, desk.number, desk.key, desk) ?? el('p', {}, say('case.letters.none')),
    desk.letter.node);
}

function drawNotes(desk: CaseDesk): HTMLElement {
  const file = `file:${desk.data.case.unit}`;
  return section(say('case.notes'), 'case-notes', el('p', { class: 'hint' }, say('case.notes.hint')),
    drawThread(desk.opened.entries, (compartment) => compartment === file, desk.number, desk.key, desk),
    desk.data.hasFile && !desk.opened.turns.has(file) ? el('p', { class: 'note' }, say('case.notes.locked')) : desk.note.node);
}

function drawSide(desk: CaseDesk): HTMLElement[] {
  const notices = drawNotices(desk);
  const give = drawGive(desk.opened, desk.data.colleagues, (grants) => desk.give(grants));
  return [
    section(say('case.facts'), 'card', drawFacts(desk)),
    ...(notices === undefined ? [] : [section(say('case.notices'), 'card', notices)]),
    section(say('case.holders'), 'card', drawHolders(desk.opened, desk), give),
    el('div', { class: 'card recusal' }, drawRecusal(() => desk.recuse())),
    section(say('case.export'), 'card', drawExport(desk.number, desk.key)),
  ];
}
