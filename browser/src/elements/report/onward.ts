import { el } from '../../safe.js';
import type { Speech } from '../speech.js';
import type { Sealed } from './answers.js';
import type { OfficeName, ReportData } from './data.js';

/**
 * The offices to which a report may be passed on, if one of them is the right one: all that could
 * receive it, but for those that are told anyway and those kept out. Undefined: the answers do not
 * say so, or the form does not ask.
 */
export function chooseOnward(
  data: ReportData, fields: Sealed, exclusions: readonly string[], told: readonly string[],
): OfficeName[] | undefined {
  const { onward } = data.form;
  if (onward === undefined || !saysYes(onward, fields)) return undefined;
  return (data.onward ?? []).filter(({ unit }) => !told.includes(unit) && !exclusions.includes(`unit:${unit}`));
}

/** Whether each of these questions has one of the answers wanted of it. */
export function saysYes(when: Record<string, string[]>, fields: Sealed): boolean {
  return Object.entries(when).every(([id, wanted]) => [fields[id] ?? []].flat().some((answer) => wanted.includes(answer)));
}

/** Says, before sending, to whom it may be passed on; or that they are asked first. Nothing where the form does not ask. */
export function drawOnward(offices: readonly OfficeName[] | undefined, isAsked: boolean, speech: Speech): HTMLElement | '' {
  if (!isAsked) return '';
  return el('div', { class: 'note', 'data-onward': true }, el('p', {}, offices === undefined || offices.length === 0
    ? speech.say('js.report.onward.ask') : speech.say('js.report.onward', { Offices: namesOf(offices, speech) })));
}

/** Says it once more after sending, where there was a yes. */
export function drawAgreed(offices: readonly OfficeName[], speech: Speech): DocumentFragment | false {
  if (offices.length === 0) return false;
  const said = document.createDocumentFragment();
  said.append(el('h2', {}, speech.say('sent.onward.title')), el('p', {}, speech.say('sent.onward.text', { Offices: namesOf(offices, speech) })));
  return said;
}

function namesOf(offices: readonly OfficeName[], speech: Speech): string {
  return offices.map(({ name }) => name).join(speech.say('list.between'));
}
