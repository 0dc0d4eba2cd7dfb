import { Zip, ZipPassThrough } from 'fflate';
import { isReadable, type Entry, type Opened } from './bundle.js';
import { dayOf, hash, randomBytes, unb64, utf8 } from './encode.js';
import { isId } from './forms.js';
import { parseLine } from './line.js';
import { wordsOf } from './phrase.js';
import { ensure } from './refusal.js';
import { ask } from './worker.js';
import type { Bundle, Sealed, Signed } from './types.js';

/** What an export is made of. */
export interface ExportParts {
  bundle: Bundle;
  opened: Opened;
  /** The case number. */
  number: string;
  now: Date;
  /** The word list of the page's language, for the passphrase. */
  words: readonly string[];
  /** Asks the server for the age file of an attachment, by its sum. */
  blob: (sum: string) => Promise<Blob>;
  /** Seals the identities under the passphrase; in a page `lockIn`. */
  lock: Lock;
  progress?: (share: number) => void;
}

/** Seals bytes under a passphrase. */
export type Lock = (plain: Uint8Array, passphrase: string) => Promise<Uint8Array>;

/** An export: the zip, and the 12 words that open its key file, to be shown once. */
export interface Export {
  zip: Blob;
  words: string[];
}

const keyFile = 'identities.age';

/** One item of the manifest (internal/seal ManifestItem). */
interface ManifestItem {
  id: string;
  kind: Entry['kind'];
  compartment: string;
  turn: number;
  file: string;
  line: string;
  command: string;
  blob: string;
  blobCommand: string;
}

/** Locks in the attachment worker: scrypt takes a second or two and must not stop the page. */
export function lockIn(worker: string): Lock {
  return async (plain, passphrase) => await ask<Uint8Array>(worker, { lock: plain, passphrase });
}

/**
 * Makes the zip: plain age files, lines, a manifest with the commands that open them, and the
 * identities in one age file under 12 new words. Only what this holder can read is in it.
 */
export async function makeExport(parts: ExportParts): Promise<Export> {
  const words = wordsOf(randomBytes(16), parts.words);
  const archive = new Archive(parts.now);
  const readable = parts.opened.entries.filter(isReadable);
  const items: ManifestItem[] = [];
  for (const [i, entry] of readable.entries()) {
    items.push(await addItem(archive, parts, entry));
    parts.progress?.((i + 1) / (readable.length + 1));
  }
  const lines = [
    ...addLines(archive, 'grants', [...parts.bundle.grants, ...parts.bundle.own]),
    ...addLines(archive, 'keys', parts.bundle.keys),
    ...addLines(archive, 'directory', parts.bundle.directory),
    ...addLines(archive, 'lines', parts.bundle.lines),
    ...addLines(archive, 'origins', parts.bundle.origins),
  ];
  const manifest = { v: 1, report: parts.opened.report, number: parts.number, day: dayOf(parts.now), items, lines };
  archive.add('manifest.json', utf8(JSON.stringify(manifest)));
  archive.add(keyFile, await parts.lock(utf8(identities(parts.opened, readable)), words.join(' ')));
  parts.progress?.(1);
  return { zip: archive.end(), words };
}

/** Every identity that opens something here, one a line, as age reads them. */
function identities(opened: Opened, readable: readonly Entry[]): string {
  const held = [...opened.held.values()].map((each) => each.identity);
  const files = readable.flatMap((entry) => (entry.file ?? entry.copied?.file)?.identity ?? []);
  return [...new Set([...held, ...files])].map((identity) => identity + '\n').join('');
}

async function addItem(archive: Archive, { bundle, blob }: ExportParts, entry: Entry): Promise<ManifestItem> {
  const sealed = bundle.items.find((each) => hash(each.line) === entry.hash) as Sealed;
  const sum = entry.blob !== '' ? entry.blob : entry.copied?.blob ?? '';
  const item = manifestItem(entry, sum !== '');
  archive.add(item.file, unb64(sealed.file));
  archive.add(item.line, lineFile(sealed));
  if (item.blob === '') return item;
  const bytes = new Uint8Array(await (await blob(sum)).arrayBuffer());
  ensure(hash(bytes) === sum, 'attachment', 'sealed');
  archive.add(item.blob, bytes);
  return item;
}

/**
 * What the manifest says of an item: where its files are, and the commands that open them. A
 * file has an attachment, and so has the copy of one.
 */
export function manifestItem(
  { id, kind, compartment, turn }: Pick<Entry, 'id' | 'kind' | 'compartment' | 'turn'>, isAttached: boolean,
): ManifestItem {
  const file = `items/${id}.age`;
  const blob = isAttached ? `blobs/${id}.age` : '';
  return {
    id, kind, compartment, turn, file, line: `items/${id}.line.json`, command: command(file),
    blob, blobCommand: blob === '' ? '' : command(blob),
  };
}

function command(file: string): string {
  return `age --decrypt -i ${keyFile} ${file}`;
}

/** Lines as files named by their ids; what is no line is not exported. */
function addLines(archive: Archive, folder: string, lines: readonly Signed[]): string[] {
  const names: string[] = [];
  for (const signed of lines) {
    const id = idOf(signed);
    const name = `${folder}/${id}.line.json`;
    if (!isId(id) || names.includes(name)) continue;
    archive.add(name, lineFile(signed));
    names.push(name);
  }
  return names;
}

function idOf(signed: Signed): string {
  try {
    return parseLine(signed.line).id;
  } catch {
    return '';
  }
}

function lineFile({ line, sig }: Signed): Uint8Array {
  return utf8(JSON.stringify({ line, sig }));
}

/** A zip that is only put together: age files do not compress. */
class Archive {
  private readonly pieces: BlobPart[] = [];
  private readonly zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.pieces.push(chunk as BlobPart);
  });

  constructor(private readonly now: Date) {}

  add(name: string, content: Uint8Array): void {
    const file = new ZipPassThrough(name);
    // The day is known anyway; the minute is nobody's business.
    file.mtime = `${dayOf(this.now)}T12:00:00`;
    this.zip.add(file);
    file.push(content, true);
  }

  end(): Blob {
    this.zip.end();
    return new Blob(this.pieces, { type: 'application/octet-stream' });
  }
}
