import { checkCopy, type CopiedItem, type CopyPlace } from './copies.js';
import { contentOf, type Content } from './content.js';
import { personOf, type Directory } from './directory.js';
import { checkAnswers, servedHash } from './intake.js';
import { openItem, type Held, type Item } from './item.js';
import { readLine, type Read } from './line.js';
import { Refusal, ensure, isRefusal, type RefusalCode } from './refusal.js';
import { checkAuthor, placeOf, type Believed, type CheckedGrant } from './trust.js';
import type { AnswersBody, CopyBody } from './body.js';
import type { Kind, OfficerLine, PostLine, Sealed, Signed } from './types.js';

/** What a reader may say of an item: nothing is ever dropped in silence. */
export type Verdict =
  /** Place, signature, author's grant and hashes hold. */
  | 'genuine'
  /** The id was seen before. */
  | 'repeat'
  /** Genuine, but something it speaks of is not here. */
  | 'missing'
  | 'not-genuine';

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
  /** What a copy copies. */
  copied?: CopiedItem;
  /** The line to the byte and the JSON that it hashes, for passing the item on. */
  exact?: { signed: Signed; text: string };
}

/** Says whether an entry may be read: genuine, or genuine with something missing. */
export function isReadable(entry: Entry): boolean {
  return entry.verdict === 'genuine' || entry.verdict === 'missing';
}

/** The items of a bundle on their way to verdicts. */
export class Items {
  constructor(
    private readonly believed: Believed, private readonly grants: readonly CheckedGrant[],
    private readonly ended: ReadonlyMap<string, string>, private readonly held: ReadonlyMap<string, Held>,
    private readonly origins: readonly Signed[],
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
    let copied: CopiedItem | undefined;
    try {
      item = await this.openOne(sealed, read);
      if (line.kind === 'copy') copied = checkCopy(line, item.body as CopyBody, this.copyPlace());
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { ...entry, reason: error.code };
    }
    if (ids.has(line.id)) return { ...entry, verdict: 'repeat' };
    ids.add(line.id);
    const whole: Entry = {
      ...entry, verdict: 'genuine', at: item.at, ...contentOf(line.kind, item),
      ...(copied === undefined ? {} : { copied }),
      exact: { signed: { line: sealed.line, sig: sealed.sig }, text: item.text },
    };
    if (line.prev === '' || lines.has(`${line.compartment} ${line.prev}`)) return whole;
    return { ...whole, verdict: 'missing', reason: 'prev' };
  }

  private async openOne(sealed: Sealed, read: Read<PostLine>): Promise<Item> {
    const { line } = read;
    ensure(line.report === this.believed.report, 'place');
    checkAuthor(read, this.believed);
    ensure(this.holds(line), 'author-grant');
    const identity = this.held.get(placeOf(line))?.identity;
    if (identity === undefined) throw new Refusal('no-key');
    const item = await openItem(sealed, line, identity);
    if (line.kind === 'answers' && line.by === 'reporter') {
      const [first] = this.believed.persons.chain('reporter') ?? [];
      ensure(first !== undefined, 'author');
      checkAnswers(item.body as AnswersBody, first, identity);
    }
    return item;
  }

  /** Whether the author of a line had a genuine grant of its place, which had not ended. */
  private holds(line: PostLine): boolean {
    return this.grants.some((grant) => grant.refused === undefined
      && grant.read.line.holder === line.by && placeOf(grant.read.line) === placeOf(line)
      && line.at <= (this.ended.get(grant.read.hash) ?? line.at));
  }

  private copyPlace(): CopyPlace {
    return {
      believed: this.believed, origins: this.origins, holds: (line) => this.holds(line),
      grants: this.grants.flatMap((grant) => (grant.refused === undefined ? [grant.read.line] : [])),
    };
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
