import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { dayOf } from '../../encode.js';
import { fileName } from '../../filename.js';

/** A zip that is put together in this page's memory; no two of its files have one name. */
export class Archive {
  private readonly pieces: BlobPart[] = [];
  private readonly names = new Set<string>();
  private readonly zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.pieces.push(chunk as BlobPart);
  });

  constructor(private readonly now: Date) {}

  /** Adds a text, as a file that any system opens: with a byte-order mark and its line ends. */
  text(name: string, text: string): void {
    const file = new ZipDeflate(this.free(name), { level: 6 });
    this.put(file, new TextEncoder().encode(`\ufeff${text.replace(/\r?\n/g, '\r\n')}`));
  }

  /** Adds bytes as they are. */
  bytes(name: string, bytes: Uint8Array): void {
    this.put(new ZipPassThrough(this.free(name)), bytes);
  }

  /** The whole archive; nothing can be added after it. */
  end(): Blob {
    this.zip.end();
    return new Blob(this.pieces, { type: 'application/octet-stream' });
  }

  private put(file: ZipDeflate | ZipPassThrough, content: Uint8Array): void {
    // The day is known anyway; the minute is nobody's business.
    file.mtime = `${dayOf(this.now)}T12:00:00`;
    this.zip.add(file);
    file.push(content, true);
  }

  /** A second file of the same name gets a number. */
  private free(path: string): string {
    const dot = path.lastIndexOf('.') > path.lastIndexOf('/') + 1 ? path.lastIndexOf('.') : path.length;
    let name = path;
    for (let n = 2; this.names.has(name.toLowerCase()); n++) name = `${path.slice(0, dot)} (${n})${path.slice(dot)}`;
    this.names.add(name.toLowerCase());
    return name;
  }
}

/** What can be one name in a folder on any system, from any text. */
export function pathName(text: string): string {
  const plain = fileName(text.replace(/[\\/:*?"<>|\s]+/g, ' ')).replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'file' : shorten(plain);
}

/** At most 120 characters, with the ending kept. */
function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= 120) return name;
  const ending = /\.[^. ]{1,12}$/u.exec(name)?.[0] ?? '';
  return letters.slice(0, 120 - ending.length).join('') + ending;
}
