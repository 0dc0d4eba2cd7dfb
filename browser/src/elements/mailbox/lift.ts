import { personOf } from '../../directory.js';
import { split } from '../../forms.js';
import { el } from '../../safe.js';
import { sendAct } from './acts.js';
import { secondPress } from './confirm.js';
import { officeOf, officerName } from './names.js';
import type { Speech } from '../speech.js';
import type { OfficeReading, Reading } from './reading.js';
import type { Visit } from './visit.js';

/** Whom the person kept out when they wrote and did not let in again. It is told once, with the first office. */
export function keptOut({ part, suffix }: Pick<OfficeReading, 'part' | 'suffix'>, { who, opened }: Pick<Reading, 'who' | 'opened'>): readonly string[] {
  return who === 'reporter' && suffix === '' && part.kind !== 'feedback' ? opened.exclusions : [];
}

/** Letting somebody in again: first what that means, then a second press, for each of them. */
export function drawLift(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const { speech, reading } = visit;
  const names = keptOut(at, reading);
  if (names.length === 0) return undefined;
  return el('details', { class: 'card folds', 'data-act': 'lift' }, el('summary', {}, speech.say('mailbox.lift')),
    el('p', {}, speech.say('mailbox.lift.text')),
    el('ul', {}, ...names.map((each) => el('li', {}, keptName(each, reading, visit.data.today, speech)))),
    el('p', {}, speech.say('mailbox.lift.means')),
    ...names.map((each) => drawOne(each, at, visit)));
}

function drawOne(each: string, at: OfficeReading, visit: Visit): HTMLElement {
  const { speech } = visit;
  const Name = shortName(each, visit.reading, visit.data.today, speech);
  return secondPress(speech.say('mailbox.lift.send', { Name }), [el('p', {}, speech.say('js.mailbox.lift.sure', { Name }))], speech.say('js.mailbox.lift.yes'), visit,
    (button, status) => { void sendAct('lift', each, { at, visit, button, status, done: speech.say('js.mailbox.lift.done') }); });
}

/** A person without their office, which the list names. */
function shortName(each: string, reading: Reading, today: string, speech: Speech): string {
  return reading.opened.directory.current(personOf(each), today)?.name ?? keptName(each, reading, today, speech);
}

/** A whole office, or a person with theirs. */
function keptName(each: string, { opened: { directory } }: Reading, today: string, speech: Speech): string {
  const [kind, id] = split(each);
  if (kind === 'unit') return officeOf(id, speech);
  return officerName(directory.current(personOf(each), today) ?? directory.newest(personOf(each)), speech);
}
