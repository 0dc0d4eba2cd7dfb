import { el } from '../../../safe.js';
import { section } from '../dom.js';
import { planAsk } from '../ask.js';
import { planException } from '../exception.js';
import { planInvite, planNewMailbox } from '../invite.js';
import { stepName } from '../names.js';
import { has, say } from '../page.js';
import { takenDown } from '../takencase.js';
import type { Option } from '../casedata.js';
import type { Desk } from '../desk.js';
import { drawAffected, drawHandler, drawLate, drawWithdrawn } from './ahead.js';
import { drawStep, type StepPlan } from './form.js';
import { ownPlans } from './own.js';
import { planStep } from './procedure.js';

/** The engine's own steps that stand in the list, in the order in which an officer looks for them. */
const ownOrder = ['affected', 'ask', 'invite', 'delay', 'category', 'assign', 'cover', 'statement', 'link', 'except', 'new-mailbox', takenDown];

/** What can be done on a case now, how it can end, what else, and what cannot be done yet and why. */
export function drawNext(desk: Desk): HTMLElement {
  const { board, procedure } = desk.data;
  const own = ownOrder.flatMap((step) => board.options.find((option) => option.kind === 'own' && option.step === step && isStillTrue(option)) ?? []);
  const all = [...board.options.filter((option) => option.kind !== 'own' && isOfCase(desk, option)), ...own];
  const can = all.filter((option) => option.refused === '');
  // To give an offer back is an answer to it, and stands beside taking it.
  const isEnd = (option: Option): boolean => procedure.ends.includes(option.to) && option.kind !== 'decline';
  const onward = can.filter((option) => option.kind !== 'own' && !isEnd(option));
  const ends = can.filter((option) => option.kind !== 'own' && isEnd(option));
  const not = all.filter((option) => option.refused !== '');
  return section(say('next'), 'case-next', drawWithdrawn(desk), drawLate(desk), drawAffected(desk), drawHandler(desk),
    onward.length > 0 ? drawSteps(desk, onward) : el('p', {}, say(board.ended === '' ? 'next.none' : 'next.ended')),
    drawMore(desk, say('next.ends'), ends), drawMore(desk, say('next.also'), can.filter((option) => option.kind === 'own')),
    not.length > 0 && el('details', { class: 'folds more' }, el('summary', {}, say('next.not')), drawRefused(desk, not)));
}

/** Taking or giving back an offer is asked only where there was one. */
function isOfCase({ data }: Desk, option: Option): boolean {
  return data.board.giver !== null || (option.kind !== 'accept' && option.kind !== 'decline');
}

/** Once a case has moved, nobody asks any more whether it was written down for somebody. */
function isStillTrue({ step, refused }: Option): boolean {
  return step !== takenDown || refused === '';
}

function drawSteps(desk: Desk, options: readonly Option[]): HTMLElement {
  return el('div', { class: 'steps' }, ...options.map((option) => drawOption(desk, option)));
}

function drawMore(desk: Desk, title: string, options: readonly Option[]): HTMLElement | false {
  return options.length > 0 && el('details', { class: 'folds more' }, el('summary', {}, title), drawSteps(desk, options));
}

/** Whether the case has steps of its own procedure; an enquiry has none, and only what any office can do. */
export function hasProcedure({ data }: Desk): boolean {
  return data.board.options.some((option) => option.kind !== 'own');
}

/** What can be done where there is no procedure. */
export function drawAlso(desk: Desk): HTMLElement | undefined {
  const can = ownOrder.flatMap((step) => desk.data.board.options.find((option) => option.step === step && option.refused === '') ?? []);
  return can.length === 0 ? undefined : section(say('next.also'), 'case-also', drawSteps(desk, can));
}

function drawOption(desk: Desk, option: Option): HTMLElement {
  const { step } = option;
  return drawStep(desk, step, stepName(step, desk.data), hintOf(desk, option), () => planOf(desk, option));
}

function planOf(desk: Desk, option: Option): StepPlan {
  if (option.kind !== 'own') return planStep(desk, option);
  switch (option.step) {
    case 'ask': return planAsk(desk);
    case 'except': return planException(desk);
    case 'invite': return planInvite(desk);
    case 'new-mailbox': return planNewMailbox(desk);
    default: return ownPlans[option.step]?.(desk) ?? { step: option.step, lead: '', parts: [], button: say('step.take'), said: '' };
  }
}

function hintOf(desk: Desk, { step }: Option): string {
  return desk.data.procedure.text.steps?.[step]?.hint ?? (has(`${step}.hint`) ? say(`${step}.hint`) : '');
}

/** Each reason once, with the steps that it keeps from being taken. */
function drawRefused(desk: Desk, options: readonly Option[]): HTMLElement {
  const reasons = [...new Set(options.map((option) => option.refused))];
  return el('dl', { class: 'refused' }, ...reasons.flatMap((reason) => [
    el('dt', {}, desk.data.reasons[reason] ?? say('next.refused')),
    ...options.filter((option) => option.refused === reason).map((option) => el('dd', {}, stepName(option.step, desk.data))),
  ]));
}
