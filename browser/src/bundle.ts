import { Directory, personOf } from './directory.js';
import { believeOrigin, checkAnswers, openOwn, servedHash, stillVouched, type Me, type OwnGrant } from './intake.js';
import { fileName } from './filename.js';
import { openItem, type Held, type Item } from './item.js';
import { readLine, type Read } from './line.js';
import { Refusal, ensure, isRefusal, type RefusalCode } from './refusal.js';
import { checkAuthor, checkGrants, placeOf, type Believed, type CheckedGrant } from './trust.js';
import type { AnswersBody, FileBody, LetterBody, NoteBody, ReceiptBody } from './body.js';
import type { MailboxKeys } from './phrase.js';
import type { Bundle, GrantLine, KeysLine, Kind, OfficerLine, PostLine, Sealed } from './types.js';

/** What a reader may say of an item: nothing is ever dropped in silence. */
export type Verdict =
  /** Place, signature, author's grant and hashes hold. */
  | 'genuine'
  /** The id was seen before. */
  | 'repeat'
  /** Genuine, but something it speaks of is not here. */
  | 'missing'
  | 'not-genuine';

/** What an item says, by its kind. */
export interface Content {
  answers?: AnswersBody;
  /** The text of a letter, an outcome, a note, an assessment or a statement. */
  text?: string;
  /** The ids of the files sent with a letter or the answers. */
  items?: readonly string[];
  file?: FileBody;
  receipt?: ReceiptBody;
}

/** One item as it may be shown. Content is there only when genuine or missing. */
export interface Entry extends Content {
  verdict: Verdict;
  /** Why it is not genuine, or what is missing: what came before it (prev) or its files (items). */
  reason?: RefusalCode | 'prev' | 'items';
  id: string;
  kind: Kind | '';
  compartment: string;
  turn: number;
  by: string;
  /** The author's checked line, if an officer. */
  officer?: OfficerLine;
  /** The signed day, and the moment told inside the item. */
  day: string;
  at: string;
  /** True if the server sealed it for someone without scripts. */
  viaServer: boolean;
  /** Hash of the post line. */
  hash: string;
  /** For a file: the sum of its age file. */
  blob: string;
}

/** One holder of a key, as both sides see it. */
export interface HolderEntry {
  holder: string;
  /** The line of the officer or recovery that holds it; none for the reporter. */
  officer?: OfficerLine;
  compartment: string;
  turn: number;
  basis: string;
  /** Who signed the grant. */
  by: string;
  since: string;
  /** The day since which it is no longer served, or "". */
  ended: string;
  genuine: boolean;
  /** Why it is not genuine. */
  reason?: RefusalCode;
  /** Hash of the grant line. */
  hash: string;
}

/** A bundle that was opened and checked. */
export interface Opened {
  report: string;
  me: Me;
  directory: Directory;
  keys: KeysLine;
  /** Hash of the keys line. */
  keysHash: string;
  exclusions: readonly string[];
  /** The answers that this holder reads, if any. */
  answers: AnswersBody | undefined;
  entries: Entry[];
  holders: HolderEntry[];
  /** Hashes of genuine grants to this holder that did not open; the page reports them. */
  unopened: string[];
  /** Every compartment and turn this holder can open, by placeOf. */
  held: Map<string, Held>;
  /** The highest turn of each compartment that a checked line names. */
  turns: Map<string, number>;
}

/** The reporter, from the keys of their phrase. */
export function reporterMe(keys: MailboxKeys): Me {
  const { identity, recipient, signing, verify } = keys;
  return { by: 'reporter', identity, recipient, signing, verify };
}

/**
 * Opens and checks what the server served. It throws, and nothing is to be shown, only if the
 * reporter's keys or the holder's own grant of intake cannot be believed; all else is told item
 * by item and grant by grant.
 */
