import { linesOf } from '../../lines.js';
import { el } from '../../safe.js';
import { alertBox, busy } from './dom.js';
import { codeName, sayWho } from './names.js';
import { say, sayDay, sayError } from './page.js';
import { ChoicePart, type Part } from './steps/part.js';
import { forgetTaken, takenBy, takenChoices, takenHere } from './takensheet.js';
import type { Desk, Draft, Fresh } from './desk.js';

/** The engine's own step by which an officer says that they wrote a report down. */
export const takenDown = 'taken-down';

/** How a report was told to an officer who wrote it down; or the question to say so, where it was written in this tab. */
export function drawTaken(desk: Desk): HTMLElement | undefined {
  const { board, case: { number } } = desk.data;
  const taken = board.taken.find((each) => each.step === takenDown);
  if (taken !== undefined) {
    const agreed = linesOf(desk.opened, 'act').find(({ line }) => line.act === 'agree' && taken.of.includes(line.of))?.line.at;
    return el('div', { class: 'note', 'data-taken': true },
      el('p', {}, say('taken.case', { Name: sayWho(taken.by, desk), Day: sayDay(taken.day), How: codeName(takenDown, taken.code, desk.data) })),
      el('p', {}, agreed === undefined ? say('taken.case.waits') : say('taken.case.agreed', { Day: sayDay(agreed) })));
  }
  const how = takenHere(number);
  const can = board.options.some((option) => option.step === takenDown && option.refused === '');
  if (!can || !takenBy.some((each) => each === how)) return undefined;
  return el('div', { class: 'note warm', 'data-taken': true },
    el('p', {}, say('taken.case.say', { How: codeName(takenDown, how, desk.data) })),
    desk.form(`${takenDown}!`, () => ({ node: sayButton(desk, how), unsent: false })));
}

function sayButton(desk: Desk, how: string): HTMLElement {
  const problem = alertBox();
  const button = el('button', { type: 'button', class: 'button' }, say('taken.case.button'));
  button.addEventListener('click', () => {
    void busy(button, problem, sayError, async () => {
      await desk.take(takenDown, (draft, at) => {
        fill(draft, how, at);
        return Promise.resolve();
      });
      forgetTaken(desk.number);
      desk.finished(`${takenDown}!`, say('taken-down.said'));
    });
  });
  return el('div', {}, problem, button);
}

/** Names the answers, by the line that this browser has checked. */
function fill(draft: Draft, how: string, { opened, data }: Fresh): void {
  const talk = `talk:${data.case.unit}`;
  const answers = opened.entries.find((entry) => entry.kind === 'answers' && entry.compartment === talk)?.hash;
  draft.code = how;
  if (answers !== undefined) draft.of.push(answers);
}

/** What the step asks for, where it is taken from the list of steps. */
export function takenParts(): Part[] {
  return [new ChoicePart(say('taken.how'), takenChoices(), fill)];
}
