import type { Texts } from '../speech.js';
import type { Limits } from '../files.js';
import type { Signed } from '../../types.js';
import type { Language } from '../../words.js';

/** One question of a form. */
export interface Field {
  id: string;
  kind: 'choice' | 'choices' | 'short' | 'long' | 'date' | 'names' | 'files' | 'zone' | 'entries';
  options?: string[];
  required?: boolean;
  max?: number;
  when?: Record<string, string[]>;
  concerned?: boolean;
  /** The questions of one entry. */
  fields?: Field[];
}

/** The words of one question. */
export interface FieldText {
  label: string;
  hint?: string;
  options?: Record<string, string>;
  fields?: Record<string, FieldText>;
  entry?: string;
  add?: string;
}

/** A form that goes to another office when the answers ask for it (internal/portal Second). */
export interface SecondForm {
  form: string;
  when: Record<string, string[]>;
  fields: Record<string, string>;
}

/** Somebody the server says may receive. The page believes the directory, not this. */
export interface Person {
  person: string;
  name: string;
  unit: string;
}

/** An office by name. */
export interface OfficeName {
  unit: string;
  name: string;
}

/** What the report page carries for its script. */
export interface ReportData {
  form: { id: string; unit: string; minutes: number; fields: Field[]; zone?: string; second?: SecondForm; onward?: Record<string, string[]> };
  formText?: { fields: Record<string, FieldText> };
  version: string;
  unit: string;
  unitName: string;
  language: Language;
  site: string;
  root: string;
  directory: Signed[];
  intake: Person[];
  fallback: { unit: string; name: string; people: Person[] | null };
  /** The office that the form's second tells of the report, if it has one. */
  second?: { version: string; unit: string; name: string; people: Person[] | null };
  /** The offices that could be passed what comes by this form; none if it does not ask. */
  onward?: OfficeName[];
  listsOfficers: boolean;
  outside: string;
  limits: Limits;
  today: string;
  mailbox: string;
  words: Texts;
  static: { attach: string; words: Partial<Record<Language, string>> };
}

/** Now, on this device; or the server's day where this device's calendar is far off. */
export function nowNear(today: string): Date {
  const now = new Date();
  const off = Math.abs(now.getTime() - Date.parse(`${today}T12:00:00Z`));
  return off > 7 * 86_400_000 ? new Date(`${today}T12:00:00Z`) : now;
}
