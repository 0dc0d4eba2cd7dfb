import { holderOf } from '../../../directory.js';
import { hash } from '../../../encode.js';
import { el } from '../../../safe.js';
import { makeColleagueGrants, waitingFor } from '../../../write.js';
import { sayWho } from '../names.js';
import { page, say } from '../page.js';
import type { Sealed } from '../../../types.js';
import type { CaseData } from '../casedata.js';
import type { Desk, Fresh } from '../desk.js';
import { takeIt, type StepPlan } from './form.js';
import { takenParts } from '../takencase.js';
import { ChoicePart, DayPart, SelectPart, ShownPart, dayAfter, inDays, type Choice, type Part } from './part.js';
import { statementParts } from './procedure.js';
import { TypedPart } from './typed.js';

/** The reasons for a delay that the person is told. */
const delays = ['more-facts', 'waiting-for-you', 'waiting-for-office', 'absence', 'workload', 'other'] as const;

/** The engine's own steps that need no more than a choice or a day, by name. */
export const ownPlans: Record<string, (desk: Desk) => StepPlan> = {
  assign: (desk) => plan('assign', [colleaguePart(desk, false)]),
  cover: (desk) => plan('cover', [
    colleaguePart(desk, true), new DayPart(say('cover.day'), (draft, day) => { draft.day = day; }, { to: inDays(366) }),
  ]),
  affected: (desk) => {
    const second = desk.data.board.options.some((each) => each.step === 'affected' && each.second.length > 0);
    const named = plan('affected', [affectedPart(desk)]);
    return second ? { ...named, lead: say('affected.second'), button: takeIt(true), said: say('except.said') } : named;
  },
  category: (desk) => plan('category', [categoryPart(desk)]),
  delay: (desk) => plan('delay', [
    new ChoicePart(say('delay.reason'), delays.map((value) => ({ value, label: say(`delay.code.${value}`) })), (draft, value) => { draft.code = value; }),
    new DayPart(say('delay.day'), (draft, day) => { draft.day = day; }, { hint: say('delay.day.hint'), from: dayAfterDue(desk) }),
  ]),
  link: () => plan('link', [new TypedPart(say('link.number'), say('link.hint'), /^\d{4}-\d{4}$/, say('link.wrong'), (draft, number) => { draft.to = `case:${number}`; })]),
  'taken-down': () => plan('taken-down', takenParts()),
  statement: (desk) => plan('statement', statementParts(desk, { sheet: '' })),
};

function plan(step: string, parts: Part[]): StepPlan {
  return { step, lead: say(`${step}.lead`), parts, button: takeIt(false), said: say(`${step}.said`) };
}

/** The day after the office's own clock that is due first: a delay moves it to later than that. */
function dayAfterDue(desk: Desk): string {
  const [first = page.today] = desk.data.case.clocks.filter((each) => each.met === '' && each.theirs !== true).map((each) => each.due).sort();
  return first < page.today ? inDays(1) : dayAfter(first);
}

/** A colleague who may hold this case; whoever is assigned and lacks a key is handed it with the step. */
function colleaguePart(desk: Desk, others: boolean): SelectPart {
  const { opened, data } = desk;
  const choices = speakersFirst(data).flatMap(({ person }): Choice[] => {
    const line = opened.directory.current(person, page.today);
    if (line === undefined || (others && person === page.me)) return [];
    const name = person === page.me ? say('case.holder.you', { Name: line.name }) : line.name;
    const spoken = data.spoken[person] ?? [];
    return [{ value: holderOf(line), label: spoken.length === 0 ? name : say('step.colleague.spoken', { Name: name, Languages: sayLanguages(spoken) }) }];
  });
  return new SelectPart(say('step.colleague'), choices, async (draft, holder, at) => {
    draft.to = holder;
    const handed = await keysFor(holder, at);
    draft.grants.push(...handed);
    // What somebody is handed to stand in ends with it: the line names it.
    if (others) draft.of.push(...handed.map((grant) => hash(grant.line)));
  }, { hint: say('step.colleague.hint') });
}

/** Colleagues who work in the case's language come first; the order is kept otherwise. */
function speakersFirst({ colleagues, spoken, theirs }: CaseData): CaseData['colleagues'] {
  const speaks = ({ person }: { person: string }): boolean => spoken[person]?.includes(theirs.language) === true;
  return [...colleagues.filter(speaks), ...colleagues.filter((each) => !speaks(each))];
}

function sayLanguages(codes: readonly string[]): string {
  return codes.map((code) => say(`language.${code}`)).join(', ');
}

async function keysFor(holder: string, at: Fresh): Promise<Sealed[]> {
  const persons = at.data.colleagues.map((each) => each.person);
  const line = waitingFor(at.opened, persons, page.today).find((each) => holderOf(each) === holder);
  return line === undefined ? [] : makeColleagueGrants(at.opened, line, at.now);
}

/** Whom it happened to: what the report says is proposed. */
function affectedPart(desk: Desk): ChoicePart {
  const { board } = desk.data;
  const affected = board.parties.filter((party) => party.role === 'affected');
  const choices: Choice[] = [
    { value: 'reporter', label: say('who.reporter') },
    ...affected.map((party) => ({ value: party.who, label: sayWho(party.who, desk) })),
  ];
  const said = saidRole(desk);
  return new ChoicePart(say('affected.who'), choices, (draft, value) => { draft.to = value === 'reporter' ? '' : value; },
    { hint: said === '' ? '' : say(`affected.role.${said}`), ...(said === 'self' ? { chosen: 'reporter' } : {}) });
}

/** What the report itself says about its sender: it happened to them, or to somebody else; "" if it does not. */
export function saidRole(desk: Pick<Desk, 'opened'>): '' | 'self' | 'other' {
  const role = [desk.opened.answers?.fields['role'] ?? ''].flat()[0] ?? '';
  return role === '' ? '' : role === 'affected' || role === 'self' ? 'self' : 'other';
}

function categoryPart(desk: Desk): ChoicePart {
  const { categories, text } = desk.data.procedure;
  const choices = categories.map((value) => ({ value, label: text.categories?.[value] ?? value }));
  return new ChoicePart(say('category.which'), choices, (draft, value) => { draft.code = value; }, { chosen: desk.data.board.category });
}

/** A step that names an earlier line and asks nothing else: one sentence and its button. */
export function planOf(step: string, hash: string, more: Part[] = []): StepPlan {
  return plan(step, [new ShownPart(el('p', {}, say(`${step}.text`)), (draft) => { draft.of.push(hash); }), ...more]);
}
