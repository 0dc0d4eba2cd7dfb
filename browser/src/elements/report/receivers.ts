import { Directory, isExcluded } from '../../directory.js';
import { el, put } from '../../safe.js';
import type { OfficerLine } from '../../types.js';
import type { Speech } from '../speech.js';
import type { Person, ReportData } from './data.js';

/** Who receives a report: all lines are checked by this page. */
export interface Receivers {
  unit: string;
  people: OfficerLine[];
  recovery: OfficerLine | undefined;
  fallback: boolean;
}

/**
 * Chooses who receives under the exclusions: the unit's own officers, or the fallback unit's
 * if nobody is left there. The server can leave a person out (a suspension is immediate); it
 * cannot put one in, since each must be in the checked directory. Undefined: nobody is left.
 */
export function chooseReceivers(data: ReportData, directory: Directory, exclusions: readonly string[]): Receivers | undefined {
  const offices = [{ unit: data.unit, people: data.intake }, { unit: data.fallback.unit, people: data.fallback.people ?? [] }];
  for (const [i, office] of offices.entries()) {
    const { people, recovery } = receiversOf(office.people, office.unit, data.today, directory, exclusions);
    if (people.length > 0) return { unit: office.unit, people, fallback: i > 0, recovery };
  }
  return undefined;
}

/** Who of one office would get a key: the officers whom its checked lines prove, and its recovery. */
export function receiversOf(
  people: readonly Person[], unit: string, today: string, directory: Directory, exclusions: readonly string[],
): Pick<Receivers, 'people' | 'recovery'> {
  const recovery = directory.recovery(unit, today);
  return {
    people: people.flatMap((person) => receiver(person, unit, today, directory, exclusions)),
    recovery: recovery !== undefined && !isExcluded(recovery, exclusions) ? recovery : undefined,
  };
}

function receiver(
  { person }: Person, unit: string, today: string, directory: Directory, exclusions: readonly string[],
): OfficerLine[] {
  const line = directory.current(person, today);
  if (line === undefined || line.unit !== unit || line.verify === '' || isExcluded(line, exclusions)) return [];
  return line.roles.some((role) => role === 'intake' || role === 'head') ? [line] : [];
}

/** Warns, before anything is sent, of those who are named and would get a key. */
export function drawNamesakes(alike: readonly string[], speech: Speech): HTMLElement | '' {
  if (alike.length === 0) return '';
  return el('div', { class: 'note alarm' }, el('p', {}, speech.say('js.report.namesake', { Names: alike.join(', ') })));
}

/** Shows who would get a key, before anything is sent. */
export function drawReceivers(place: Element, data: ReportData, receivers: Receivers | undefined, speech: Speech): void {
  if (receivers === undefined) {
    put(place, el('div', { class: 'note alarm' },
      el('p', {}, el('strong', {}, speech.say('js.report.nobody'))), data.outside !== '' && el('p', {}, data.outside)));
    return;
  }
  const unit = receivers.fallback ? data.fallback.name : data.unitName;
  put(place, el('div', { class: receivers.fallback ? 'note warm' : 'note' },
    receivers.fallback && el('p', {}, el('strong', {}, speech.say('js.report.fallback', { Unit: data.fallback.name }))),
    el('p', {}, speech.say('js.report.receives', { Unit: unit })),
    el('ul', {}, ...receivers.people.map((line) => el('li', {}, line.name)),
      receivers.recovery !== undefined && el('li', {}, speech.say('js.report.recovery')))));
}
