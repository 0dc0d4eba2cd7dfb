import { daysBetween } from './forms.js';
import { dayOf, newId } from './encode.js';
import { readLine, signLine, type Read } from './line.js';
import { ensure } from './refusal.js';
import type { Opened } from './bundle.js';
import type { ActLine, ConsentLine, Part, RequestLine, Signed } from './types.js';

/** The longest that a request can stand open, in days. */
export const longestRequest = 90;

/** What an officer asks for. */
export interface RequestParts {
  /** Who is asked: `reporter` or `party:<id>`; "" in an exception, which has its code. */
  who: string;
  /** The step it is for: one of the procedure's, `contact` or `obtain`. */
  step: string;
  /** `unit:<unit>`, `officer:<id>` or `party:<id>`. */
  to: string;
  purpose: string;
  code?: string;
  /** The items that would be passed on; none for a contact. */
  parts: readonly Part[];
  /** Hash of the sealed item in which an exception's requirement stands. */
  requirement?: string;
  /** The day on which an exception may be told. */
  review?: string;
  until: string;
}

/** Asks; the id of the line is that of the share: which would be made. */
export function makeRequest(opened: Opened, parts: RequestParts, now: Date): Read<RequestLine> {
  ensure(opened.me.by.startsWith('officer:'), 'author');
  const days = daysBetween(dayOf(now), parts.until);
  ensure(days >= 0 && days <= longestRequest, 'value', 'until');
  const line: RequestLine = {
    v: 1, is: 'request', id: newId(), by: opened.me.by, at: dayOf(now), report: opened.report, who: parts.who,
    step: parts.step, to: parts.to, purpose: parts.purpose, code: parts.code ?? '',
    parts: parts.parts.map(({ id, kind }) => ({ id, kind })), requirement: parts.requirement ?? '',
    review: parts.review ?? '', until: parts.until,
  };
  return readLine(signLine(line, opened.me.signing), 'request');
}

/** What a person can answer to a request. */
export type Answer = 'yes' | 'part' | 'no' | 'withdrawn';

/**
 * The answer of the person who was asked. A yes takes all parts of the request; a part those
 * that are given, in the request's order; the others none.
 */
export function makeConsent(
  opened: Opened, request: Read<RequestLine>, answer: Answer, parts: readonly Part[], now: Date,
): Signed {
  const { line: asked } = request;
  ensure(asked.who === opened.me.by && asked.report === opened.report, 'author');
  const agreed = answer === 'yes' ? asked.parts
    : answer === 'part' ? asked.parts.filter((part) => parts.some(({ id }) => id === part.id)) : [];
  const line: ConsentLine = {
    v: 1, is: 'consent', id: newId(), by: opened.me.by, at: dayOf(now), report: opened.report, request: request.hash,
    answer, step: asked.step, to: asked.to, purpose: asked.purpose, parts: agreed, until: asked.until,
  };
  return signLine(line, opened.me.signing);
}

/** What a person with a phrase can do by a line of their own. */
export type Act = 'withdraw' | 'undo' | 'lift' | 'name' | 'meet' | 'agree';

/** An act; of is what it speaks of, "" for a withdrawal. */
export function makeAct(opened: Opened, act: Act, of: string, now: Date): Signed {
  ensure(!opened.me.by.startsWith('officer:'), 'author');
  const line: ActLine = {
    v: 1, is: 'act', id: newId(), by: opened.me.by, at: dayOf(now), report: opened.report, act, of,
  };
  return signLine(line, opened.me.signing);
}
