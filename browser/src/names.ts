import type { Found } from './mask.js';

/** A word as it is written. */
interface Written {
  fold: string;
  from: number;
  to: number;
  gap: string;
  capital: boolean;
  allCaps: boolean;
  beginning: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const titles = set('mr mrs ms miss mx dr dra prof mme mlle monsieur madame mademoiselle maitre sr sra srta senor senora senorita don dona ing lic');
const plainly = set('mr mrs ms mme mlle sra srta');
const particles = set('de del la las los du des le van von der den bin ben ibn al el da dos di abu');
const calls = ['named', 'called', 'name is', 's appelle', 'se llama', 'nomme', 'nommee', 'prenomme', 'llamado', 'llamada', 'nombre es', 'signed', 'firmado'];
const introduces = ['my name is', 'je m appelle', 'me llamo', 'mi nombre es', 'mon nom est'];
const stops = set('a al and as at au aux avec by can con de del des did does du e el elle en es est et for from ha had has have he i il in is it la las le les los me mi mon my no not ne of on or ou para pas por que qui said says se she su sur te the they to tu un una und une was who will with y you');

const ofSpace = /^[ \u00a0]$/u;
const ofInitial = /^\.?[ \u00a0]$/u;
const ofName = /^(?:[ \u00a0]|\.[ \u00a0]?|['’])$/u;
const anEnd = /[.!?…:;\n«»“”"()[\]•*–—¿¡/]| - /u;

/** A word without its capitals and accents. */
function fold(word: string): string {
  return word.toLowerCase().normalize('NFKD').replace(/\p{Mn}/gu, '').replaceAll('œ', 'oe').replaceAll('æ', 'ae');
}

function writtenOf(text: string): Written[] {
  const list: Written[] = [];
  let end = 0;
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*/gu)) {
    const word = match[0];
    const from = match.index;
    const gap = text.slice(end, from);
    const upper = /^\p{Lu}/u.test(word);
    const rest = word.replace(/^./su, '');
    const capital = upper && (rest === '' || /\p{Ll}/u.test(rest));
    const before = list.at(-1);
    const beginning = before === undefined || (anEnd.test(gap) && !shortened(before, gap));
    end = from + word.length;
    list.push({ fold: fold(word), from, to: end, gap, capital, allCaps: upper && !capital, beginning });
  }
  return list;
}

/** A title or an initial, whose full stop ends no sentence. */
function shortened(word: Written, gap: string): boolean {
  return ofInitial.test(gap) && (titles.has(word.fold) || (word.fold.length === 1 && word.capital));
}

/** The names in a text. */
export function names(text: string, capitals: ReadonlySet<string>): Found[] {
  const search = new Naming(writtenOf(text), capitals);
  const list: Found[] = [];
  for (let i = 0; i < search.words.length; i++) {
    const to = search.called(i) || search.capital(i);
    const first = search.words[i];
    const last = search.words[to - 1];
    if (to <= i || first === undefined || last === undefined) continue;
    list.push({ from: first.from, to: last.to, kind: 'name' });
    i = to - 1;
  }
  return list;
}

/** One search for names. Its answers are the place after a name's last word, or 0. */
class Naming {
  private readonly smalls: ReadonlySet<string>;
  private readonly shouting: boolean; // where every word has a capital, none means anything

  constructor(readonly words: Written[], private readonly capitals: ReadonlySet<string>) {
    this.smalls = new Set(words.filter((w) => !w.capital && !w.allCaps).map((w) => w.fold));
    const high = words.filter((w) => (w.capital || w.allCaps) && !w.beginning && !capitals.has(w.fold)).length;
    this.shouting = words.length >= 6 && high * 2 > words.length;
  }

  /** A name after a title or an introduction. */
  called(i: number): number {
    const w = this.words[i];
    const before = this.words[i - 1];
    if (w === undefined || before === undefined || this.capitals.has(w.fold)) return 0;
    const near = ofInitial.test(w.gap);
    const title = near && (titles.has(before.fold) || (before.fold === 'm' && before.capital && w.gap.startsWith('.')));
    const introduced = this.after(i, introduces);
    const low = introduced || (near && plainly.has(before.fold));
    if (!title && !low && !this.after(i, calls)) return 0;
    if (w.capital || (w.allCaps && !title)) return this.run(i);
    if (!low || !this.unusual(w)) return 0;
    const to = this.run(i);
    const next = this.words[to];
    return introduced && to === i + 1 && next !== undefined && ofSpace.test(next.gap) && this.unusual(next) ? to + 1 : to;
  }

  /** A name by its capital, within a sentence. */
  capital(i: number): number {
    const w = this.words[i];
    if (w === undefined || this.shouting || !w.capital || w.beginning || this.plain(w)) return 0;
    const to = this.run(i);
    return w.fold.length === 1 && (to === i + 1 || !this.words[i + 1]?.gap.startsWith('.')) ? 0 : to;
  }

  private plain(w: Written): boolean {
    const parts = w.fold.split('-');
    return this.capitals.has(w.fold) || titles.has(w.fold) || this.smalls.has(w.fold) || parts.every((part) => this.capitals.has(part));
  }

  private unusual(w: Written): boolean {
    return !stops.has(w.fold) && !this.capitals.has(w.fold) && !w.allCaps && w.fold.length > 1;
  }

  private after(i: number, rows: string[]): boolean {
    const gap = this.words[i]?.gap ?? '';
    if (!ofSpace.test(gap) && gap !== ': ') return false;
    return rows.some((row) => {
      const length = row.split(' ').length;
      return i >= length && this.words.slice(i - length, i).map((w) => w.fold).join(' ') === row;
    });
  }

  /** More words with a capital, small words between them. */
  private run(i: number): number {
    let end = i + 1;
    for (let k = i + 1; k < this.words.length; k++) {
      const w = this.words[k];
      const before = this.words[k - 1];
      if (w === undefined || before === undefined) return end;
      if (!ofName.test(w.gap) || (w.gap.startsWith('.') && before.fold.length !== 1)) return end;
      const high = w.capital || (w.allCaps && w.fold.length > 2);
      if (high && !this.capitals.has(w.fold) && !this.smalls.has(w.fold) && (w.fold.length > 1 || this.followed(k))) end = k + 1;
      else if (!particles.has(w.fold) || w.gap === "'" || w.gap === '’') return end;
    }
    return end;
  }

  /** A letter that is part of a name: "J. Miller", "O’Brien". */
  private followed(k: number): boolean {
    const next = this.words[k + 1];
    return next !== undefined && (next.gap.startsWith('.') || (next.capital && (next.gap === "'" || next.gap === '’')));
  }
}
