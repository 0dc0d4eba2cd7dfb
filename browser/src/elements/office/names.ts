import { personOf } from '../../directory.js';
import { has, page, say } from './page.js';
import type { CaseData } from './casedata.js';
import type { Opened } from '../../bundle.js';

/** What the lists of a case are read from. */
export interface Known {
  readonly data: CaseData;
  readonly opened: Opened;
}

/** Who is meant by a line: an officer by their checked name, anyone else by their part in the case. */
export function sayWho(who: string, { data, opened }: Known): string {
  if (who === '' || who === 'reporter') return say('who.reporter');
  if (who.startsWith('party:')) return sayParty(who, data);
  if (who.startsWith('unit:')) return unitName(who.slice(5), data);
  if (who.startsWith('case:')) return say('who.case', { Number: who.slice(5) });
  const person = personOf(who);
  const line = opened.directory.newest(person);
  const name = line?.name ?? say('case.author.unknown');
  return person === page.me ? say('case.holder.you', { Name: name }) : named(name, line?.roles ?? [], data);
}

/** Whoever works on one case from outside is no colleague: they are named with what they do. */
function named(name: string, roles: readonly string[], { words }: CaseData): string {
  const outside = roles.find((role) => words[`role.${role}.who`] !== undefined);
  return outside === undefined || roles.some((role) => words[`role.${role}.who`] === undefined) ? name
    : say('who.outside', { Name: name, Role: words[`role.${outside}.who`] ?? '' });
}

/** A party by their role, with a number where there are several; their name stands in no plain text. */
export function sayParty(who: string, data: CaseData): string {
  const row = data.board.parties.find((each) => each.who === who);
  if (row === undefined) return say('who.party');
  const alike = data.board.parties.filter((each) => each.role === row.role);
  const name = say(`who.${row.role}`);
  return alike.length > 1 ? `${name} ${alike.indexOf(row) + 1}` : name;
}

/** An office's name in the officer's language. */
export function unitName(unit: string, data: CaseData): string {
  return data.units[unit] ?? unit;
}

/** A step's name: of the procedure, or of the engine. */
export function stepName(step: string, data: CaseData): string {
  return data.procedure.text.steps?.[step]?.name ?? data.words[`step.${step}`] ?? step;
}

/** A step's code in words: of the procedure, or of the engine's own steps. */
export function codeName(step: string, code: string, data: CaseData): string {
  const { codes, categories, outcomes } = data.procedure.text;
  if (step === 'category') return categories?.[code] ?? code;
  if (step === 'invite') return say(`who.${code}`);
  const own = `${step}.code.${code}`;
  return codes?.[`${step}.${code}`] ?? (has(own) ? say(own) : undefined) ?? outcomes?.[code] ?? code;
}

/** A stage's name: of the procedure, or of the portal's words. */
export function stageName(stage: string, data: CaseData): string {
  return data.procedure.text.stages?.[stage]?.name ?? data.words[`stage.${stage}`] ?? stage;
}

/** A clock's name: of the procedure, or of the portal's words. */
export function clockName(code: string, data: CaseData): string {
  return data.procedure.text.clocks?.[code] ?? data.words[`clock.${code}`] ?? code;
}
