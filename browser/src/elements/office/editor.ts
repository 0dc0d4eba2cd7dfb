import { el, put } from '../../safe.js';
import { alertBox, busy, field, tell } from './dom.js';
import { FileChoice, type FileLimits } from './filechoice.js';
import { say, sayError } from './page.js';
import type { SealedAttachment } from '../../attachment.js';

/** The words of one editor. */
export interface EditorTexts {
  label: string;
  hint: string;
  send: string;
  sent: string;
}

/** Sends what was written, with the files that were sealed for it. */
export type SendText = (text: string, files: SealedAttachment[]) => Promise<void>;

/**
 * A field for text with its button, and files where a letter may carry some. It is made
 * once for a page and survives what is drawn around it, so that typed text is never lost.
 */
export class Editor {
  readonly node: HTMLElement;
  private readonly text = el('textarea', { rows: '7', autocomplete: 'off', spellcheck: 'true', dir: 'auto' });
  private readonly files: FileChoice | undefined;
  private readonly problem = alertBox();
  private readonly done = el('p', { class: 'done', role: 'status' });
  private readonly button: HTMLButtonElement;

  /** Without limits it takes no files. */
  constructor(private readonly texts: EditorTexts, limits: FileLimits | undefined, private readonly send: SendText) {
    this.button = el('button', { type: 'submit', class: 'button' }, texts.send);
    this.files = limits === undefined ? undefined : new FileChoice(limits, () => { tell(this.problem, this.files?.wrong() ?? ''); });
    const submit = (event: Event): void => { event.preventDefault(); void this.submit(); };
    this.node = el('form', { class: 'editor', autocomplete: 'off', onsubmit: submit },
      field(texts.label, this.text, texts.hint), this.files?.node, this.problem, this.button, this.done);
  }

  /** Whether something was typed or chosen that was not sent. */
  get unsent(): boolean {
    return this.text.value.trim() !== '' || (this.files?.files.length ?? 0) > 0;
  }

  /** Forgets what was typed and chosen. */
  empty(): void {
    this.text.value = '';
    this.files?.empty();
  }

  private async submit(): Promise<void> {
    put(this.done);
    const problem = this.text.value.trim() === '' ? say('case.editor.empty') : this.files?.wrong() ?? '';
    tell(this.problem, problem);
    if (problem !== '') {
      this.text.focus();
      return;
    }
    await busy(this.button, this.problem, sayError, async () => {
      await this.send(this.text.value.trim(), await this.files?.seal() ?? []);
      this.empty();
      put(this.done, this.texts.sent);
    });
  }
}
