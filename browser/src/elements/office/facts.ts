import { el, type Inside } from '../../safe.js';
import { folded } from './dom.js';
import { askedName } from './history.js';
import { clockName, codeName, sayWho, stageName, stepName, unitName } from './names.js';
import { say, sayCount, sayDay, page } from './page.js';
import type { Limit, Notice } from './casedata.js';
import type { Desk } from './desk.js';

/** The plain facts beside a case, as the queue shows them too. */
export function drawFacts(desk: Desk): HTMLElement {
  const { data } = desk;
  const { case: facts, board } = data;
  const row = (label: string, ...value: Inside[]): HTMLElement =>
    el('div', {}, el('dt', {}, label), el('dd', {}, ...value));
  return el('dl', { class: 'facts' },
    row(say('case.fact.form'), data.form.title),
    row(say('case.fact.stage'), stageName(facts.stage, data)),
    board.category !== '' && row(say('case.fact.category'), data.procedure.text.categories?.[board.category] ?? board.category),
    facts.kind === 'report' && row(say('case.fact.whose'), whoseOf(desk)),
    facts.kind === 'report' && row(say('case.fact.handler'), board.handler === '' ? say('case.fact.handler.none') : sayWho(handlerOf(board.handler), desk)),
    drawCover(desk),
    row(say('case.fact.received'), sayDay(facts.received)),
    row(say('case.fact.language'), facts.language),
    facts.urgent && row(say('case.fact.urgent'), el('span', { class: 'badge alarm' }, say('case.fact.urgent.yes'))),
    board.ended !== '' && row(say('case.fact.ended'), sayDay(board.ended)),
    board.withdrawn !== '' && row(say('case.fact.withdrawn'), el('span', { class: 'badge warm' }, sayDay(board.withdrawn))),
    board.links.length > 0 && row(say('case.fact.links'), ...board.links.flatMap((number) => [el('a', { href: `/office/case/${number}` }, number), ' '])),
    ...facts.clocks.map((clock) => row(clockName(clock.code, data), drawClock(clock))));
}

/** Whom it happened to: whoever reported, or somebody else, who has a mailbox of their own. */
function whoseOf(desk: Desk): string {
  const { whose } = desk.data.board;
  if (whose === '') return say('case.fact.whose.unknown');
  return whose.startsWith('party:') ? say('case.fact.whose.party') : sayWho(whose, desk);
}

/** Who stands in today, if somebody does. */
function drawCover(desk: Desk): HTMLElement | undefined {
  const cover = desk.data.board.taken.filter((taken) => taken.step === 'cover' && taken.state === 'done' && taken.due >= page.today).at(-1);
  return cover && el('div', {}, el('dt', {}, say('case.fact.cover')),
    el('dd', {}, say('case.fact.cover.until', { Name: sayWho(cover.to, desk), Day: sayDay(cover.due) })));
}

/** A handler is kept as a person; lists name holders. */
function handlerOf(handler: string): string {
  return handler.includes(':') ? handler : `officer:${handler}`;
}

function drawClock(clock: Limit): HTMLElement {
  if (clock.met !== '') return el('span', {}, say('case.clock.met', { Day: sayDay(clock.met) }));
  const days = Math.round((Date.parse(clock.due) - Date.parse(page.today)) / 86_400_000);
  const left = days > 0 ? sayCount('case.clock.left', days) : days === 0 ? say('case.clock.today') : sayCount('case.clock.over', -days);
  const pace = clock.state === 'red' ? 'badge alarm' : clock.state === 'amber' ? 'badge warm' : 'badge';
  const text = clock.state === 'amber' && days > 0 ? say('case.clock.soon', { Left: left }) : left;
  const more = [clock.told !== '' && say('case.clock.told', { Day: sayDay(clock.told) }), clock.theirs && say('case.clock.theirs'), clock.aim && say('case.clock.aim')];
  return el('span', {}, `${sayDay(clock.due)} `, el('span', { class: pace }, text),
    ...more.filter((each) => each !== false).map((each) => el('span', { class: 'clock-more' }, each)));
}

/** How many notices stand open; older ones are folded. */
const openNotices = 3;

/** What the portal told the reporter by itself, the newest first. */
export function drawNotices(desk: Desk): HTMLElement | undefined {
  const newest = [...desk.data.notices].reverse();
  if (newest.length === 0) return undefined;
  const list = (some: readonly Notice[]): HTMLElement => el('ul', { class: 'notices' }, ...some.map((notice) => el('li', {},
    el('span', { class: 'meta' }, notice.day > page.today ? say('case.notices.later', { Day: sayDay(notice.day) }) : sayDay(notice.day)), ' ', noticeText(notice, desk))));
  const older = newest.slice(openNotices);
  return el('div', {}, list(newest.slice(0, openNotices)),
    older.length > 0 && folded(sayCount('case.notices.older', older.length), list(older)));
}

/** A notice of a step is told by the procedure; every other by the portal's words. */
function noticeText({ code, figures }: Notice, desk: Desk): string {
  const { data } = desk;
  const told = { ...figures };
  const step = told['step'] ?? '';
  if (code === 'excepted') told['ground'] = data.words[`mailbox.ground.${told['code'] ?? ''}`] ?? data.words['mailbox.ground.other'] ?? '';
  if (code === 'delayed') told['reason'] = data.words[`mailbox.delay.${told['reason'] ?? ''}`] ?? '';
  if (code !== 'step') {
    const text = filled(data.words[`notice.${code}`] ?? code, told);
    return code === 'asked' ? say('case.notices.asked', { Text: text, Step: askedName({ step }, desk) }) : text;
  }
  const named = { ...told, code: codeName(step, told['code'] ?? '', data), unit: unitName(told['unit'] ?? '', data) };
  return filled(data.procedure.text.steps?.[step]?.notice ?? stepName(step, data), named);
}

/** Fills a notice's placeholders with its figures; days are written in words. */
function filled(text: string, figures: Record<string, string>): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => {
    const value = figures[name] ?? figures[name.toLowerCase()] ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? sayDay(value) : value;
  });
}
