import { Answered, poster, type Post } from '../../post.js';
import { isRefusal } from '../../refusal.js';
import { pageData } from '../../safe.js';
import type { Language } from '../../words.js';

/** Addresses of static files that scripts fetch, as the page data names them. */
export interface StaticFiles {
  argon2: string;
  attach: string;
  words: Partial<Record<Language, string>>;
}

/** What every office page tells its scripts; each page adds its own. */
export interface OfficeData {
  language: Language;
  today: string;
  root: string;
  site: string;
  /** Who is signed in, their name and unit, or "". */
  me: string;
  name: string;
  unit: string;
  static: StaticFiles;
  words: Record<string, string>;
}

/** The page's data, read once. */
export const page: OfficeData = pageData<OfficeData>('office-data');

/** How this page talks to the server. */
export const server: Post = poster(page.language);

/** The page's data with what one page adds to it. */
export function pageOf<T>(): OfficeData & T {
  return page as OfficeData & T;
}

/** A text of the page's words, its placeholders filled; a missing one shows its key. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const text = page.words[`js.office.${key}`] ?? `⟨js.office.${key}⟩`;
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A text that counts, in the plural form of its number. */
export function sayCount(key: string, count: number): string {
  const form = new Intl.PluralRules(page.language).select(count);
  const chosen = page.words[`js.office.${key}.${form}`] === undefined ? `${key}.other` : `${key}.${form}`;
  return say(chosen, { Count: count });
}

/** Whether the page has a text. */
export function has(key: string): boolean {
  return page.words[`js.office.${key}`] !== undefined;
}

/** What a person is told of an error: the server's own sentence, or one of ours. */
export function sayError(error: unknown): string {
  if (error instanceof Answered && error.sentence !== '') return error.sentence;
  if (error instanceof TypeError) return say('common.offline');
  if (isRefusal(error) && has(`common.refusal.${error.code}`)) return say(`common.refusal.${error.code}`);
  return say('common.failed');
}

/** Whether an error says that the session is over or its key was put away. */
export function isLocked(error: unknown): boolean {
  return (error instanceof Answered && error.status === 423) || isRefusal(error, 'locked');
}

// Days are written as the server writes them: 22 November 2026.
const locale = page.language === 'en' ? 'en-GB' : page.language;

/** A UTC day as people write it. */
export function sayDay(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
}

/** A moment as people write it, in the reader's own time. */
export function sayMoment(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(moment);
}

/** A size as people write it. */
export function saySize(bytes: number): string {
  const units = page.language === 'fr' ? ['octets', 'Ko', 'Mo'] : ['bytes', 'KB', 'MB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(page.language, { maximumFractionDigits: digits }).format(value)} ${units[unit] ?? ''}`;
}
