import { beginOffice } from '../../../begin.js';
import { el } from '../../../safe.js';
import { givenParts, livingUnits } from '../given.js';
import { codeName, sayWho, stepName } from '../names.js';
import { page, say, sayDay } from '../page.js';
import type { Option } from '../casedata.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import { OutcomePart } from './outcome.js';
import { takeIt, type StepPlan } from './form.js';
import { ChoicePart, DayPart, SelectPart, ShownPart, type Part } from './part.js';
import { restsPart, usable } from './rests.js';
import { SheetPart } from './sheet.js';
import { TextPart, letterPart, placeOfLetters } from './text.js';

/** The form of a step of the case's procedure, put together from what the step needs. */
export function planStep(desk: Desk, option: Option): StepPlan {
  const { data } = desk;
  const name = stepName(option.step, data);
  const parts = option.kind === 'accept' ? acceptParts(desk) : option.kind === 'decline' ? declineParts(desk, option) : plainParts(desk, option);
  const second = option.second.length > 0;
  if (second) parts.push(new ShownPart(el('p', { class: 'note' }, say('step.second'))));
  return { step: option.step, lead: '', parts, button: takeIt(second), said: say(second ? 'step.waits' : 'step.taken', { Step: name }) };
}

function plainParts(desk: Desk, option: Option): Part[] {
  const needs = (...any: string[]): boolean => any.some((need) => option.needs.includes(need));
  const parts: Part[] = [];
  if (option.kind === 'pass-on' && usable(desk, option.step).length === 0 && livingUnits(desk).length > 0) parts.push(...givenParts(desk));
  else if (needs('consent') || option.kind === 'refer' || option.kind === 'pass-on') parts.push(restsPart(desk, option));
  if (option.done) parts.push(actionPart(desk));
  if (needs('code')) parts.push(codePart(desk, option));
  if (needs('assessment')) parts.push(new SheetPart(desk, 'assessment', option.sheet));
  if (needs('note')) parts.push(new SheetPart(desk, 'note', option.sheet));
  if (needs('day')) parts.push(dayPart(option));
  if (needs('statement')) parts.push(...statementParts(desk, option));
  if (needs('letter')) parts.push(letterPart(desk));
  if (needs('outcome')) parts.push(new OutcomePart(desk, option.step, option.outcomes, placeOfLetters(desk)));
  return parts;
}

/** One of the step's codes, in words. */
function codePart(desk: Desk, option: Option): ChoicePart {
  const choices = option.codes.map((value) => ({ value, label: codeName(option.step, value, desk.data) }));
  return new ChoicePart(say('step.code'), choices, (draft, value) => { draft.code = value; });
}

function dayPart(option: Option): DayPart {
  return new DayPart(say(option.action ? 'step.action.day' : 'step.day'), (draft, day) => { draft.day = day; });
}

/** Which open action is done. */
function actionPart(desk: Desk): SelectPart {
  const { board } = desk.data;
  const open = board.actions.filter((each) => each.done === '').map((each) => {
    return { value: each.hash, label: say('step.action.one', { Step: stepName(each.step, desk.data), Day: sayDay(each.due) }) };
  });
  return new SelectPart(say('step.action.which'), open, (draft, hash) => { draft.of.push(hash); });
}

/** A statement goes to whoever made it, to check: the person who reported, or somebody with a mailbox here. */
export function statementParts(desk: Desk, option: Pick<Option, 'sheet'>): Part[] {
  const { board, case: facts } = desk.data;
  const people = ['', ...board.parties.map((party) => party.who)].map((value) => ({ value, label: sayWho(value, desk) }));
  const place = (draft: Draft): string => (draft.to === '' ? `talk:${facts.unit}` : draft.to);
  const text = option.sheet !== '' ? new SheetPart(desk, 'statement', option.sheet, '', place)
    : new TextPart(desk, 'statement', place, { label: say('step.statement'), hint: say('step.statement.hint') });
  if (people.length === 1) return [text];
  const choices = people.map(({ value, label }) => ({ value: value === '' ? 'reporter' : value, label }));
  return [new ChoicePart(say('step.statement.whose'), choices, (draft, value) => { draft.to = value === 'reporter' ? '' : value; }), text];
}

/** Taking over what another office passed on: a talk and a file of this office, and a first letter. */
function acceptParts(desk: Desk): Part[] {
  const { unit } = desk.data.case;
  const begin = async (draft: Draft, { data, opened, now }: Fresh): Promise<void> => {
    const served = data.colleagues.map((colleague) => colleague.person);
    const { grants } = await beginOffice(opened, unit, page.today, now, served);
    draft.grants.push(...grants);
  };
  return [
    new ShownPart(el('p', { class: 'hint' }, say('accept.lead')), begin),
    new TextPart(desk, 'letter', () => `talk:${unit}`, {
      label: say('accept.letter'), hint: say('step.letter.hint', { Language: desk.data.theirs.name }),
    }),
  ];
}

/** Giving it back: a reason in plain, and a letter that the other office and the person both read. */
function declineParts(desk: Desk, option: Option): Part[] {
  const place = (at: Fresh): string =>
    [...at.opened.turns.keys()].find((compartment) => compartment.startsWith('share:')) ?? '';
  const parts: Part[] = option.needs.includes('code') || option.codes.length > 0 ? [codePart(desk, option)] : [];
  parts.push(new TextPart(desk, 'letter', (_, at) => place(at), {
    label: say('decline.letter'), hint: say('decline.letter.hint', { Language: desk.data.theirs.name }),
  }));
  if (option.needs.includes('note')) parts.push(new SheetPart(desk, 'note', option.sheet, say('decline.note')));
  return parts;
}
