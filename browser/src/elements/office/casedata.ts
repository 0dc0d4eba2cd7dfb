import type { Bundle } from '../../types.js';
import type { Question } from '../answers.js';

/** One running clock of a case (internal/clock Limit). */
export interface Limit {
  code: string;
  started: string;
  due: string;
  met: string;
}

/** What the system told the reporter: a code, a day and figures. */
export interface Notice {
  code: string;
  day: string;
  figures: Record<string, string> | null;
}

/** The plain facts of a case. */
export interface CaseFacts {
  number: string;
  kind: 'report' | 'enquiry' | 'prevention';
  form: string;
  unit: string;
  unitName: string;
  stage: string;
  received: string;
  language: string;
  urgent: boolean;
  clocks: Limit[];
  declared: '' | 'none' | 'recused';
}

/** What the case page fetches. */
export interface CaseData {
  case: CaseFacts;
  bundle: Bundle;
  notices: Notice[];
  /** Whether the office has a file on this case, with or without a key for this officer. */
  hasFile: boolean;
  colleagues: { person: string; name: string }[];
  form: { title: string; questions: Question[] };
  /** Words of stage, clocks and notices of this case, by their keys. */
  words: Record<string, string>;
}

/** What the page of a case tells its script. */
export interface CasePageData {
  number: string;
  limits: { files: number; file: number; total: number };
}
