import { el } from '../../safe.js';
import type { Directory } from '../../directory.js';
import type { TalkParts } from '../../submission.js';
import type { OfficerLine } from '../../types.js';
import type { Receipt } from '../../submission.js';
import type { Speech } from '../speech.js';
import type { ReportData } from './data.js';
import { saysYes } from './onward.js';
import { receiversOf, type Receivers } from './receivers.js';

/** What another office is told beside the report; without a talk, why it is not told. */
export interface Second {
  unit: string;
  unitName: string;
  talk: TalkParts | undefined;
  people: readonly OfficerLine[];
  recovery: OfficerLine | undefined;
  /** Why nothing goes there: it receives the report itself, or nobody is left there. */
  not: '' | 'same' | 'nobody';
}

/**
 * Decides whether another office is told as well: if the answers ask for it, that office does
 * not receive the report anyway, and somebody there may read it. What is told is what the form
 * names and nothing more.
 */
export function chooseSecond(
  data: ReportData, directory: Directory, exclusions: readonly string[], fields: TalkParts['fields'], first: Receivers,
): Second | undefined {
  const rule = data.form.second;
  const office = data.second;
  if (rule === undefined || office === undefined || !saysYes(rule.when, fields)) return undefined;
  const { unit, name: unitName } = office;
  const { people, recovery } = receiversOf(office.people ?? [], unit, data.today, directory, exclusions);
  const not = first.unit === unit ? 'same' : people.length === 0 ? 'nobody' : '';
  const talk: TalkParts | undefined = not !== '' ? undefined : {
    unit, form: rule.form, version: office.version, attachments: [], fields: told(rule.fields, fields, data.form.unit),
    recipients: recovery === undefined ? people : [...people, recovery],
  };
  return { unit, unitName, talk, people, recovery, not };
}

/** What the other office is told: the first office's name, and the answers that are mapped. */
function told(map: Record<string, string>, fields: TalkParts['fields'], office: string): TalkParts['fields'] {
  const told: TalkParts['fields'] = { office };
  for (const [to, from] of Object.entries(map)) {
    const answer = fields[from];
    if (answer !== undefined) told[to] = answer;
  }
  return told;
}

/** Shows, before sending, what goes to the other office and who could read it there. */
export function drawSecond(second: Second | undefined, speech: Speech): HTMLElement | undefined {
  if (second === undefined) return undefined;
  const { unitName: Unit, people, recovery, not } = second;
  if (not !== '') return el('div', { class: 'note warm' }, el('p', {}, speech.say(`js.report.second.${not}`, { Unit })));
  return el('div', { class: 'note' },
    el('p', {}, speech.say('js.report.second.goes', { Unit })),
    el('ul', {}, ...people.map((line) => el('li', {}, line.name)),
      recovery !== undefined && el('li', {}, speech.say('js.report.recovery'))));
}

/** Says after sending what became of the other office: its number and who holds a key there, or why it was not told. */
export function drawAlso({ second, receipt }: { second: Second | undefined; receipt: Receipt }, speech: Speech): DocumentFragment | undefined {
  if (second === undefined) return undefined;
  const { unit, unitName: Unit, people, recovery, not } = second;
  const also = receipt.also?.find((each) => each.unit === unit);
  const told = document.createDocumentFragment();
  if (also === undefined) {
    told.append(el('h2', {}, speech.say('sent.also.not', { Unit })),
      el('p', { class: 'note warm' }, speech.say(`js.report.second.${not === '' ? 'nobody' : not}`, { Unit })));
    return told;
  }
  told.append(el('h2', {}, speech.say('sent.also.title', { Unit })),
    el('p', {}, speech.say('sent.also.text', { Unit, Number: also.number })),
    el('ul', {}, ...people.map((line) => el('li', {}, line.name)),
      recovery !== undefined && el('li', {}, speech.say('js.report.recovery'))));
  return told;
}
