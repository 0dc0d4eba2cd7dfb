import { el } from '../../safe.js';
import { linesOf } from '../../lines.js';
import { codeName, sayWho, stepName } from './names.js';
import { has, say, sayDay } from './page.js';
import type { Asked, Taken } from './casedata.js';
import type { Known } from './names.js';

/** One thing that happened, in words. */
interface Event {
  day: string;
  text: string;
  by: string;
  mark: '' | 'waiting' | 'refused';
}

/** What happened in a case, the newest first: steps, answers to requests, acts of people with a phrase. */
export function drawHistory(known: Known): HTMLElement {
  const { board } = known.data;
  const events: Event[] = [
    ...board.taken.map((taken) => stepEvent(taken, known)),
    ...board.asked.flatMap((asked) => answerEvents(asked, known)),
    ...actEvents(known),
  ].map((event, at) => ({ event, at })).sort((a, b) => (a.event.day === b.event.day ? b.at - a.at : a.event.day < b.event.day ? 1 : -1))
    .map(({ event }) => event);
  if (events.length === 0) return el('p', {}, say('history.none'));
  return el('ol', { class: 'history' }, ...events.map((event) => el('li', {},
    el('span', { class: 'meta' }, sayDay(event.day)), ' ', el('span', {}, event.text),
    event.mark !== '' && el('span', { class: event.mark === 'waiting' ? 'badge warm' : 'badge' }, say(`history.${event.mark}`)),
    event.by !== '' && el('span', { class: 'meta by' }, event.by))));
}

function stepEvent(taken: Taken, known: Known): Event {
  const asked = known.data.board.asked.find((each) => taken.of.includes(each.hash));
  const figures = [
    isAbout(taken) && asked !== undefined ? askedName(asked, known) : '',
    taken.code === '' || taken.step === 'invite' ? '' : codeName(taken.step, taken.code, known.data),
    taken.to === '' && taken.step !== 'affected' ? '' : sayWho(taken.to, known),
    taken.due === '' ? '' : say('history.due', { Day: sayDay(taken.due) }),
  ].filter((each) => each !== '');
  const approved = taken.approved === '' ? '' : say('history.approved', { Name: sayWho(taken.approved, known) });
  return {
    day: taken.day, text: [stepName(taken.step, known.data), ...figures].join(' · '),
    by: [sayWho(taken.by, known), approved].filter((each) => each !== '').join(' · '),
    mark: taken.state === 'done' ? '' : taken.state,
  };
}

/** The steps that are about a request, and mean nothing without its name. */
function isAbout({ step }: Taken): boolean {
  return step === 'ask' || step === 'except' || step === 'respect';
}

function answerEvents(asked: Asked, known: Known): Event[] {
  if (asked.answer === '' || asked.code !== '') return [];
  const text = say(`history.answer.${asked.answer}`, { Step: askedName(asked, known) });
  return [{ day: asked.answered, text, by: sayWho(asked.who, known), mark: '' }];
}

/** What was asked, by its name: a step, reaching a person, or obtaining information. */
export function askedName(asked: Pick<Asked, 'step'>, known: Known): string {
  return asked.step === 'contact' || asked.step === 'obtain' ? say(`ask.${asked.step}`) : stepName(asked.step, known.data);
}

function actEvents(known: Known): Event[] {
  return linesOf(known.opened, 'act').map(({ line }) => ({
    day: line.at, text: has(`history.act.${line.act}`) ? say(`history.act.${line.act}`) : line.act, by: sayWho(line.by, known), mark: '' as const,
  }));
}
