import { holderOf } from '../../../directory.js';
import { el } from '../../../safe.js';
import { alertBox, busy } from '../dom.js';
import { clockName } from '../names.js';
import { page, say, sayDay, sayError } from '../page.js';
import type { Desk, Draft } from '../desk.js';
import { inDays } from './part.js';
import { saidRole } from './own.js';

// What an officer should see before the steps themselves.

/** How long a person can take back that they withdrew, in days. */
const undoDays = 7;

function can(desk: Desk, step: string): boolean {
  return desk.data.board.options.some((option) => option.step === step && option.refused === '');
}

/** That the person withdrew, what stops by it, and what may go on. */
export function drawWithdrawn({ data: { board } }: Desk): HTMLElement | undefined {
  if (board.withdrawn === '' || board.ended !== '') return undefined;
  const until = inDays(undoDays, board.withdrawn);
  return el('div', { class: 'note warm' }, el('p', {}, say('withdrawn', { Day: sayDay(board.withdrawn) })),
    el('p', {}, say(until < page.today ? 'withdrawn.over' : 'withdrawn.wait', { Day: sayDay(until) })));
}

/** What is late: the person is to be told why, and until when. */
export function drawLate(desk: Desk): HTMLElement | undefined {
  const late = desk.data.case.clocks.filter((clock) => clock.state === 'red' && clock.met === '' && !clock.theirs);
  if (late.length === 0 || desk.data.board.ended !== '') return undefined;
  const open = (): void => { openStep('delay'); };
  return el('div', { class: 'note alarm' },
    el('p', {}, say('late')), el('ul', {}, ...late.map((clock) => el('li', {}, say('late.one', { Clock: clockName(clock.code, desk.data), Day: sayDay(clock.due) })))),
    can(desk, 'delay') && el('button', { type: 'button', class: 'button', onclick: open }, say('late.tell')));
}

/** Opens a step of the list, with whatever it is folded into. */
function openStep(step: string): void {
  const details = document.querySelector<HTMLDetailsElement>(`details[data-step="${step}"]`);
  for (let outer: HTMLDetailsElement | null = details; outer !== null; outer = outer.parentElement?.closest('details') ?? null) outer.open = true;
  details?.querySelector('summary')?.focus();
}

/** While nobody answers for an open case, whoever may can take it on in one click. */
export function drawHandler(desk: Desk): HTMLElement | undefined {
  const { board } = desk.data;
  if (board.handler !== '' || board.ended !== '' || !can(desk, 'assign')) return undefined;
  const me = (): string => {
    const line = desk.opened.directory.current(page.me, page.today);
    return line === undefined ? '' : holderOf(line);
  };
  return el('div', { class: 'note' }, el('p', {}, say('assign.propose')), desk.form('assign!', () => ({
    node: oneClick(desk, 'assign', say('assign.propose.yes'), say('assign.propose.said'), (draft) => { draft.to = me(); }), unsent: false,
  })));
}

/** While nobody has said who is affected, what the report says of it is proposed in one click. */
export function drawAffected(desk: Desk): HTMLElement | undefined {
  const said = saidRole(desk);
  if (desk.data.board.whose !== '' || !can(desk, 'affected')) return undefined;
  if (said !== 'self') {
    return el('div', { class: 'note warm' }, el('p', {}, say(said === 'other' ? 'affected.propose.other' : 'affected.propose.unknown')));
  }
  return el('div', { class: 'note' }, el('p', {}, say('affected.propose.self')),
    desk.form('affected!', () => ({ node: oneClick(desk, 'affected', say('affected.propose.yes'), say('affected.said'), () => undefined), unsent: false })));
}

/** A step that needs no form: its button, and what went wrong. */
function oneClick(desk: Desk, step: string, label: string, said: string, fill: (draft: Draft) => void): HTMLElement {
  const problem = alertBox();
  const button = el('button', { type: 'button', class: 'button', 'data-one': step }, label);
  button.addEventListener('click', () => {
    void busy(button, problem, sayError, async () => {
      await desk.take(step, (draft) => { fill(draft); return Promise.resolve(); });
      desk.finished(`${step}!`, said);
    });
  });
  return el('div', {}, problem, button);
}