export async function openBundle(bundle: Bundle, me: Me, root: string): Promise<Opened> {
  const directory = Directory.check(bundle.directory, root);
  const own = await openOwn(bundle, me);
  const origin = await believeOrigin(bundle, me, own, directory);
  const { keys, listed } = origin;
  const believed: Believed = { report: bundle.report, directory, keys, listed };
  const { reads, broken } = readGrants(bundle);
  const grants = checkGrants(reads, believed);
  const { held, unopened } = takeOwn(own, grants);
  stillVouched(origin, me, grants);
  const ended = new Map(bundle.ended.map((end) => [end.grant, end.day]));
  const entries = await new Items(believed, grants, ended, held).open(bundle.items);
  return {
    report: bundle.report, me, directory, keys: keys.line, keysHash: keys.hash, exclusions: keys.line.exclusions,
    answers: entries.find((entry) => entry.answers !== undefined)?.answers, entries,
    holders: [...grants.map((grant) => holderEntry(grant, directory, ended)), ...broken],
    unopened, held, turns: highestTurns(grants, entries),
  };
}

/** All grant lines, one's own among them, each text once; and those that are no grant lines. */
function readGrants(bundle: Bundle): { reads: Read<GrantLine>[]; broken: HolderEntry[] } {
  const reads = new Map<string, Read<GrantLine>>();
  const broken: HolderEntry[] = [];
  for (const signed of [...bundle.grants, ...bundle.own]) {
    try {
      reads.set(signed.line + signed.sig, readLine(signed, 'grant'));
    } catch (error) {
      broken.push({
        holder: '', compartment: '', turn: 0, basis: '', by: '', since: '', ended: '', genuine: false,
        reason: isRefusal(error) ? error.code : 'json', hash: servedHash(signed),
      });
    }
  }
  return { reads: [...reads.values()], broken };
}

/** The compartments that open, by genuine grants only, and the genuine grants that did not. */
function takeOwn(own: readonly OwnGrant[], grants: readonly CheckedGrant[]): { held: Map<string, Held>; unopened: string[] } {
  const held = new Map<string, Held>();
  const unopened: string[] = [];
  for (const { read, identity } of own) {
    const { line, signed } = read;
    const genuine = grants.some((grant) => grant.refused === undefined
      && grant.read.signed.line === signed.line && grant.read.signed.sig === signed.sig);
    // A false grant of intake is no slip: then nothing is shown.
    ensure(genuine || line.basis !== 'intake', 'grant-false');
    if (!genuine) continue;
    if (identity === undefined) unopened.push(read.hash);
    else {
      const { report, compartment, turn, recipient } = line;
      held.set(placeOf(line), { report, compartment, turn, recipient, identity, newest: '' });
    }
  }
  return { held, unopened };
}

function holderEntry(
  { read, refused }: CheckedGrant, directory: Directory, ended: ReadonlyMap<string, string>,
): HolderEntry {
  const { line } = read;
  const person = personOf(line.holder);
  const officer = directory.at(person, line.at)[0] ?? directory.newest(person);
  return {
    holder: line.holder, compartment: line.compartment, turn: line.turn, basis: line.basis, by: line.by,
    since: line.at, ended: ended.get(read.hash) ?? '', genuine: refused === undefined, hash: read.hash,
    ...(officer === undefined ? {} : { officer }), ...(refused === undefined ? {} : { reason: refused.code }),
  };
}

function highestTurns(grants: readonly CheckedGrant[], entries: readonly Entry[]): Map<string, number> {
  const turns = new Map<string, number>();
  const seen = [
    ...grants.flatMap((grant) => (grant.refused === undefined ? [grant.read.line] : [])),
    ...entries.filter(isReadable),
  ];
  for (const { compartment, turn } of seen) turns.set(compartment, Math.max(turn, turns.get(compartment) ?? 0));
  return turns;
}

/** Says whether an entry may be read: genuine, or genuine with something missing. */
export function isReadable(entry: Entry): boolean {
  return entry.verdict === 'genuine' || entry.verdict === 'missing';
}

/** The items of a bundle on their way to verdicts. */
class Items {
  constructor(
    private readonly believed: Believed, private readonly grants: readonly CheckedGrant[],
    private readonly ended: ReadonlyMap<string, string>, private readonly held: ReadonlyMap<string, Held>,
  ) {}

