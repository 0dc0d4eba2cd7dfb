import { split } from './forms.js';
import { linesOf, type CheckedLine } from './lines.js';
import { isApproved } from './persons.js';
import { personOf, type Directory } from './directory.js';
import type { ConsentLine, GrantLine, Part, RequestLine } from './types.js';

// On what a share: rests: a consent that was given, or an exception that two officers agreed on.

/** What was said in a case, and the officers who could say it. */
export interface Said {
  lines: readonly CheckedLine[];
  directory: Directory;
}

/** Whether a grant of a share: is what its basis allows (sealing.md section 7). */
export function restsOnBasis(line: GrantLine, said: Said): boolean {
  const request = requestBehind(line.compartment, said);
  if (request === undefined || request.line.by !== line.by || !isAddressed(line, request.line, said.directory)) return false;
  return line.basis.startsWith('exception:') ? isExcepted(request, said) : isAgreed(line, request, said);
}

/** The genuine request behind a share:, by its id. */
export function requestBehind(compartment: string, said: Said): CheckedLine<RequestLine> | undefined {
  const [kind, id] = split(compartment);
  return kind === 'share' ? linesOf(said, 'request').find(({ line }) => line.id === id) : undefined;
}

/** What may lie in the share: of a request: what was agreed to; in an exception, what it names. */
export function partsBehind(request: CheckedLine<RequestLine>, said: Said): readonly Part[] {
  if (request.line.code !== '') return request.line.parts;
  return yesTo(request, said).flatMap(({ line }) => line.parts);
}

/** The genuine answers of the person asked that agree to all or part of exactly this. */
function yesTo(request: CheckedLine<RequestLine>, said: Said): CheckedLine<ConsentLine>[] {
  const { line: asked, hash } = request;
  return linesOf(said, 'consent').filter(({ line }) => line.request === hash && line.by === asked.who
    && (line.answer === 'yes' || line.answer === 'part')
    && line.step === asked.step && line.to === asked.to && line.purpose === asked.purpose
    && line.parts.every((part) => asked.parts.some((other) => other.id === part.id && other.kind === part.kind)));
}

function isAgreed(grant: GrantLine, request: CheckedLine<RequestLine>, said: Said): boolean {
  const withdrawn = linesOf(said, 'consent').some(({ line }) => line.request === request.hash
    && line.by === request.line.who && line.answer === 'withdrawn' && line.at < grant.at);
  return !withdrawn && request.line.code === '' && yesTo(request, said).some(({ line }) => grant.at <= line.until);
}

function isExcepted(request: CheckedLine<RequestLine>, said: Said): boolean {
  return request.line.code !== '' && isApproved(said, request.hash, request.line.by, 'except');
}

/** Whether a holder is one to whom a request could pass something on. */
function isAddressed({ holder, at }: GrantLine, request: RequestLine, directory: Directory): boolean {
  if (holder === request.by || holder === request.to || holder === request.who) return true;
  const [kind] = split(holder);
  if (kind === 'reporter' || kind === 'party') return request.code !== '';
  const [to, unit] = split(request.to);
  return to === 'unit' && directory.at(personOf(holder), at).some((line) => line.unit === unit);
}
