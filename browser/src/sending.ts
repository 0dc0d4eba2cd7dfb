import { dayOf, newId } from './encode.js';
import { split } from './forms.js';
import { signLine } from './line.js';
import { answersTo, askedSince, linesOf, misdirected, type CheckedLine } from './lines.js';
import { ensure } from './refusal.js';
import type { Opened } from './bundle.js';
import type { Author } from './item.js';
import type { ConsentLine, Part, Signed } from './types.js';

// What a person can agree to as they send: that another office may be given exactly what they
// sent, if it is the right one.

/** The step for which it is. */
export const passOn = 'pass-on';

/** After every day that a line can name. */
const forever = '9999-12-31';

/** How many days it lasts. */
const sendingDays = 90;

/** Signs one line for each office: all that was sent, and nothing that comes later. */
export function makeSendingConsents(author: Author, report: string, units: readonly string[], parts: readonly Part[], now: Date): Signed[] {
  const until = dayOf(new Date(now.getTime() + sendingDays * 86_400_000));
  return units.map((unit) => {
    const line: ConsentLine = {
      v: 1, is: 'consent', id: newId(), by: author.by, at: dayOf(now), report, request: '', answer: 'yes',
      step: passOn, to: `unit:${unit}`, purpose: misdirected, parts: [...parts], until,
    };
    return signLine(line, author.signing);
  });
}

/** What was agreed to at sending for one office. */
export interface GivenAtSending {
  unit: string;
  consent: CheckedLine<ConsentLine>;
  /** Day of taking it back, or "". */
  withdrawn: string;
  /** Whether the report was passed on by it. */
  used: boolean;
  /** The day on which the person was asked all the same and answered, or "": that ended it. */
  answered: string;
}

/** What was agreed to at sending, office by office, as it stands. */
export function givenAtSending(opened: Pick<Opened, 'lines'>): GivenAtSending[] {
  const said = linesOf(opened, 'consent').filter(({ line }) => line.request === '');
  return said.filter(({ line }) => line.answer === 'yes').map((consent) => {
    const { to, by } = consent.line;
    const back = said.find(({ line }) => line.answer === 'withdrawn' && line.to === to && line.by === by);
    return { unit: split(to)[1], consent, withdrawn: back?.line.at ?? '', used: isUsed(opened, consent), answered: askedSince(opened, consent.line, forever)?.line.at ?? '' };
  });
}

function isUsed(opened: Pick<Opened, 'lines'>, { hash: given }: CheckedLine<ConsentLine>): boolean {
  const rested = linesOf(opened, 'step').filter(({ line }) => line.step === passOn).flatMap(({ line }) => line.of);
  return linesOf(opened, 'request').some((request) => rested.includes(request.hash)
    && answersTo(opened, request).some((answer) => answer.hash === given));
}

/** Takes it back, for one office. */
export function makeTakingBack(opened: Opened, { consent }: GivenAtSending, now: Date): Signed {
  const { by, report, step, to, purpose, until } = consent.line;
  ensure(by === opened.me.by && report === opened.report, 'author');
  const line: ConsentLine = {
    v: 1, is: 'consent', id: newId(), by, at: dayOf(now), report, request: '', answer: 'withdrawn', step, to, purpose,
    parts: [], until,
  };
  return signLine(line, opened.me.signing);
}

/** What still stands for an office on a day: what it can be passed on by without asking again. */
export function givenFor(opened: Pick<Opened, 'lines'>, unit: string, today: string): GivenAtSending | undefined {
  return givenAtSending(opened).find((given) => given.unit === unit && given.withdrawn === '' && given.answered === '' && !given.used
    && given.consent.line.until >= today);
}
