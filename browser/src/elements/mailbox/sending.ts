import { givenAtSending, makeTakingBack, type GivenAtSending } from '../../sending.js';
import { el } from '../../safe.js';
import { nowNear } from '../report/data.js';
import { talkOf } from '../../trust.js';
import { doIt } from './confirm.js';
import { officeOf } from './names.js';
import type { Speech } from '../speech.js';
import type { OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

/** How far a yes is that was given at sending. */
const states = ['text', 'used', 'back', 'over'] as const;

/**
 * What the person agreed to as they sent the report: that another office may be given exactly that, if
 * it is the right one; and a way back while it is not used. Where somebody else turned out to be
 * affected it counts for nothing, and nothing is said.
 */
export function drawSending(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const { speech, data } = visit;
  // Of a case that ended nothing more can be passed on.
  const given = givenTo(at, visit).filter((each) => at.part.ended === '' || stateOf(each, data.today) !== 'text');
  if (given.length === 0 || at.part.whose === 'other') return undefined;
  const standing = given.filter((each) => stateOf(each, data.today) === 'text');
  return el('section', { 'data-sending': true }, el('h3', {}, speech.say('mailbox.ahead')),
    ...states.flatMap((state) => says(state, given.filter((each) => stateOf(each, data.today) === state), speech)),
    standing.length > 0 && drawBack(standing, at, visit));
}

/** What was agreed to of what lies between the person and this office. */
function givenTo(at: OfficeReading, { opened }: Visit): GivenAtSending[] {
  const mine = new Set(opened.entries.filter((entry) => entry.compartment === talkOf(at.part.unit)).map((entry) => entry.id));
  return givenAtSending(opened).filter(({ consent: { line } }) => line.by === opened.me.by && line.parts.some(({ id }) => mine.has(id)));
}

function stateOf({ used, withdrawn, answered, consent }: GivenAtSending, today: string): typeof states[number] {
  if (used) return 'used';
  if (withdrawn !== '') return 'back';
  if (answered !== '') return 'over';
  return consent.line.until < today ? 'over' : 'text';
}

function says(state: typeof states[number], given: readonly GivenAtSending[], speech: Speech): HTMLElement[] {
  const last = given.at(-1);
  if (last === undefined) return [];
  const day = (state === 'back' ? last.withdrawn : state === 'over' ? last.answered : '') || last.consent.line.until;
  return [el('p', {}, speech.say(`mailbox.ahead.${state}`, { Offices: given.map(({ unit }) => officeOf(unit, speech)).join(speech.say('list.between')), Day: speech.day(day) }))];
}

function drawBack(standing: readonly GivenAtSending[], at: OfficeReading, visit: Visit): HTMLElement {
  const status = el('div', {});
  const button = el('button', { type: 'button', class: 'quiet', 'data-back': true }, visit.speech.say('request.back'));
  button.addEventListener('click', () => {
    const now = nowNear(visit.data.today);
    void doIt({
      visit, suffix: at.suffix, button, status, done: visit.speech.say('mailbox.answered'), what: 'ahead',
      make: () => Promise.resolve({
        unit: at.part.unit, items: [], uploads: [], lines: standing.map((each) => makeTakingBack(visit.opened, each, now)),
      }),
    });
  });
  return el('div', {}, el('p', {}, visit.speech.say('mailbox.ahead.take')), status, el('p', { class: 'actions' }, button));
}
