import { Answered, withRetry, type Post } from '../../post.js';
import { hash } from '../../encode.js';
import { isUnreached } from '../files.js';
import type { Opened } from '../../bundle.js';
import type { Me } from '../../intake.js';
import type { Sealed, Signed, Upload } from '../../types.js';
import type { Speech } from '../speech.js';
import type { MailboxData } from './data.js';
import type { Reading } from './reading.js';

/** How the page reaches sealed attachments. */
export type FetchBlob = (blob: string) => Promise<Blob>;

/** What was typed in a part of the page and was not sent yet. It outlives what is drawn around it. */
export interface Unsent {
  readonly element: HTMLElement;
  /** Says whether something would be lost. */
  isOpen(): boolean;
  /** Forgets it. */
  clear(): void;
}

/** Whose mailbox is open: the handle by which it is asked for, and the keys. */
export interface Owner {
  handle: string;
  me: Me;
}

/** What a person decides towards one office: signed lines, and the letter that goes with them. */
export interface Deciding {
  unit: string;
  lines: Signed[];
  items: Sealed[];
  uploads: Upload[];
}

/** One opened mailbox in this page's memory, and what was begun in it. */
export class Visit {
  private readonly unsent = new Map<string, Unsent>();

  /** load fetches and checks the mailbox anew; draw shows what was loaded. */
  constructor(
    readonly data: MailboxData, readonly speech: Speech, readonly post: Post, readonly owner: Owner, public reading: Reading,
    private readonly load: (owner: Owner) => Promise<Reading>, private readonly draw: (visit: Visit) => void,
  ) {}

  /** The mailbox as it was opened last. */
  get opened(): Opened {
    return this.reading.opened;
  }

  readonly fetchBlob: FetchBlob = (blob) => this.post.bytes('/send/blob', { handle: this.owner.handle, blob });

  /** Gives what was begun under a name, or begins it. */
  begun<U extends Unsent>(name: string, make: () => U): U {
    const known = this.unsent.get(name) as U | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.unsent.set(name, made);
    return made;
  }

  /** Says whether leaving would lose something. */
  isOpen(): boolean {
    return [...this.unsent.values()].some((each) => each.isOpen());
  }

  /** Forgets everything that was typed. */
  clear(): void {
    for (const each of this.unsent.values()) each.clear();
    this.unsent.clear();
  }

  /** Loads the mailbox and shows it as it is now. */
  async again(): Promise<void> {
    this.reading = await this.load(this.owner);
    this.draw(this);
  }

  /**
   * Posts what was decided. Where an answer was lost on the way, sending it again is refused as
   * done already: then the mailbox tells whether it is these very lines that stand there.
   */
  async decide(deciding: Deciding): Promise<void> {
    try {
      await withRetry(() => this.post.json('/send/act', deciding));
    } catch (error) {
      if (!(error instanceof Answered) || error.status !== 409) throw error;
      this.reading = await this.load(this.owner);
      const kept = new Set(this.opened.lines.map((line) => line.hash));
      if (!deciding.lines.every(({ line }) => kept.has(hash(line)))) throw error;
    }
  }

  /** Why something was not sent, as a sentence. */
  sayError(error: unknown, otherwise: string): string {
    if (error instanceof Answered && error.sentence !== '') return error.sentence;
    return this.speech.say(isUnreached(error) ? 'js.common.network' : otherwise);
  }
}
