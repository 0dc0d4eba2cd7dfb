import { draftHandle, sealDraft, type Draft } from '../../draft.js';
import { b64 } from '../../encode.js';
import { fold, type Phrase } from '../../phrase.js';
import { Answered, poster, withRetry, type Post } from '../../post.js';
import { download, el, put } from '../../safe.js';
import { isUnreached } from '../files.js';
import { checkWords, drawWords, keepButtons } from '../keep.js';
import type { Speech } from '../speech.js';

/** What keeping needs of the page. */
export interface Keeper {
  /** The words of this form, made now if there are none yet. */
  words(): Promise<Phrase>;
  /** The form as it stands. */
  draft(): Draft;
  hasFiles(): boolean;
  /** Back to the form. */
  closed(): void;
}

/** The name of a kept form as a file: it says nothing of what is in it. */
export const fileName = 'unfinished.age';

/** Keeps the unfinished form: here for 30 days, or as a file, under words that it shows. */
export class Keeping {
  /** Something may lie on the server under these words. */
  isHere = false;
  /** What stands in the page is kept as it stands: it can be closed. */
  isSafe = false;
  private readonly post: Post;
  private readonly status = el('p', { role: 'status' });
  private readonly remove: HTMLButtonElement;
  private busy = false;

  constructor(private readonly place: HTMLElement, private readonly keeper: Keeper, private readonly speech: Speech) {
    this.post = poster(speech.language);
    this.remove = this.button('draft.delete', 'plain', () => this.drop());
  }

  /** Shows the words, and the ways to keep the form under them. */
  async open(): Promise<void> {
    const { speech, place } = this;
    place.hidden = false;
    const head = el('h2', { id: 'keeping', tabindex: -1 }, speech.say('draft.keep'));
    put(place, head, el('p', {}, speech.say('js.report.making')));
    place.closest('form')?.scrollIntoView({ block: 'start' });
    head.focus();
    try {
      const { words } = await this.keeper.words();
      put(place, head, ...this.draw(words));
    } catch {
      put(place, head, el('p', { class: 'wrong-text', role: 'alert' }, speech.say('js.common.network')), this.back());
    }
  }

  private draw(words: readonly string[]): HTMLElement[] {
    const { speech } = this;
    put(this.status);
    this.remove.hidden = !this.isHere;
    const here = this.button('js.draft.here', '', () => this.keep());
    const file = this.button('js.draft.file', 'quiet', () => this.save());
    return [
      el('p', {}, speech.say('js.draft.text')),
      ...this.keeper.hasFiles() ? [el('div', { class: 'note warm' }, el('p', {}, speech.say('draft.no-files')))] : [],
      el('h3', {}, speech.say('mailbox.words')),
      el('p', {}, speech.say('draft.words.text'), ' ', el('strong', {}, speech.say('draft.words.lost'))),
      drawWords(words),
      keepButtons(words, `${location.origin}/`, speech),
      checkWords(words, fold, speech),
      el('div', { class: 'actions' }, here, file),
      this.status,
      el('div', { class: 'actions' }, this.back(), this.remove),
    ];
  }

  /** Empties the panel; the words stay the page's. */
  close(): void {
    put(this.place);
    this.place.hidden = true;
  }

  private back(): HTMLButtonElement {
    return el('button', { type: 'button', class: 'quiet', 'data-keep-back': true, onclick: () => {
      this.close();
      this.keeper.closed();
    } }, this.speech.say('js.draft.back'));
  }

  private button(key: string, look: string, act: () => Promise<string>): HTMLButtonElement {
    return el('button', { type: 'button', class: look, [`data-${key.split('.').at(-1) ?? ''}`]: true, onclick: () => { void this.run(act); } },
      this.speech.say(key));
  }

  /** Does one thing at a time and says what came of it. */
  private async run(act: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    put(this.status, this.speech.say('js.draft.sealing'));
    try {
      put(this.status, el('span', { class: 'badge good' }, await act()));
    } catch (error) {
      put(this.status, el('span', { class: 'wrong-text' }, this.sayError(error)));
    } finally {
      this.busy = false;
      this.remove.hidden = !this.isHere;
    }
  }

  private async keep(): Promise<string> {
    const { entropy } = await this.keeper.words();
    const draft = b64(await sealDraft(entropy, this.keeper.draft()));
    this.isHere = true; // even if no answer comes, it may have arrived
    const kept = await withRetry(() => this.post.json<{ until: string }>('/send/draft/keep', { handle: draftHandle(entropy), draft }));
    this.isSafe = true;
    return this.speech.say('js.draft.kept', { Day: this.speech.day(kept.until) });
  }

  private async save(): Promise<string> {
    const { entropy } = await this.keeper.words();
    download(new Blob([await sealDraft(entropy, this.keeper.draft()) as Uint8Array<ArrayBuffer>]), fileName);
    this.isSafe = true;
    return this.speech.say('js.draft.saved');
  }

  private async drop(): Promise<string> {
    const { entropy } = await this.keeper.words();
    await withRetry(() => this.post.json('/send/draft/delete', { handle: draftHandle(entropy) }));
    this.isHere = this.isSafe = false;
    return this.speech.say('js.draft.deleted');
  }

  private sayError(error: unknown): string {
    if (error instanceof Answered && error.sentence !== '') return error.sentence;
    return this.speech.say(isUnreached(error) ? 'js.common.network' : 'js.report.not-sealed');
  }
}
