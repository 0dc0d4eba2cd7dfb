import { personOf, type Directory } from './directory.js';
import { parseLine, type Read } from './line.js';
import { hash } from './encode.js';
import { Refusal, ensure, isRefusal, type RefusalCode } from './refusal.js';
import { checkAuthor, type Believed } from './trust.js';
import type { ActLine, ApprovalLine, ConsentLine, OfficerLine, RequestLine, Signed, StepLine } from './types.js';

/** The lines of which a case's history is made. */
export type CaseLine = RequestLine | ConsentLine | ApprovalLine | StepLine | ActLine;

/** One of them as a reader is told of it: nothing rests on a line that is not genuine. */
export interface CheckedLine<L extends CaseLine = CaseLine> extends Read<L> {
  genuine: boolean;
  /** Why it is not genuine. */
  reason?: RefusalCode;
  /** Its author's checked line, if an officer. */
  officer?: OfficerLine;
}

/** What was served among the lines and is none of them. */
export interface UnreadLine {
  hash: string;
  reason: RefusalCode;
}

const kinds: readonly string[] = ['request', 'consent', 'approval', 'act', 'step'];

/** Reads the lines of a case; signatures are not looked at. */
export function readCaseLines(lines: readonly Signed[]): { reads: Read<CaseLine>[]; unread: UnreadLine[] } {
  const reads: Read<CaseLine>[] = [];
  const unread: UnreadLine[] = [];
  for (const signed of lines) {
    const text = String(signed.line);
    try {
      const line = parseLine(text);
      ensure(kinds.includes(line.is), 'kind', 'is');
      reads.push({ signed, line: line as CaseLine, hash: hash(text) });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      unread.push({ hash: hash(text), reason: error.code });
    }
  }
  return { reads, unread };
}

/** Checks a line's place and author. */
export function checkCaseLine(read: Read<CaseLine>, believed: Pick<Believed, 'report' | 'directory' | 'persons'>): CheckedLine {
  const officer = officerOf(read.line.by, read.line.at, believed.directory);
  const { signed, line, hash: lineHash } = read;
  const checked: CheckedLine = { signed, line, hash: lineHash, genuine: true, ...(officer === undefined ? {} : { officer }) };
  try {
    ensure(read.line.is === 'approval' || read.line.report === believed.report, 'place');
    checkAuthor(read, believed);
    return checked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...checked, genuine: false, reason: error.code };
  }
}

function officerOf(by: string, day: string, directory: Directory): OfficerLine | undefined {
  if (!by.startsWith('officer:')) return undefined;
  return directory.at(personOf(by), day)[0] ?? directory.newest(personOf(by));
}

/** The genuine lines of one kind, in the order in which they came. */
export function linesOf<I extends CaseLine['is']>(
  { lines }: { lines: readonly CheckedLine[] }, is: I,
): CheckedLine<Extract<CaseLine, { is: I }>>[] {
  return lines.filter((each): each is CheckedLine<Extract<CaseLine, { is: I }>> => each.genuine && each.line.is === is);
}

/** The genuine request with this hash. */
export function requestOf(opened: { lines: readonly CheckedLine[] }, lineHash: string): CheckedLine<RequestLine> | undefined {
  return linesOf(opened, 'request').find((each) => each.hash === lineHash);
}

/** The purpose of passing on what came to the wrong office: the only one that can be agreed to at sending. */
export const misdirected = 'misdirected';

/**
 * The genuine answers of the person asked, oldest first: to the request itself or, while there is
 * none, what they said at sending about the same office.
 */
export function answersTo(opened: { lines: readonly CheckedLine[] }, { line: asked, hash: of }: Read<RequestLine>): CheckedLine<ConsentLine>[] {
  const theirs = linesOf(opened, 'consent').filter(({ line }) => line.by === asked.who);
  const own = theirs.filter(({ line }) => line.request === of);
  if (own.length > 0 || asked.purpose !== misdirected) return own;
  return theirs.filter(({ line }) => line.request === '' && line.to === asked.to);
}

/**
 * The first answer, on a day before, to another request to pass it on to the same office: whatever it
 * says, from then on the person is asked.
 */
export function askedSince(
  opened: { lines: readonly CheckedLine[] }, given: ConsentLine, day: string,
): CheckedLine<ConsentLine> | undefined {
  return linesOf(opened, 'consent').find(({ line }) => line.request !== '' && line.by === given.by
    && line.to === given.to && line.purpose === misdirected && line.at < day);
}

/** The newest genuine answer to a request by the person it asked, also if they gave it at sending. */
export function consentOf(opened: { lines: readonly CheckedLine[] }, request: Read<RequestLine>): CheckedLine<ConsentLine> | undefined {
  return answersTo(opened, request).at(-1);
}
