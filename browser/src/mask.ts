/*
 * Takes out of a question what says who somebody is, before it is sent: the twin of
 * internal/guide/mask.go and names.go, held to the same vectors (test/vectors/mask.json). It
 * knows no more of the pack than its words with a capital, so a name at the beginning of a
 * sentence stays.
 */

import { names } from './names.js';

/** Stands where a name, an address or a number stood. It holds no letter. */
export const masked = '▒▒▒';

export type Kind = 'mail' | 'name' | 'web' | 'street' | 'phone' | 'number';

/** A part of a text that looks like something that leads to somebody. */
export interface Found {
  from: number;
  to: number;
  kind: Kind;
}

/** How many characters of a question are read (internal/guide, maxText). */
const longest = 4000;

/**
 * The beginning of a question that is read. The rest need not leave the page: a sign behind it
 * lets the server say that it was cut.
 */
export function readable(text: string): string {
  let at = 0;
  for (let n = 0; n < longest && at < text.length; n++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at < text.length ? `${text.slice(0, at)}…` : text;
}

/** Puts the mask in the place of what was found. */
export function apply(text: string, found: Found[]): string {
  let out = '';
  let at = 0;
  for (const { from, to } of found) {
    out += text.slice(at, from) + masked;
    at = to;
  }
  return out + text.slice(at);
}

/** What is to be masked, in the order of the text, none inside another. */
export function find(text: string, capitals: ReadonlySet<string>): Found[] {
  const list: Found[] = [];
  const add = (found: Found): void => {
    if (!list.some((other) => found.from < other.to && other.from < found.to)) list.push(found);
  };
  for (const { kind, pattern, whole } of shapes) {
    for (const match of text.matchAll(pattern)) {
      const found = whole(text, { from: match.index, to: match.index + match[0].length, kind });
      if (found !== undefined) add(found);
    }
  }
  // A name in an address is that address's.
  const rest = list.reduce((left, { from, to }) => left.slice(0, from) + '#'.repeat(to - from) + left.slice(to), text);
  return [...list, ...names(rest, capitals)].sort((a, b) => a.from - b.from);
}

/** How something is written, and what a pattern cannot see: the find shortened, named or refused. */
interface Shape {
  kind: Kind;
  pattern: RegExp;
  whole: (text: string, found: Found) => Found | undefined;
}

const streetFR = '(?:[Rr]ue|[Aa]venue|[Aa]v\\.|[Bb]oulevard|[Bb]d\\.?|[Ii]mpasse|[Aa]llée|[Cc]hemin|[Qq]uai)';
const streetES = '(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\\.?|[Cc]arrera|[Cc]ra\\.?|[Pp]aseo|[Jj]irón|[Pp]asaje|[Bb]arrio|[Cc]olonia)';
const small = "(?:(?:de|del|du|des|la|las|le|les|los|el|y|l['’]|d['’]) ?)*";
const proper = "\\p{Lu}[\\p{L}'’-]+";

function shape(kind: Kind, pattern: string, whole: Shape['whole']): Shape {
  return { kind, pattern: new RegExp(pattern, 'gu'), whole };
}

const shapes: Shape[] = [
  shape('mail', '[\\p{L}\\p{N}._%+\\-]+ ?(?:@|\\(at\\)|\\[at\\]) ?[\\p{L}\\p{N}\\-]+(?:\\.[\\p{L}\\p{N}\\-]+)+', trimmed),
  shape('name', '@[\\p{L}\\p{N}_.]{3,}', trimmed),
  shape('web', '(?:[Hh]ttps?:\\/\\/|[Ww]ww\\.)[^\\s<>"]+', trimmed),
  shape('web', '[\\p{L}\\p{N}\\-]+(?:\\.[\\p{L}\\p{N}\\-]+)*\\.(?:com|org|net|int|info)(?:\\/[^\\s<>"]*)?', trimmed),
  shape('street', `\\d{1,5}[A-Za-z]?,? (?:\\p{Lu}[\\p{L}'’.\\-]* ){1,4}(?:[Ss]treet|[Ss]t|[Rr]oad|[Rr]d|[Aa]venue|[Aa]ve|[Ll]ane|[Dd]rive|[Bb]oulevard|[Bb]lvd|[Ss]quare|[Cc]lose|[Cc]rescent)`, wholeWord),
  shape('street', `\\d{1,4} ?(?:bis|ter)?,? ${streetFR} ${small}[\\p{L}\\p{N}'’\\-]+(?: ${proper})*`, wholeWord),
  shape('street', `${streetFR} ${small}${proper}(?: ${small}${proper})*(?:,? (?:n[°º]\\.? ?)?\\d{1,4})?`, wholeWord),
  shape('street', `${streetES} ?${small}${proper}(?: ${small}${proper})*(?:,? (?:[Nn]\\.?[°º]? ?|# ?)?\\d{1,5})?`, wholeWord),
  shape('street', `${streetES} ?\\d{1,3}[A-Za-z]? ?(?:#|[Nn][°º]|[Nn]o\\.) ?\\d{1,3}[A-Za-z]?(?: ?[\\-–] ?\\d{1,3})?`, wholeWord),
  shape('street', '(?:P\\.? ?O\\.? ?[Bb]ox|B\\.?P\\.?|[Aa]partado(?: [Pp]ostal)?|[Bb]oîte [Pp]ostale) ?(?:n[°º] ?)?\\d+', wholeWord),
  shape('phone', '\\+?\\(?\\d(?:[ ().\\-\\/]{0,2}\\d)*', telling),
];

/** Takes off what ends a sentence and not an address. */
function trimmed(text: string, found: Found): Found | undefined {
  const to = found.from + text.slice(found.from, found.to).replace(/[.,;:!?)'’-]+$/u, '').length;
  return wholeWord(text, { ...found, to });
}

/** Refuses what begins or ends within a word. */
function wholeWord(text: string, found: Found): Found | undefined {
  const inside = text.slice(found.from, found.to);
  if (/[\p{L}\p{Nd}]$/u.test(text.slice(Math.max(0, found.from - 2), found.from))) return undefined;
  return /[\p{L}\p{Nd}]$/u.test(inside.slice(-2)) && /^[\p{L}\p{Nd}]/u.test(text.slice(found.to)) ? undefined : found;
}

const aDate = /^(?:\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/u;
const years = /^(?:(?:19|20)\d\d[ ()./-]{1,2})+(?:19|20)\d\d$/u;
const grouped = /^\d{1,3}(?:[ .]\d{3})+$/u;
const currency = /^ ?(?:[$€£]|USD|EUR|XAF|XOF|FCFA|CFA|[Dd]ollars?|[Ee]uros?|[Ff]rancs?|[Pp]esos?|[Dd]ólares|[Ss]oles)/u;
const priced = /(?:[$€£]|USD|EUR|XAF|XOF|FCFA|CFA) ?$/u;

/** How much before a sum can say that it is one: no figure is worth reading all that is before it. */
const longestPrice = 8;

/** A telephone number or another number that leads to somebody: no date, no years, no sum. */
function telling(text: string, found: Found): Found | undefined {
  const figures = text.slice(found.from, found.to);
  const digits = figures.replace(/\D/gu, '').length;
  const apart = digits < figures.length;
  const money = currency.test(text.slice(found.to)) || priced.test(text.slice(Math.max(0, found.from - longestPrice), found.from));
  const sum = (grouped.test(figures) || !apart) && (money || figures.endsWith('00'));
  if (digits < 6 || (apart && digits < 7) || aDate.test(figures) || years.test(figures) || sum) return undefined;
  return !apart && !figures.startsWith('0') ? { ...found, kind: 'number' } : found;
}
