import { Answered, withRetry, type Post } from '../../post.js';
import { el, put } from '../../safe.js';
import { makeLetter, type Outgoing } from '../../write.js';
import { talkOf } from '../../trust.js';
import { officeOf } from './facts.js';
import { nowNear } from '../report/data.js';
import { Chosen, isUnreached } from '../files.js';
import type { Opened } from '../../bundle.js';
import type { Speech } from '../speech.js';
import type { MailboxData } from './data.js';

/** The box in which the person answers. */
export class LetterBox {
  readonly element: HTMLElement;
  private readonly text: HTMLTextAreaElement;
  private readonly files: Chosen;
  private readonly status = el('div', {});
  private readonly button: HTMLButtonElement;
  private sealed: Outgoing | undefined;

  /** suffix tells its fields from those of another office's box. sent is called when a letter has arrived. */
  constructor(
    private readonly data: MailboxData, private readonly speech: Speech, private readonly post: Post,
    private readonly opened: () => Opened, private readonly unit: string, private readonly suffix: string,
    private readonly sent: () => Promise<void>,
  ) {
    this.text = el('textarea', { id: `letter${suffix}`, rows: 8, maxlength: 20_000, autocomplete: 'off' });
    const input = el('input', { type: 'file', id: `letter-files${suffix}`, multiple: true, 'aria-describedby': `letter-files-hint${suffix}` });
    const chosen = el('div', {});
    this.files = new Chosen(input, chosen, data.limits, speech);
    this.button = el('button', { type: 'submit' }, speech.say('mailbox.send'));
    this.element = this.draw(input, chosen);
    this.element.addEventListener('input', () => { this.sealed = undefined; });
  }

  /** Forgets what was typed. */
  clear(): void {
    this.text.value = '';
    this.sealed = undefined;
    this.files.clear();
  }

  /** Says whether something was typed or chosen and not sent. */
  isOpen(): boolean {
    return this.text.value.trim() !== '' || this.files.files.length > 0;
  }

  private draw(input: HTMLInputElement, chosen: HTMLElement): HTMLElement {
    const { speech, data, suffix, unit } = this;
    const limits = { Files: data.limits.files, File: speech.size(data.limits.file), Total: speech.size(data.limits.total) };
    const form = el('form', { autocomplete: 'off', novalidate: true },
      el('div', { class: 'field' }, el('label', { for: `letter${suffix}` }, speech.say('mailbox.letter')), this.text),
      unit !== '' && el('div', { class: 'field' },
        el('label', { for: `letter-files${suffix}` }, speech.say('mailbox.files')),
        el('p', { class: 'hint', id: `letter-files-hint${suffix}` }, `${speech.say('report.files.limits', limits)} ${speech.say('report.files.betray')}`),
        input, chosen),
      this.status,
      el('p', { class: 'actions' }, this.button));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    return el('section', {}, el('h3', {}, speech.say('mailbox.write.to', { Unit: officeOf(unit, speech) })), form);
  }

  private async send(): Promise<void> {
    if (this.button.disabled) return;
    if (this.text.value.trim() === '') {
      this.fail(this.speech.say('js.mailbox.no-text'));
      this.text.focus();
      return;
    }
    this.button.disabled = true;
    const bar = el('progress', { max: 1, value: 0, 'aria-label': this.speech.say('js.report.phase.files') });
    put(this.status, bar);
    try {
      const letter = this.sealed ?? await this.seal((share) => { bar.value = share; });
      this.sealed = letter;
      await withRetry(() => this.post.json('/send/letter', { items: letter.items, uploads: letter.uploads }));
      this.clear();
      await this.sent();
      put(this.status, el('div', { class: 'note good', role: 'status' }, this.speech.say('mailbox.sent')));
    } catch (error) {
      this.failed(error);
    } finally {
      this.button.disabled = false;
    }
  }

  private async seal(progress: (share: number) => void): Promise<Outgoing> {
    const attachments = await this.files.send(
      { worker: this.data.static.attach, language: this.data.language, signal: new AbortController().signal }, progress);
    return await makeLetter(this.opened(), talkOf(this.unit), this.text.value.trim(), attachments, nowNear(this.data.today));
  }

  private failed(error: unknown): void {
    if (error instanceof Answered && error.code.startsWith('upload-')) {
      this.files.again();
      this.sealed = undefined;
    }
    const sentence = error instanceof Answered ? error.sentence : '';
    this.fail(sentence !== '' ? sentence : this.speech.say(isUnreached(error) ? 'js.common.network' : 'js.mailbox.not-sealed'));
  }

  private fail(sentence: string): void {
    put(this.status, el('div', { class: 'summary', role: 'alert' }, el('p', {}, sentence), el('p', {}, this.speech.say('js.mailbox.still-here'))));
  }
}
