import type { Limits } from '../files.js';
import type { Texts } from '../speech.js';
import type { Question } from '../answers.js';
import type { Bundle } from '../../types.js';
import type { Language } from '../../words.js';

/** A page to go to, by its title. */
export interface Door {
  title: string;
  href: string;
}

/** One stage of a procedure, in words. */
export interface Stage {
  id: string;
  name: string;
  about: string;
  next: string;
  /** Whether it is on the usual way. */
  way: boolean;
  /** Whether nothing follows. */
  end: boolean;
}

/** What a reader is told of a step. */
export interface StepWords {
  name: string;
  /** A sentence with {{.Code}}, {{.Day}} and {{.Unit}} to fill. */
  notice: string;
  /** What happens on yes, and on no. */
  yes: string;
  no: string;
  /** The stage it leads to, or "". */
  to: string;
  /** Whether it needs everybody's own yes. */
  talks: boolean;
}

/** A procedure of the pack, in the page's language. */
export interface Procedure {
  name: string;
  stages: Stage[];
  steps: Record<string, StepWords>;
  /** By `<step>.<code>`. */
  codes: Record<string, string> | null;
  categories: Record<string, string> | null;
  outcomes: Record<string, string> | null;
  clocks: Record<string, string>;
}

/** What the mailbox page carries for its script (internal/web/visitor mailboxData). */
export interface MailboxData {
  language: Language;
  root: string;
  today: string;
  limits: Limits;
  words: Texts;
  static: { attach: string; words: Partial<Record<Language, string>> };
  /** The questions of each form and of each sheet, in this page's language. */
  forms: Record<string, Question[]>;
  sheets: Record<string, Question[]>;
  /** Where to report, for somebody who only asked. */
  doors?: Door;
  /** What somebody can expect whom a report is about. */
  aboutYou?: Door;
  procedures: Record<string, Procedure>;
  /** By which procedure an office works, for people who are not told of it. */
  units: Record<string, string>;
  /** For how many days a withdrawal can be taken back. */
  undoDays: number;
}

/** One running time limit, by days. */
export interface Limit {
  code: string;
  started: string;
  due: string;
  met: string;
  /** The new day of a delay, and its reason's code; "" for none. */
  told: string;
  reason: string;
  /** Whether it is the person's own and not the office's. */
  theirs: boolean;
  /** Whether it is this portal's own aim and no rule. */
  aim: boolean;
}

/** What the system tells: a code, a day and figures. */
export interface Notice {
  code: string;
  day: string;
  figures: Record<string, string> | null;
}

/** What was passed on to another office, and what it answered: `accept`, `decline` or "". */
export interface Offer {
  unit: string;
  share: string;
  since: string;
  decided: string;
  decidedOn: string;
}

/** A line of the ledger, as the people of a case may see it. */
export interface LedgerRecord {
  n: number;
  day: string;
  act: string;
  by: string;
  of: string;
}

/** What a mailbox shows: each office's part, beside the one sealed bundle (internal/mailbox Box). */
export interface Box {
  /** Whose it is: `reporter` or `party:<id>`. */
  who: string;
  cases: OfficePart[];
  bundle: Bundle;
}

/** What one office has of a report. */
export interface OfficePart {
  number: string;
  kind: 'report' | 'enquiry' | 'prevention' | 'feedback';
  form: string;
  /** "" of a comment, which is no office's. */
  unit: string;
  /** "" where this person is not told where it stands. */
  stage: string;
  language: string;
  received: string;
  clocks: Limit[] | null;
  notices: Notice[] | null;
  procedure: string;
  category: string;
  ended: string;
  withdrawn: string;
  /** To whom it happened: `you`, `other`, or "" while the office has not said. */
  whose: string;
  /** Of a party: affected, concerned, witness or invited. */
  role: string;
  offers: Offer[] | null;
  /** When each holder was last served it. */
  opened: { holder: string; day: string }[] | null;
  ledger: LedgerRecord[] | null;
}
