import { sealAttachment, type SealedAttachment } from '../../attachment.js';
import { el, put } from '../../safe.js';
import { field, fresh } from './dom.js';
import { page, say, saySize } from './page.js';

/** Limits of the files that go with a letter. */
export interface FileLimits {
  files: number;
  file: number;
  total: number;
}

/** Files chosen to go with a letter: picked, listed, taken away again, and told when too much. */
export class FileChoice {
  readonly node: HTMLElement;
  files: File[] = [];
  private readonly picker = el('input', { type: 'file', multiple: true, onchange: () => { this.choose(); } });
  private readonly chosen = el('ul', { class: 'files' });
  private readonly progress = el('progress', { max: '1', value: '0', hidden: true });

  /** changed is called after each choice. */
  constructor(private readonly limits: FileLimits, private readonly changed: () => void = () => undefined) {
    this.picker.id = fresh('files');
    this.progress.setAttribute('aria-label', say('case.files.progress'));
    this.node = el('div', { class: 'file-choice' },
      field(say('case.files.label'), this.picker, say('case.files.hint')), this.chosen, this.progress);
  }

  /** Forgets what was chosen. */
  empty(): void {
    this.files = [];
    this.draw();
  }

  /** What is wrong with the choice, or "". */
  wrong(): string {
    const { limits, files } = this;
    const empty = files.find((file) => file.size === 0);
    if (empty !== undefined) return say('case.files.empty', { Name: empty.name });
    const big = files.find((file) => file.size > limits.file);
    if (big !== undefined) return say('case.files.large', { Name: big.name, Size: saySize(limits.file) });
    if (files.length > limits.files) return say('case.files.many', { Most: limits.files });
    const total = files.reduce((sum, file) => sum + file.size, 0);
    return total > limits.total ? say('case.files.total', { Size: saySize(limits.total) }) : '';
  }

  /** Seals and sends the files, and tells how far that is. */
  async seal(): Promise<SealedAttachment[]> {
    const files = [...this.files];
    this.progress.hidden = files.length === 0;
    this.progress.value = 0;
    const sealed: SealedAttachment[] = [];
    try {
      for (const [i, file] of files.entries()) {
        sealed.push(await sealAttachment(file, {
          worker: page.static.attach, language: page.language, progress: (share) => { this.progress.value = (i + share) / files.length; },
        }));
      }
    } finally {
      this.progress.hidden = true;
    }
    return sealed;
  }

  private choose(): void {
    this.files.push(...(this.picker.files ?? []));
    this.picker.value = '';
    this.draw();
  }

  private draw(): void {
    put(this.chosen, ...this.files.map((file, place) => this.row(file, place)));
    this.changed();
  }

  private row(file: File, place: number): HTMLElement {
    const drop = (): void => {
      this.files.splice(place, 1);
      this.draw();
      this.picker.focus();
    };
    const label = say('case.files.remove-named', { Name: file.name });
    return el('li', {},
      el('span', { class: 'name', dir: 'auto' }, file.name), el('span', { class: 'meta' }, saySize(file.size)),
      el('button', { type: 'button', class: 'button quiet small', 'aria-label': label, onclick: drop }, say('case.files.remove')));
  }
}
