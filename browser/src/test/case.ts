import { openBundle, type Opened } from '../bundle.js';
import { hash } from '../encode.js';
import { parseLine } from '../line.js';
import { placeOf } from '../trust.js';
import { root, today, type Officer, type Scene } from './world.js';
import type { Me } from '../intake.js';
import type { Bundle, GrantLine, Line, PostLine, Sealed, Signed } from '../types.js';

// What a server keeps of a report, and serves to each holder: for tests of what travels.

function lineOf<I extends Line['is']>(signed: Signed, is: I): Extract<Line, { is: I }> {
  const line = parseLine(signed.line);
  if (line.is !== is) throw new Error(line.is);
  return line as Extract<Line, { is: I }>;
}

/** Anything that was sent. */
export interface SentParts {
  grants?: Sealed[];
  items?: Sealed[];
  lines?: Signed[];
  step?: Signed;
  party?: { keys: Signed };
}

/** The kept lines and sealed things of one report. */
export class Kept {
  readonly keys: Signed[];
  readonly grants: Sealed[];
  readonly items: Sealed[];
  readonly lines: Signed[];
  readonly directory: Signed[];
  readonly ended: Bundle['ended'] = [];
  private readonly report: string;

  constructor(at: Scene, more: readonly Officer[] = []) {
    const { sending, held } = at.submission;
    this.report = held.report;
    this.keys = [sending.keys];
    this.grants = [...sending.grants];
    this.items = [...sending.items];
    this.lines = [...sending.consents];
    this.directory = [...at.directory, ...more.map((each) => each.signed)];
  }

  /** Keeps what was sent. */
  take(...all: SentParts[]): void {
    for (const { grants = [], items = [], lines = [], step, party } of all) {
      this.grants.push(...grants);
      this.items.push(...items);
      this.lines.push(...lines, ...(step === undefined ? [] : [step]));
      if (party !== undefined) this.keys.push(party.keys);
    }
  }

  /** Ends all that somebody holds. */
  end(holder: string): void {
    this.ended.push(...this.grantLines().filter(([line]) => line.holder === holder).map(([, { line }]) => ({ grant: hash(line), day: today })));
  }

  /** What a holder is served. */
  serve(by: string): Bundle {
    const own = this.grantLines().filter(([line, sealed]) => line.holder === by && !this.ended.some(({ grant }) => grant === hash(sealed.line)));
    const mine = new Set(own.map(([line]) => line.compartment));
    const places = new Set(own.map(([line]) => placeOf(line)));
    const seen = this.grantLines().filter(([line]) => mine.has(line.compartment));
    const holders = new Set(seen.map(([line]) => line.holder));
    return {
      report: this.report, directory: this.directory, ended: this.ended, lines: this.lines,
      keys: this.keys.filter((signed) => holders.has(lineOf(signed, 'keys').who) || !by.startsWith('party:')),
      grants: seen.map(([, { line, sig }]) => ({ line, sig })), own: own.map(([, sealed]) => sealed),
      items: this.items.filter((item) => places.has(placeOf(lineOf(item, 'post')))),
      origins: this.origins(mine),
    };
  }

  /** What a holder reads of it. */
  async open(me: Me): Promise<Opened> {
    return await openBundle(this.serve(me.by), me, root);
  }

  private grantLines(): [GrantLine, Sealed][] {
    return this.grants.map((sealed) => [lineOf(sealed, 'grant'), sealed]);
  }

  private origins(mine: ReadonlySet<string>): Signed[] {
    const asked = new Set(this.lines.map((signed) => parseLine(signed.line))
      .flatMap((line) => (line.is === 'request' ? line.parts.map((part) => part.id) : [])));
    const posts: PostLine[] = this.items.map((item) => lineOf(item, 'post')).filter((post) => asked.has(post.id));
    return this.grantLines().filter(([grant]) => !mine.has(grant.compartment) && (grant.compartment.startsWith('share:')
      || posts.some((post) => post.by === grant.holder && post.compartment === grant.compartment)))
      .map(([, { line, sig }]) => ({ line, sig }));
  }
}
