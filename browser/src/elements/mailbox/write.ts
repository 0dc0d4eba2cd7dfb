import { Answered, withRetry } from '../../post.js';
import { el, put } from '../../safe.js';
import { makeLetter, type Outgoing } from '../../write.js';
import { problem } from './confirm.js';
import { officeOf } from './names.js';
import { nowNear } from '../report/data.js';
import { Chosen } from '../files.js';
import { placeToWriteIn, type OfficeReading } from './reading.js';
import type { Unsent, Visit } from './visit.js';

/** The box in which the person writes to an office. */
export class LetterBox implements Unsent {
  readonly element: HTMLElement;
  private readonly text: HTMLTextAreaElement;
  private readonly files: Chosen;
  private readonly status = el('div', {});
  private readonly button: HTMLButtonElement;
  private sealed: Outgoing | undefined;
  private readonly unit: string;

  constructor(private readonly visit: Visit, { part, suffix }: OfficeReading) {
    const { speech, data } = visit;
    this.unit = part.unit;
    this.text = el('textarea', { id: `letter${suffix}`, rows: 8, maxlength: 20_000, autocomplete: 'off' });
    const input = el('input', { type: 'file', id: `letter-files${suffix}`, multiple: true, 'aria-describedby': `letter-files-hint${suffix}` });
    const chosen = el('div', {});
    this.files = new Chosen(input, chosen, data.limits, speech);
    this.button = el('button', { type: 'submit' }, speech.say('mailbox.send'));
    this.element = this.draw(input, chosen, suffix);
    this.element.addEventListener('input', () => { this.sealed = undefined; });
  }

  clear(): void {
    this.text.value = '';
    this.sealed = undefined;
    this.files.clear();
  }

  isOpen(): boolean {
    return this.text.value.trim() !== '' || this.files.files.length > 0;
  }

  private draw(input: HTMLInputElement, chosen: HTMLElement, suffix: string): HTMLElement {
    const { visit: { speech, data }, unit } = this;
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
    const { visit } = this;
    if (this.button.disabled) return;
    if (this.text.value.trim() === '') {
      this.fail(visit.speech.say('js.mailbox.no-text'));
      this.text.focus();
      return;
    }
    this.button.disabled = true;
    const bar = el('progress', { max: 1, value: 0, 'aria-label': visit.speech.say('js.report.phase.files') });
    put(this.status, bar);
    try {
      const letter = this.sealed ?? await this.seal((share) => { bar.value = share; });
      this.sealed = letter;
      await withRetry(() => visit.post.json('/send/letter', { items: letter.items, uploads: letter.uploads }));
      this.clear();
      await visit.again();
      const note = el('div', { class: 'note good', role: 'status', tabindex: '-1' }, visit.speech.say('mailbox.sent'));
      put(this.status, note);
      note.focus();
    } catch (error) {
      this.failed(error);
    } finally {
      this.button.disabled = false;
    }
  }

  private async seal(progress: (share: number) => void): Promise<Outgoing> {
    const { data, opened } = this.visit;
    const attachments = await this.files.send(
      { worker: data.static.attach, language: data.language, signal: new AbortController().signal }, progress);
    return await makeLetter(opened, placeToWriteIn(this.unit, opened), this.text.value.trim(), attachments, nowNear(data.today));
  }

  private failed(error: unknown): void {
    if (error instanceof Answered && error.code.startsWith('upload-')) {
      this.files.again();
      this.sealed = undefined;
    }
    this.fail(this.visit.sayError(error, 'js.mailbox.not-sealed'));
  }

  private fail(sentence: string): void {
    put(this.status, problem(sentence, this.visit.speech.say('js.mailbox.still-here')));
  }
}
