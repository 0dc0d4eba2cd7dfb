import type { Bundle, Part } from '../../types.js';
import type { Language } from '../../words.js';
import type { Question } from '../answers.js';

/** One running clock of a case (internal/clock Limit). */
export interface Limit {
  code: string;
  started: string;
  due: string;
  met: string;
  /** The day until which a delay was told, "" if none was. */
  told: string;
  /** The person's own time limit, not the office's. */
  theirs: boolean;
  /** This portal's aim, and no rule of the organisation. */
  aim: boolean;
  /** How it stands today: "" does not run, amber is near or delayed, red is over. */
  state: '' | 'calm' | 'amber' | 'red';
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

/** One step that an office could take, and whether it can now (casework Option). */
export interface Option {
  step: string;
  /** Of the procedure's step, or "own" for a step of the engine. */
  kind: string;
  /** The stage it leads to, "" if it leaves it. */
  to: string;
  needs: string[];
  /** The fault that says why it cannot be taken now, by its key in reasons; "" if it can. */
  refused: string;
  codes: string[];
  outcomes: string[];
  sheet: string;
  second: string[];
  unit: string;
  action: boolean;
  done: boolean;
  /** The request (its hash) whose yes it would use, or "". */
  request: string;
}

/** A step that was taken. State says whether it counts, waits for a second person, or was refused. */
export interface Taken {
  step: string;
  by: string;
  day: string;
  code: string;
  to: string;
  due: string;
  hash: string;
  of: string[];
  state: 'done' | 'waiting' | 'refused';
  /** Who agreed as the second person, or "". */
  approved: string;
  /** Whether the reader could agree to it now. */
  may: boolean;
}

/** A request and what became of it. */
export interface Asked {
  id: string;
  hash: string;
  step: string;
  to: string;
  purpose: string;
  who: string;
  code: string;
  parts: Part[];
  until: string;
  day: string;
  by: string;
  answer: '' | 'yes' | 'part' | 'no' | 'withdrawn';
  agreed: Part[];
  answered: string;
  used: boolean;
  alive: boolean;
  approved: boolean;
  /** The day on which an exception appears in the mailbox, "" at once. */
  review: string;
}

/** Somebody beside the reporter with a mailbox of their own. */
export interface PartyRow {
  who: string;
  role: 'affected' | 'concerned' | 'witness' | 'invited';
  since: string;
  opened: string;
  told: string;
  answerBy: string;
  heard: boolean;
  outcome: string;
}

/** Another office's case on the same report, as far as this one may know it. */
export interface Offer {
  number: string;
  unit: string;
  share: string;
  since: string;
  decided: '' | 'accept' | 'decline';
  decidedOn: string;
}

/** How a case stands (casework Board). */
export interface Board {
  options: Option[];
  taken: Taken[];
  asked: Asked[];
  parties: PartyRow[];
  actions: { hash: string; step: string; to: string; due: string; done: string }[];
  offers: Offer[];
  /** Where this case came from, if another office passed it on. */
  giver: Offer | null;
  handler: string;
  category: string;
  whose: string;
  ended: string;
  withdrawn: string;
  links: string[];
  /** What people with new words cannot open any more. */
  lost: LostHold[];
  /** The exceptions, by code, that the legal office has to confirm in writing. */
  confirmation: string[];
}

/** A place of somebody's whose key is for words that no longer count. */
export interface LostHold {
  who: string;
  compartment: string;
  turn: number;
  /** Hash of their keys line that counts, and the key that it names. */
  keys: string;
  recipient: string;
}

/** What a procedure says in one language (internal/portal ProcedureText). */
export interface ProcedureText {
  name: string;
  stages: Record<string, { name: string; about: string; next?: string }> | null;
  steps?: Record<string, { name: string; hint?: string; notice?: string; yes?: string; no?: string }>;
  codes?: Record<string, string>;
  categories?: Record<string, string>;
  outcomes?: Record<string, string>;
  blocks?: Record<string, string>;
  clocks?: Record<string, string>;
}

/** The procedure a case follows, with its words for the officer. */
export interface ProcedureData {
  id: string;
  mark: '' | 'investigation' | 'disciplinary';
  ends: string[];
  categories: string[];
  outcomes: { id: string; letter: string[] }[];
  /** The person's own time limits that a step begins: when it was taken today, with this code or outcome ("" any), they end on due. */
  limits: { step: string; when: string; due: string }[];
  text: ProcedureText;
}

/** The same for the person who reads its letters: in their language. */
export interface TheirText {
  language: Language;
  /** The language's name in the officer's language. */
  name: string;
  unit: string;
  units: Record<string, string>;
  text: ProcedureText;
  words: Record<string, string>;
}

/** A question of an office's own form. */
export interface SheetQuestion extends Question {
  kind: string;
  hint: string;
  order: string[];
  required: boolean;
  max: number;
  when?: Record<string, string[]>;
  /** The button that adds an entry of a group. */
  add: string;
  fields?: SheetQuestion[];
}

/** An office's own form. Version is the hash of its definition. */
export interface SheetData {
  title: string;
  hint: string;
  version: string;
  questions: SheetQuestion[];
}

/** What the case page fetches. */
export interface CaseData {
  case: CaseFacts;
  bundle: Bundle;
  notices: Notice[];
  /** Whether the office has a file on this case, with or without a key for this officer. */
  hasFile: boolean;
  colleagues: { person: string; name: string }[];
  /** The languages in which colleagues work, by person. */
  spoken: Record<string, string[]>;
  form: { title: string; questions: Question[] };
  board: Board;
  procedure: ProcedureData;
  theirs: TheirText;
  /** The same for somebody with a mailbox of their own, whose language is not known: in each. {} while there is nobody. */
  parties: Partial<Record<Language, TheirText>>;
  sheets: Record<string, SheetData>;
  /** Names of all offices, in the officer's language. */
  units: Record<string, string>;
  /** Who receives in another office and may be served today, by unit. */
  receivers: Record<string, string[]>;
  /** Words of stage, clocks, notices and steps, by their keys. */
  words: Record<string, string>;
  /** Why steps cannot be taken now: sentences by the keys of faults. */
  reasons: Record<string, string>;
  /** Addresses of the mailbox page by language, for an invited person's link. */
  doors: Record<string, string>;
}

/** What the page of a case tells its script. */
export interface CasePageData {
  number: string;
  limits: { files: number; file: number; total: number };
  /** The words of a sheet that hands over 12 words, by language. */
  paper: Partial<Record<Language, Record<string, string>>>;
}
