import { personOf } from '../../directory.js';
import { split } from '../../forms.js';
import { contentOf, type OfficeReading, type Reading } from './reading.js';
import type { Entry } from '../../bundle.js';
import type { OfficerLine, Part } from '../../types.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart, Procedure } from './data.js';

/** A word in its form for a kind of part, where it has one. */
export function sayOf(key: string, kind: string, speech: Speech, values: Record<string, string> = {}): string {
  return speech.say(speech.has(`${key}.${kind}`) ? `${key}.${kind}` : key, values);
}

/** A word, or another where there is no such word. */
export function wordOr(key: string, other: string, speech: Speech): string {
  return speech.say(speech.has(key) ? key : other);
}

/** A name and its value, with the colon as the language sets it. */
export function pair(name: string, value: string, speech: Speech): string {
  return speech.say('js.mailbox.pair', { Name: name, Value: value });
}

/** Who has a part: an office, or of a comment the editors. */
export function officeOf(unit: string, speech: Speech): string {
  return speech.say(unit === '' ? 'comment.editors' : `unit.${unit}`);
}

/** The procedure of a part. Somebody who is not told of it still needs its words for what they are asked. */
export function procedureOf({ procedure, unit }: Pick<OfficePart, 'procedure' | 'unit'>, data: Pick<MailboxData, 'procedures' | 'units'>): Procedure | undefined {
  return data.procedures[procedure === '' ? data.units[unit] ?? '' : procedure];
}

/** The roles of people who are of no office here: each for one case. */
const fromOutside: readonly string[] = ['external', 'decider'];

/** An officer by name and office, or with what they do where they are of none; a key never stands for a person. */
export function officerName(officer: OfficerLine | undefined, speech: Speech): string {
  if (officer === undefined) return speech.say('mailbox.someone');
  const [first] = officer.roles;
  const isOutside = first !== undefined && officer.roles.every((role) => fromOutside.includes(role));
  return `${officer.name} (${speech.say(isOutside ? `role.${first}.who` : `unit.${officer.unit}`)})`;
}

/** A holder by role and office. */
export function holderName(holder: string, officer: OfficerLine | undefined, me: string, speech: Speech): string {
  const [kind = '', id = ''] = split(holder);
  if (holder === me) return speech.say(kind === 'reporter' ? 'role.reporter' : 'mailbox.who.you');
  if (kind === 'reporter' || kind === 'party') return speech.say(`mailbox.who.${kind}`);
  if (kind === 'recovery') return `${speech.say('role.recovery')}, ${speech.say(`unit.${id}`)}`;
  return officerName(officer, speech);
}

/** A sentence's beginning, where a name is a word such as "you". */
export function capital(text: string, { language }: Speech): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}

/** To whom something goes: an office, one of its people, or another person. */
export function receiverName(to: string, reading: Reading, today: string, speech: Speech): string {
  const [kind = '', id = ''] = split(to);
  if (kind === 'unit') return officeOf(id, speech);
  if (kind === 'officer') return officerName(officerNow(to, reading, today), speech);
  return speech.say('request.to.party');
}

function officerNow(holder: string, { opened }: Reading, today: string): OfficerLine | undefined {
  return opened.directory.current(personOf(holder), today) ?? opened.directory.newest(personOf(holder));
}

/** A part as its owner knows it: your report, your letter of a day, a file by its name. */
export function partName(part: Part, { parts, opened }: Reading, speech: Speech): string {
  for (const each of parts) {
    const entry = each.entries.find((one) => contentOf(one).id === part.id && contentOf(one).file === undefined);
    if (entry !== undefined) return entryName(entry, each, opened.me.by, speech);
  }
  const file = opened.entries.map(contentOf).find((said) => said.id === part.id)?.file;
  if (file !== undefined) return speech.say('request.part.named', { Name: file.name });
  return wordOr(`request.part.${part.kind}`, 'request.part.other', speech);
}

function entryName(entry: Entry, { part }: OfficeReading, me: string, speech: Speech): string {
  const said = contentOf(entry);
  const day = speech.day(said.at.slice(0, 10));
  if (said.by !== me) return `${wordOr(`request.part.${said.kind}`, 'request.part.other', speech)} (${day})`;
  return said.kind === 'answers' ? sayOf('mailbox.by-you.answers', part.kind, speech) : speech.say('request.part.yours', { Day: day });
}

/** Whose an item is: yours, or a person's of which office; of what was passed on, by whom as well. */
export function authorName(entry: Entry, { part }: OfficeReading, me: string, speech: Speech): string {
  const said = contentOf(entry);
  const title = said.by === me ? ownTitle(said.kind, part, speech) : otherTitle(said.kind, holderName(said.by, said.officer, me, speech), speech);
  if (entry.copied === undefined) return title;
  return pair(speech.say('mailbox.by-office.copy', { Who: holderName(entry.by, entry.officer, me, speech) }), title, speech);
}

function ownTitle(kind: string, part: OfficePart, speech: Speech): string {
  const key = `mailbox.by-you.${kind}`;
  return speech.has(key) ? sayOf(key, part.kind, speech) : speech.say('mailbox.by-you.letter');
}

function otherTitle(kind: string, who: string, speech: Speech): string {
  const key = `mailbox.by-office.${kind}`;
  return speech.say(speech.has(key) ? key : 'mailbox.by-office', { Who: who });
}

/** Puts values into the fields {{.Name}} of a sentence of the pack. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (place, name: string) => values[name] ?? place);
}
