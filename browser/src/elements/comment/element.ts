import { Answered } from '../../post.js';
import { el, pageData, put } from '../../safe.js';
import { isLeaving } from '../../leaving.js';
import { isUnreached } from '../files.js';
import { drawWords, keepButtons } from '../keep.js';
import { fieldsOf, problemOf, valuesOf } from '../report/answers.js';
import { mark } from '../report/mark.js';
import { mailboxAddress } from '../report/after.js';
import { Speech } from '../speech.js';
import type { Phrase } from '../../phrase.js';
import { CommentSender, editorsOf, fetchComment, isOutdated, type CommentData } from './send.js';

/** A comment on the portal: one short page, sealed here for the editors. */
export class CommentElement extends HTMLElement {
  private data!: CommentData;
  private speech!: Speech;
  private form!: HTMLFormElement;
  private sender!: CommentSender;
  private done = false;

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return; // the page only says why it takes none
    this.form = form;
    this.data = pageData<CommentData>('comment-data');
    this.speech = new Speech(this.data.words, this.data.language);
    this.sender = new CommentSender(this.data.language);
    // The words that came with the page are for people without scripts: dropped unread.
    this.querySelector('[data-words]')?.remove();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    form.addEventListener('input', (event) => {
      this.sender.changed();
      const section = (event.target as Element).closest<HTMLElement>('[data-field]');
      if (section !== null) mark(section, '');
    });
    addEventListener('beforeunload', (event) => {
      if (!this.done && !isLeaving() && this.sections().some((section) => valuesOf(section).length > 0)) event.preventDefault();
    });
    this.drawEditors();
    this.toggleAttribute('ready', true);
  }

  /** Drops everything that was typed or made; the page is going. */
  forget(): void {
    this.done = true;
    this.sender?.changed();
    this.form?.reset();
  }

  private sections(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>('[data-field]')];
  }

  /** Shows who would get a key: this page has checked their lines. */
  private drawEditors(): void {
    const place = this.querySelector('[data-editors]');
    if (place !== null) put(place, ...editorsOf(this.data).map((line) => el('li', {}, line.name)));
  }

  private async send(): Promise<void> {
    const button = this.form.querySelector<HTMLButtonElement>('button[type="submit"]') as HTMLButtonElement;
    if (button.disabled || !this.holds()) return;
    button.disabled = true;
    this.tell(el('p', { role: 'status' }, this.speech.say('js.report.phase.sending')));
    try {
      const { receipt, phrase } = await this.sender.send(this.data, fieldsOf(this.sections(), this.data.form.fields));
      this.arrived(receipt.same, phrase);
    } catch (error) {
      await this.failed(error);
    } finally {
      button.disabled = false;
    }
  }

  /** Checks the answers and says what is wrong beside each. */
  private holds(): boolean {
    const wrong = this.sections().filter((section) => {
      const problem = problemOf(section, this.data.form.fields.find((field) => field.id === section.dataset['field']));
      mark(section, problem === undefined ? '' : this.speech.say(problem.key, { Max: problem.max }));
      return problem !== undefined;
    });
    wrong[0]?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    return wrong.length === 0;
  }

  private async failed(error: unknown): Promise<void> {
    let sentence = error instanceof Answered && error.sentence !== '' ? error.sentence
      : this.speech.say(isUnreached(error) ? 'js.common.network' : 'js.report.not-sealed');
    if (isOutdated(error)) {
      this.sender.changed();
      try {
        this.data = await fetchComment(this.data);
        this.drawEditors();
        sentence = this.speech.say('js.comment.changed');
      } catch (again) {
        if (again instanceof Answered && again.sentence !== '') ({ sentence } = again);
      }
    }
    this.tell(el('div', { class: 'summary', role: 'alert' }, el('p', {}, sentence), el('p', {}, this.speech.say('js.comment.still-here'))));
  }

  private tell(what: HTMLElement): void {
    const place = this.form.querySelector('[data-alert]');
    if (place !== null) put(place, what);
  }

  /** Thanks, and offers the words to whoever wants an answer. */
  private arrived(same: boolean, phrase: Phrase): void {
    this.done = true;
    const page = (this.querySelector('template') as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    page.querySelector('[data-slot="words"]')?.replaceWith(drawWords(phrase.words));
    page.querySelector('[data-slot="keep"]')?.replaceWith(keepButtons(phrase.words, mailboxAddress(this.data.mailbox), this.speech));
    page.querySelector<HTMLElement>('[data-only="different"]')?.toggleAttribute('hidden', same);
    put(this, page);
    scrollTo(0, 0);
    this.querySelector('h1')?.focus();
  }
}