  /** Gives every item its verdict, in the order in which they came. */
  async open(items: readonly Sealed[]): Promise<Entry[]> {
    const reads = items.map(readPost);
    const lines = new Set(reads.flatMap((read) => ('hash' in read ? [`${read.line.compartment} ${read.hash}`] : [])));
    const entries: Entry[] = [];
    const ids = new Set<string>();
    for (const [i, read] of reads.entries()) {
      const sealed = items[i] as Sealed;
      if (!('hash' in read)) {
        entries.push({ ...emptyEntry(servedHash(sealed)), reason: read.code });
        continue;
      }
      const entry = await this.one(sealed, read, ids, lines);
      entries.push(entry);
      if (isReadable(entry)) this.moveOn(entry);
    }
    for (const entry of entries) {
      if (entry.verdict === 'genuine' && entry.items?.some((id) => !ids.has(id)) === true) {
        Object.assign(entry, { verdict: 'missing', reason: 'items' });
      }
    }
    return entries;
  }

  private async one(sealed: Sealed, read: Read<PostLine>, ids: Set<string>, lines: ReadonlySet<string>): Promise<Entry> {
    const { line } = read;
    const entry = namedEntry(read, this.believed.directory);
    let item: Item;
    try {
      item = await this.openOne(sealed, read);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { ...entry, reason: error.code };
    }
    if (ids.has(line.id)) return { ...entry, verdict: 'repeat' };
    ids.add(line.id);
    const whole: Entry = { ...entry, verdict: 'genuine', at: item.at, ...contentOf(line.kind, item) };
    if (line.prev === '' || lines.has(`${line.compartment} ${line.prev}`)) return whole;
    return { ...whole, verdict: 'missing', reason: 'prev' };
  }

  private async openOne(sealed: Sealed, read: Read<PostLine>): Promise<Item> {
    const { line } = read;
    ensure(line.report === this.believed.report, 'place');
    checkAuthor(read, this.believed);
    const granted = this.grants.some((grant) => grant.refused === undefined
      && grant.read.line.holder === line.by && placeOf(grant.read.line) === placeOf(line)
      && line.at <= (this.ended.get(grant.read.hash) ?? line.at));
    ensure(granted, 'author-grant');
    const identity = this.held.get(placeOf(line))?.identity;
    if (identity === undefined) throw new Refusal('no-key');
    const item = await openItem(sealed, line, identity);
    if (line.kind === 'answers' && line.by === 'reporter') {
      checkAnswers(item.body as AnswersBody, this.believed.keys, identity);
    }
    return item;
  }

  /** Remembers a compartment's newest line, in every turn of it that is held. */
  private moveOn(entry: Entry): void {
    for (const held of this.held.values()) if (held.compartment === entry.compartment) held.newest = entry.hash;
  }
}

function readPost(sealed: Sealed): Read<PostLine> | Refusal {
  try {
    return readLine(sealed, 'post');
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

function contentOf(kind: Kind, { body }: Item): Content {
  switch (kind) {
    case 'answers': return { answers: body as AnswersBody, items: (body as AnswersBody).items };
    case 'letter': case 'outcome': return { text: (body as LetterBody).text, items: (body as LetterBody).items };
    case 'note': case 'assessment': case 'statement': return { text: (body as NoteBody).text };
    // The name is somebody else's word: what it could hide is taken out before it is shown.
    case 'file': return { file: { ...body as FileBody, name: fileName((body as FileBody).name) } };
    case 'receipt': return { receipt: body as ReceiptBody };
    case 'copy': return {};
  }
}

function emptyEntry(lineHash: string): Entry {
  return {
    verdict: 'not-genuine', id: '', kind: '', compartment: '', turn: 0, by: '', day: '', at: '', viaServer: false,
    hash: lineHash, blob: '',
  };
}

function namedEntry({ line, hash: lineHash }: Read<PostLine>, directory: Directory): Entry {
  const officer = line.by.startsWith('officer:')
    ? directory.at(personOf(line.by), line.at)[0] ?? directory.newest(personOf(line.by)) : undefined;
  return {
    ...emptyEntry(lineHash), id: line.id, kind: line.kind, compartment: line.compartment, turn: line.turn, by: line.by,
    day: line.at, viaServer: line.via === 'server', blob: line.kind === 'file' ? line.blobs[0] ?? '' : '',
    ...(officer === undefined ? {} : { officer }),
  };
}
