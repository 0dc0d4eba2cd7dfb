import { linesOf } from '../../lines.js';
import { Answered, withRetry } from '../../post.js';
import { fold } from '../../phrase.js';
import { el, put } from '../../safe.js';
import { checkWords, drawWords, keepButtons } from '../keep.js';
import { problem } from './confirm.js';
import { isUnreached } from '../files.js';
import type { Post } from '../../post.js';
import type { Opened } from '../../bundle.js';
import type { Claimed } from '../../party.js';
import type { Speech } from '../speech.js';
import type { Owner } from './visit.js';

/** Whether somebody opens with words that an officer made for them, also in place of words that were lost, and has none of their own. */
export function isGiven({ me, keys, lines }: Pick<Opened, 'me' | 'keys' | 'lines'>): boolean {
  const isWritten = me.by !== 'reporter' || linesOf({ lines }, 'step').some(({ line }) => line.step === 'taken-down');
  return keys.by !== me.by || (isWritten && keys.prev === '');
}

/** New words of somebody's own, shown once, and kept before anything else is shown. */
export class ClaimPage {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly kept = el('input', { type: 'checkbox', id: 'kept' });
  private readonly status = el('div', {});
  private readonly button: HTMLButtonElement;
  private done = false;

  /** opens is called with the new owner when the words count. */
  constructor(
    private readonly claimed: Claimed, private readonly post: Post, private readonly speech: Speech,
    private readonly opens: (owner: Owner) => Promise<void>,
  ) {
    const { words } = claimed.phrase;
    this.title = el('h1', { tabindex: '-1' }, speech.say('js.mailbox.claim.title'));
    this.button = el('button', { type: 'submit' }, speech.say('js.mailbox.claim.open'));
    const form = el('form', { autocomplete: 'off', novalidate: true },
      el('label', { class: 'choice', for: 'kept' }, this.kept, el('span', {}, speech.say('js.mailbox.claim.kept'))),
      this.status, el('p', { class: 'actions' }, this.button));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    this.element = el('div', { 'data-claim': true }, this.title,
      el('p', { class: 'lead' }, speech.say('js.mailbox.claim.lead')), el('p', {}, speech.say('js.mailbox.claim.text')),
      drawWords(words), keepButtons(words, location.origin + location.pathname, speech),
      el('div', { class: 'note warm' }, el('p', {}, speech.say('js.mailbox.claim.lost'))),
      checkWords(words, fold, speech), form);
  }

  /** Moves to the words. */
  focus(): void {
    this.title.focus();
  }

  /** Says whether leaving would lose words that nobody kept. */
  isOpen(): boolean {
    return !this.done;
  }

  private async send(): Promise<void> {
    if (this.button.disabled) return;
    if (!this.kept.checked) {
      put(this.status, problem(this.speech.say('js.mailbox.claim.not-kept')));
      this.kept.focus();
      return;
    }
    this.button.disabled = true;
    put(this.status, el('p', { role: 'status' }, this.speech.say('js.mailbox.opening')));
    try {
      await this.claim();
      this.done = true;
      await this.opens({ handle: this.claimed.claim.next, me: this.claimed.me });
    } catch (error) {
      put(this.status, problem(this.sayError(error), this.speech.say(this.done ? 'js.mailbox.claim.again' : 'js.mailbox.claim.not-yet')));
    } finally {
      this.button.disabled = false;
    }
  }

  /**
   * Posts the claim. Where its answer was lost on the way, the old words open nothing any more
   * and the new ones do: whether they do is found out by opening.
   */
  private async claim(): Promise<void> {
    const { claim } = this.claimed;
    if (this.done) return;
    try {
      await withRetry(() => this.post.json('/send/claim', claim));
    } catch (error) {
      if (!(error instanceof Answered) || (error.status !== 404 && error.status !== 409)) throw error;
      await this.post.json('/send/mailbox', { handle: claim.next }).catch(() => { throw error; });
    }
  }

  private sayError(error: unknown): string {
    if (error instanceof Answered && error.sentence !== '') return error.sentence;
    return this.speech.say(isUnreached(error) ? 'js.common.network' : 'js.mailbox.not-genuine');
  }
}
