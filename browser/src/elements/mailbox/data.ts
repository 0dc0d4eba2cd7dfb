import type { Limits } from '../files.js';
import type { Texts } from '../speech.js';
import type { Question } from '../answers.js';
import type { Bundle } from '../../types.js';
import type { Language } from '../../words.js';

/** What the mailbox page carries for its script. */
export interface MailboxData {
  language: Language;
  root: string;
  today: string;
  limits: Limits;
  words: Texts;
  static: { attach: string; words: Partial<Record<Language, string>> };
  /** The questions of each form, in this page's language. */
  forms: Record<string, Question[]>;
  /** Where to report, for somebody who only asked. */
  doors?: { title: string; href: string };
}

/** One running time limit of the office. */
export interface Limit {
  code: string;
  started: string;
  due: string;
  met: string;
}

/** What a mailbox shows: each office's part, beside the one sealed bundle (internal/mailbox Box). */
export interface Box {
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
  stage: string;
  language: string;
  received: string;
  clocks: Limit[] | null;
  notices: { code: string; day: string; figures: Record<string, string> }[] | null;
}
