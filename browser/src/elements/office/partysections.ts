import { makePartyLetter } from '../../party.js';
import { el } from '../../safe.js';
import { section } from './dom.js';
import { Editor } from './editor.js';
import { sayParty } from './names.js';
import { say, sayDay } from './page.js';
import { OutcomePart } from './steps/outcome.js';
import { DayPart, inDays } from './steps/part.js';
import { drawStep, takeIt, type StepPlan } from './steps/form.js';
import { TextPart } from './steps/text.js';
import { drawThread } from './thread.js';
import type { PartyRow } from './casedata.js';
import type { Desk } from './desk.js';

/** How long somebody has to answer unless the office says otherwise, in days. */
const answerDays = 14;

/** Everyone beside the reporter who has a mailbox here, each in a part of their own: nobody sees another's. */
export function drawParties(desk: Desk): HTMLElement[] {
  return desk.data.board.parties.map((party) => section(sayParty(party.who, desk.data), 'case-party',
    el('dl', { class: 'facts party-facts' }, ...factsOf(party)),
    drawThread(desk.opened.entries, (compartment) => compartment === party.who, desk.number, desk.key, desk) ?? el('p', {}, say('party.none')),
    drawSteps(desk, party),
    el('details', { class: 'folds' }, el('summary', {}, say('party.write')), desk.form(`letter:${party.who}`, () => letterEditor(desk, party)))));
}

function factsOf(party: PartyRow): HTMLElement[] {
  const row = (label: string, value: string): HTMLElement => el('div', {}, el('dt', {}, label), el('dd', {}, value));
  const told = party.told === '' ? say('party.told.no') : say('party.told.on', { Day: sayDay(party.told), Until: party.answerBy === '' ? '' : sayDay(party.answerBy) });
  return [
    row(say('party.since'), sayDay(party.since)),
    row(say('party.opened'), party.opened === '' ? say('party.opened.no') : say('party.opened.yes', { Day: sayDay(party.opened) })),
    ...(party.role === 'concerned' ? [row(say('party.told'), told), row(say('party.heard'), say(party.heard ? 'party.heard.yes' : 'party.heard.no'))] : []),
    row(say('party.outcome'), say(party.outcome !== '' ? 'party.outcome.yes' : party.told === '' ? 'party.told.no' : 'party.outcome.no')),
  ];
}

function drawSteps(desk: Desk, party: PartyRow): HTMLElement {
  const can = (step: string): boolean => desk.data.board.options.some((option) => option.step === step && option.refused === '');
  const step = (name: string, plan: () => StepPlan): HTMLElement | false =>
    can(name) && drawStep(desk, `${name}:${party.who}`, say(`${name}.name`), say(`${name}.hint`), plan);
  return el('div', { class: 'steps' },
    step('tell', () => planTell(desk, party)),
    step('statement', () => planStatement(desk, party)),
    step('party-outcome', () => planOutcome(desk, party)));
}

/** Telling in writing what it concerns, with a day until which they can answer. */
function planTell(desk: Desk, { who }: PartyRow): StepPlan {
  const letter = new TextPart(desk, 'letter', () => who, { label: say('tell.letter'), hint: say('tell.letter.hint'), files: true });
  const day = new DayPart(say('tell.day'), (draft, value) => { draft.day = value; }, { hint: say('tell.day.hint'), from: inDays(1), day: inDays(answerDays) });
  return { step: 'tell', lead: say('tell.lead'), parts: [letter, day], last: (draft) => { draft.to = who; }, button: takeIt(false), said: say('tell.said') };
}

function planStatement(desk: Desk, { who }: PartyRow): StepPlan {
  const text = new TextPart(desk, 'statement', () => who, { label: say('step.statement'), hint: say('step.statement.hint') });
  return { step: 'statement', lead: say('statement.lead'), parts: [text], last: (draft) => { draft.to = who; }, button: takeIt(false), said: say('statement.said') };
}

function planOutcome(desk: Desk, { who }: PartyRow): StepPlan {
  const option = desk.data.board.options.find((each) => each.step === 'party-outcome');
  const outcome = new OutcomePart(desk, 'party-outcome', option?.outcomes.length === 0 ? option.codes : option?.outcomes ?? [], who, false);
  return {
    step: 'party-outcome', lead: say('party-outcome.lead'), parts: [outcome], last: (draft) => { draft.to = who; },
    button: takeIt(false), said: say('party-outcome.said'),
  };
}

/** Letters that are no step: asked and answered in between. */
function letterEditor(desk: Desk, { who }: PartyRow): Editor {
  return new Editor(
    { label: say('party.letter'), hint: say('party.letter.hint'), send: say('case.letter.send'), sent: say('case.letter.sent') },
    desk.limits, async (text, files) => {
      await desk.send(async ({ opened, now }) => ({ grants: [], ...await makePartyLetter(opened, who, text, files, now) }));
    });
}

