import { utf8 } from './encode.js';
import { ensure } from './refusal.js';

/** How much JSON may be read; 0 stands for no limit of that kind. */
export interface Bounds {
  bytes: number;
  text: number;
  array: number;
}

/** The bounds of a signed line. */
export const lineBounds: Bounds = { bytes: 16 * 1024, text: 4096, array: 200 };
/** The bounds of an item's plaintext. */
export const itemBounds: Bounds = { bytes: 4 * 1024 * 1024, text: 0, array: 0 };

const deepest = 8;
const space = /[ \t]*/y;
// What stands in a string before it closes; whether its escapes are right is asked apart.
const text = /"(?:[^"\\\u0000-\u001f]|\\[^\u0000-\u001f])*"/y;
const digits = /[0-9]+/y;
const literal = /true|false|null/y;
// With the u flag a pair counts as one character, so only an unpaired half is matched.
const unpaired = /\p{Surrogate}/u;

/**
 * Reads one JSON object on one line as sealing.md section 4 asks, after every freedom of
 * JSON.parse was refused: repeated names (compared after unescaping, and in any case),
 * unpaired surrogates, numbers that are not digits below 2^53, more than eight levels.
 */
export function readStrict(json: string, bounds: Bounds): Record<string, unknown> {
  ensure(json.length <= bounds.bytes && utf8(json).length <= bounds.bytes, 'too-long');
  ensure(!unpaired.test(json), 'utf-8');
  ensure(!json.startsWith('\uFEFF'), 'bom');
  ensure(!/[\n\r]/.test(json), 'line-break');
  new Scanner(json, bounds).whole();
  return JSON.parse(json) as Record<string, unknown>;
}

class Scanner {
  private at = 0;
  private depth = 0;

  constructor(private readonly json: string, private readonly bounds: Bounds) {}

  whole(): void {
    this.skip();
    ensure(this.json[this.at] === '{', 'json', 'object');
    this.value();
    this.skip();
    ensure(this.at === this.json.length, 'json', 'trailing');
  }

  private value(): void {
    this.skip();
    switch (this.json[this.at]) {
      case '{': this.inside('}', this.member(new Set())); return;
      case '[': this.inside(']', this.element()); return;
      case '"': this.string(); return;
      default: if (this.take(literal) === '') this.number();
    }
  }

  /** Reads what stands between brackets, comma by comma. */
  private inside(close: string, part: () => void): void {
    ensure(++this.depth <= deepest, 'depth');
    this.at++;
    this.skip();
    if (this.json[this.at] !== close) {
      for (;;) {
        part();
        this.skip();
        if (this.json[this.at] !== ',') break;
        this.at++;
      }
    }
    ensure(this.json[this.at] === close, 'json', 'bracket');
    this.at++;
    this.depth--;
  }

  private element(): () => void {
    let count = 0;
    return () => {
      this.value();
      ensure(this.bounds.array === 0 || ++count <= this.bounds.array, 'too-many');
    };
  }

  private member(seen: Set<string>): () => void {
    return () => {
      this.skip();
      // Two names that differ in case only are one name to somebody's reader.
      const name = this.string().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      ensure(!seen.has(name), 'name-repeated');
      seen.add(name);
      this.skip();
      ensure(this.json[this.at] === ':', 'json', 'colon');
      this.at++;
      this.value();
    };
  }

  private string(): string {
    const raw = this.take(text);
    ensure(raw !== '', 'json', 'string');
    let read: string;
    try {
      read = JSON.parse(raw) as string;
    } catch {
      ensure(false, 'json', 'escape');
    }
    ensure(!unpaired.test(read), 'surrogate');
    ensure(this.bounds.text === 0 || utf8(read).length <= this.bounds.text, 'too-long', 'string');
    return read;
  }

  private number(): void {
    const raw = this.take(digits);
    ensure(raw !== '' || this.json[this.at] === '-', 'json', 'value');
    ensure(raw !== '' && !/[.eE]/.test(this.json[this.at] ?? ''), 'number');
    ensure((raw === '0' || !raw.startsWith('0')) && Number(raw) < 2 ** 53, 'number');
  }

  private skip(): void {
    this.take(space);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.json)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
