import { isPerson, split } from './forms.js';
import { answersTo, askedSince, linesOf, misdirected, type CheckedLine } from './lines.js';
import { isApproved, type Persons } from './persons.js';
import { personOf, type Directory } from './directory.js';
import type { ConsentLine, GrantLine, Part, PostLine, RequestLine } from './types.js';

// On what a share: rests: a consent that was given, or an exception that two officers agreed on.

/** What was said in a case, and by whom it could be. */
export interface Said {
  lines: readonly CheckedLine[];
  directory: Directory;
  persons: Persons;
}

/** Whether a grant of a share: is what its basis allows (sealing.md section 7). */
export function restsOnBasis(line: GrantLine, said: Said): boolean {
  const request = requestBehind(line, said);
  return request !== undefined && allowed(line, request, said).length > 0 && isAddressed(line, request.line, said.directory);
}

/** The genuine request on which a grant of a share: rests, by the same officer. */
export function requestBehind(grant: GrantLine, said: Said): CheckedLine<RequestLine> | undefined {
  const [kind, id] = split(grant.basis);
  if (kind !== 'consent' && kind !== 'exception') return undefined;
  return linesOf(said, 'request').find(({ line }) => line.id === id && line.by === grant.by);
}

/** The answers that allow a grant on its day; of an exception, the request's own parts. None: it is not allowed. */
function allowed(grant: GrantLine, request: CheckedLine<RequestLine>, said: Said): (readonly Part[])[] {
  const { line, hash } = request;
  if (grant.at > line.until) return [];
  if (grant.basis.startsWith('consent:')) return line.who === '' ? [] : agreedTo(request, grant.at, said);
  return line.code !== '' && isApproved(said, hash, line.by, 'except') ? [line.parts] : [];
}

/**
 * What the person asked agreed to, as it stood on a day: by their own answers to the request or,
 * while there is none, by what they said at sending. Lines know no hours: what was withdrawn on
 * that very day was still agreed to.
 */
function agreedTo(request: CheckedLine<RequestLine>, day: string, said: Said): (readonly Part[])[] {
  const answers = answersTo(said, request).map(({ line }) => line);
  if (answers.some((line) => line.answer === 'withdrawn' && line.at < day)) return [];
  if (answers.some((line) => line.request === '' && askedSince(said, line, day) !== undefined)) return [];
  return answers.filter((line) => line.at <= day && day <= line.until).flatMap((line) => {
    if (line.request !== '') return agreesTo(line, request.line) ? [line.parts] : [];
    return foresaw(line, request.line) ? [request.line.parts] : [];
  });
}

/** Whether an answer agrees, to what was asked and to no more. */
function agreesTo(line: ConsentLine, asked: RequestLine): boolean {
  return (line.answer === 'yes' || line.answer === 'part')
    && line.step === asked.step && line.to === asked.to && line.purpose === asked.purpose
    && line.parts.every((part) => isAmong(part, asked.parts));
}

/** Whether what is asked for was agreed to at sending: that step, office and purpose, and no part that was not sent then. */
function foresaw(line: ConsentLine, asked: RequestLine): boolean {
  return line.answer === 'yes' && line.step === asked.step && line.to === asked.to
    && line.purpose === asked.purpose && asked.purpose === misdirected
    && asked.parts.length > 0 && asked.parts.every((part) => isAmong(part, line.parts));
}

/** Whether an item is one of these parts. */
export function isAmong({ id, kind }: Part, parts: readonly Part[]): boolean {
  return parts.some((part) => part.id === id && part.kind === kind);
}

/**
 * Whether a holder is one whom a request names: who asks, who is affected, or those to whom it
 * goes. An exception asks nobody, so it does not say who is affected.
 */
function isAddressed({ holder, at }: GrantLine, { who, by, to }: RequestLine, directory: Directory): boolean {
  if (isPerson(holder)) return who === '' || holder === who;
  return holder === by || holder === to || isOfUnit(holder, to, at, directory);
}

/** Whether an officer has a line of "unit:<id>" at some hour of a day. */
export function isOfUnit(officer: string, unit: string, day: string, directory: Directory): boolean {
  return directory.at(personOf(officer), day).some((line) => `unit:${line.unit}` === unit);
}

/** Whether what a copy copies was agreed to on its day, by a genuine grant of that share:. */
export function isAgreedPart({ compartment, at }: PostLine, part: Part, grants: readonly GrantLine[], said: Said): boolean {
  return part.kind !== 'copy' && grants.filter((grant) => grant.compartment === compartment).some((grant) => {
    const request = requestBehind(grant, said);
    return request !== undefined && allowed({ ...grant, at }, request, said).some((parts) => isAmong(part, parts));
  });
}

/** Whether a grant is to an officer whom the reporter kept out or, in a share:, the person who was asked. */
export function isKeptOut(grant: GrantLine, said: Said): boolean {
  if (!grant.holder.startsWith('officer:')) return false;
  const [place, id] = split(grant.compartment);
  const asked = place === 'share' ? linesOf(said, 'request').filter(({ line }) => line.id === id).map(({ line }) => line.who) : [];
  return ['reporter', ...asked].some((who) => exclusionsOf(who, said, grant.at).some((name) =>
    name === grant.holder || isOfUnit(grant.holder, name, grant.at, said.directory)));
}

/** Whom somebody excluded, in any keys line of theirs, and did not let in again by a day. */
export function exclusionsOf(who: string, said: Said, day: string): string[] {
  const names = (said.persons.chain(who) ?? []).flatMap(({ line }) => line.exclusions);
  if (names.length === 0) return [];
  const lifted = linesOf(said, 'act').filter(({ line }) => line.act === 'lift' && line.by === who && line.at <= day);
  return [...new Set(names)].filter((name) => !lifted.some(({ line }) => line.of === name));
}
