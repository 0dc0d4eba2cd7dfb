import { pause } from '../../post.js';

/** Asks when nothing newer was asked for a while; what is older is stopped and thrown away. */
export class Latest {
  private now: AbortController | undefined;

  constructor(private readonly rest: number) {}

  /** Gives the answer, or undefined if something newer was asked in the meantime. */
  async ask<T>(question: (signal: AbortSignal) => Promise<T>, after = this.rest): Promise<T | undefined> {
    this.drop();
    const mine = this.now = new AbortController();
    try {
      if (after > 0) await pause(after, mine.signal);
      const answer = await question(mine.signal);
      return mine.signal.aborted ? undefined : answer;
    } catch (error) {
      if (mine.signal.aborted) return undefined;
      throw error;
    }
  }

  /** Stops what is under way. */
  drop(): void {
    this.now?.abort();
  }
}
