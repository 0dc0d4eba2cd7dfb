import { el } from '../../safe.js';
import { isReadable } from '../../bundle.js';
import { folded, said, section } from './dom.js';
import { drawGiven } from './given.js';
import { askedName } from './history.js';
import { sayWho, type Known } from './names.js';
import { page, say, sayCount, sayDay } from './page.js';
import { drawParts } from './parts.js';
import { DayPart, inDays } from './steps/part.js';
import { drawStep } from './steps/form.js';
import { planOf } from './steps/own.js';
import type { Asked } from './casedata.js';
import type { Desk } from './desk.js';

/** What was asked, and what was answered; an exception stands here too, as what it is. */
export function drawRequests(desk: Desk): HTMLElement | undefined {
  const newest = [...desk.data.board.asked].reverse();
  const given = drawGiven(desk);
  if (newest.length === 0 && given === undefined) return undefined;
  const used = newest.filter((each) => each.used);
  return section(say('requests'), 'case-requests', given, ...newest.filter((each) => !each.used).map((each) => drawOne(desk, each)),
    used.length > 0 && folded(sayCount('requests.folded', used.length), ...used.map((each) => drawOne(desk, each))));
}

function drawOne(desk: Desk, asked: Asked): HTMLElement {
  const [state, look] = stateOf(asked);
  const parts = asked.answer === 'part' || asked.answer === 'yes' ? asked.agreed : asked.parts;
  return el('article', { class: 'card request' },
    el('h3', {}, askedName(asked, desk), ' ', el('span', { class: `badge ${look}` }, say(`requests.${state}`))),
    el('p', {}, asked.code === ''
      ? say('requests.asked', { Who: sayWho(asked.who, desk), By: sayWho(asked.by, desk), Day: sayDay(asked.day) })
      : say('requests.excepted', { Ground: say(`except.code.${asked.code}`), By: sayWho(asked.by, desk), Day: sayDay(asked.day) })),
    el('p', { class: 'meta' }, asked.step === 'contact' ? '' : say('requests.to', { To: sayWho(asked.to, desk), Purpose: say(`purpose.${asked.purpose}`) }), ' ',
      say('requests.until', { Day: sayDay(asked.until) })),
    drawLetter(letterOf(asked, desk)),
    asked.answered !== '' && el('p', { class: 'meta' }, say('requests.answered', { Day: sayDay(asked.answered) })),
    asked.review !== '' && el('p', { class: 'meta' }, say('requests.review', { Day: sayDay(asked.review) })),
    parts.length > 0 && el('div', {}, el('p', {}, say(asked.answer === 'part' ? 'requests.parts.part' : 'requests.parts')), drawParts(parts, desk)),
    ...drawSteps(desk, asked));
}

/** The text of the letter that went with a question, "" if none did. */
export function letterOf({ hash }: Pick<Asked, 'hash'>, { data, opened }: Known): string {
  const of = data.board.taken.find((taken) => taken.step === 'ask' && taken.of.includes(hash))?.of ?? [];
  return opened.entries.find((entry) => entry.kind === 'letter' && of.includes(entry.hash) && isReadable(entry))?.text ?? '';
}

function drawLetter(text: string): HTMLElement | undefined {
  return text === '' ? undefined : el('blockquote', { class: 'asked-letter' }, said(text));
}

/** How a request stands, and how that is shown. */
function stateOf(asked: Asked): [state: string, look: string] {
  if (asked.code !== '') return asked.approved ? ['approved', 'warm'] : ['waits', 'warm'];
  if (asked.used) return ['used', ''];
  if (asked.answer !== '') return [asked.answer, asked.alive ? 'good' : asked.answer === 'no' || asked.answer === 'withdrawn' ? 'alarm' : ''];
  return asked.until < page.today ? ['over', ''] : ['open', 'warm'];
}

/** What can be done about it here: respect a no, postpone an entry again. */
function drawSteps(desk: Desk, asked: Asked): HTMLElement[] {
  const { options, taken } = desk.data.board;
  const can = (step: string): boolean => options.some((option) => option.step === step && option.refused === '');
  const respected = taken.some((each) => each.step === 'respect' && each.of.includes(asked.hash));
  const steps: HTMLElement[] = [];
  if (asked.answer === 'no' && !respected && can('respect')) {
    steps.push(drawStep(desk, `respect:${asked.hash}`, say('respect.name'), say('respect.hint'), () => planOf('respect', asked.hash)));
  }
  const except = taken.find((each) => each.step === 'except' && each.of.includes(asked.hash) && each.state === 'done');
  if (except !== undefined && asked.review > page.today && can('renew')) {
    const day = new DayPart(say('except.review'), (draft, value) => { draft.day = value; }, { from: inDays(1), to: inDays(90) });
    steps.push(drawStep(desk, `renew:${except.hash}`, say('renew.name'), say('renew.hint'), () => planOf('renew', except.hash, [day])));
  }
  return steps;
}
