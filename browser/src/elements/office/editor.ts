import { el, put } from '../../safe.js';
import { alertBox, busy, field, tell } from './dom.js';
import { say, sayError, saySize } from './page.js';

/** The words of one editor. */
export interface EditorTexts {
  label: string;
  hint: string;
  send: string;
  sent: string;
}

/** Limits of the files that go with a letter. */
export interface FileLimits {
  files: number;
  file: number;
  total: number;
}

/** Sends what was written; tells how far the files are, from 0 to 1. */
export type SendText = (text: string, files: File[], progress: (part: number) => void) => Promise<void>;

/**
 * A field for text with its button, and files where a letter may carry some. It is made
 * once for a page and survives what is drawn around it, so that typed text is never lost.
 */
export class Editor {
  readonly node: HTMLElement;
  private readonly text = el('textarea', { rows: '7', autocomplete: 'off', spellcheck: 'true', dir: 'auto' });
  private readonly picker = el('input', { type: 'file', multiple: true, onchange: () => { this.choose(); } });
  private readonly chosen = el('ul', { class: 'files' });
  private readonly problem = alertBox();
  private readonly done = el('p', { class: 'done', role: 'status' });
  private readonly progress = el('progress', { max: '1', value: '0', hidden: true });
  private readonly button: HTMLButtonElement;
  private files: File[] = [];

  /** Without limits it takes no files. */
  constructor(
    private readonly texts: EditorTexts, private readonly limits: FileLimits | undefined, private readonly send: SendText,
  ) {
    this.button = el('button', { type: 'submit', class: 'button' }, texts.send);
    this.progress.setAttribute('aria-label', say('case.files.progress'));
    const submit = (event: Event): void => { event.preventDefault(); void this.submit(); };
    this.node = el('form', { class: 'editor', autocomplete: 'off', onsubmit: submit },
      field(texts.label, this.text, texts.hint),
      limits !== undefined && field(say('case.files.label'), this.picker, say('case.files.hint')),
      this.chosen, this.progress, this.problem, this.button, this.done);
  }

  /** Whether something was typed or chosen that was not sent. */
  get unsent(): boolean {
    return this.text.value.trim() !== '' || this.files.length > 0;
  }

  /** Forgets what was typed and chosen. */
  empty(): void {
    this.text.value = '';
    this.files = [];
    this.drawFiles();
  }

  private choose(): void {
    this.files.push(...(this.picker.files ?? []));
    this.picker.value = '';
    this.drawFiles();
  }

  private drawFiles(): void {
    put(this.chosen, ...this.files.map((file, place) => this.fileRow(file, place)));
    tell(this.problem, this.tooMuch());
  }

  private fileRow(file: File, place: number): HTMLElement {
    const drop = (): void => {
      this.files.splice(place, 1);
      this.drawFiles();
      this.picker.focus();
    };
    const label = say('case.files.remove-named', { Name: file.name });
    return el('li', {},
      el('span', { class: 'name', dir: 'auto' }, file.name), el('span', { class: 'meta' }, saySize(file.size)),
      el('button', { type: 'button', class: 'button quiet small', 'aria-label': label, onclick: drop }, say('case.files.remove')));
  }

  private tooMuch(): string {
    const { limits, files } = this;
    if (limits === undefined) return '';
    const empty = files.find((file) => file.size === 0);
    if (empty !== undefined) return say('case.files.empty', { Name: empty.name });
    const big = files.find((file) => file.size > limits.file);
    if (big !== undefined) return say('case.files.large', { Name: big.name, Size: saySize(limits.file) });
    if (files.length > limits.files) return say('case.files.many', { Most: limits.files });
    const total = files.reduce((sum, file) => sum + file.size, 0);
    return total > limits.total ? say('case.files.total', { Size: saySize(limits.total) }) : '';
  }

  private async submit(): Promise<void> {
    put(this.done);
    const problem = this.text.value.trim() === '' ? say('case.editor.empty') : this.tooMuch();
    tell(this.problem, problem);
    if (problem !== '') {
      this.text.focus();
      return;
    }
    await busy(this.button, this.problem, sayError, async () => { await this.sendAll(); });
  }

  private async sendAll(): Promise<void> {
    this.progress.hidden = this.files.length === 0;
    this.progress.value = 0;
    try {
      await this.send(this.text.value.trim(), [...this.files], (part) => { this.progress.value = part; });
    } finally {
      this.progress.hidden = true;
    }
    this.empty();
    put(this.done, this.texts.sent);
  }
}
