import { el, put } from '../safe.js';
import { sealAttachment, type SealedAttachment } from '../attachment.js';
import { Answered } from '../post.js';
import { isRefusal } from '../refusal.js';
import type { Speech } from './speech.js';

/** How much may be sent at once. */
export interface Limits {
  files: number;
  file: number;
  total: number;
}

/** The files that a person chose. They stay in the page's memory, whatever else happens. */
export class Chosen {
  readonly files: File[] = [];
  private readonly sealed = new Map<File, SealedAttachment>();
  private readonly list = el('ul', { class: 'files', 'aria-live': 'polite' });
  private readonly problem = el('p', { class: 'wrong-text', role: 'alert', hidden: true });

  /** Takes over a file input: each choice adds to the list, and the input is empty again. */
  constructor(private readonly input: HTMLInputElement, place: Element, private readonly limits: Limits, private readonly speech: Speech) {
    put(place, this.problem, this.list);
    input.addEventListener('change', () => {
      this.add([...input.files ?? []]);
      input.value = '';
    });
    this.draw();
  }

  private add(files: readonly File[]): void {
    const problems = files.flatMap((file) => this.take(file) ?? []);
    this.problem.hidden = problems.length === 0;
    this.problem.textContent = problems.join(' ');
    this.draw();
  }

  /** Takes a file, or says why not. */
  private take(file: File): string | undefined {
    const { speech, limits } = this;
    const total = this.files.reduce((sum, each) => sum + each.size, file.size);
    if (file.size === 0) return speech.say('js.common.file-empty', { Name: file.name });
    if (file.size > limits.file) return speech.say('js.common.file-too-large', { Name: file.name, Size: speech.size(limits.file) });
    if (this.files.length >= limits.files) return speech.say('js.common.too-many-files', { Files: limits.files });
    if (total > limits.total) return speech.say('js.common.files-too-large', { Size: speech.size(limits.total) });
    this.files.push(file);
    return undefined;
  }

  private draw(): void {
    put(this.list, ...this.files.map((file) => el('li', {},
      el('span', { class: 'name', dir: 'auto' }, file.name), el('span', { class: 'soft' }, this.speech.size(file.size)),
      el('button', { type: 'button', class: 'plain', 'aria-label': `${this.speech.say('button.remove')}: ${file.name}`, onclick: () => {
        this.files.splice(this.files.indexOf(file), 1);
        this.draw();
        this.input.focus();
      } }, this.speech.say('button.remove')))));
  }

  /** Forgets everything. */
  clear(): void {
    this.files.length = 0;
    this.sealed.clear();
    this.draw();
  }

  /** Forgets what was sent, so that it is sealed and sent anew: the server had let it go. */
  again(): void {
    this.sealed.clear();
  }

  /** Seals and sends every file that was not sent yet; told how much of all bytes has gone. */
  async send(options: { worker: string; language: string; signal: AbortSignal }, progress: (share: number) => void): Promise<SealedAttachment[]> {
    const total = this.files.reduce((sum, file) => sum + file.size, 0);
    let gone = 0;
    const sent: SealedAttachment[] = [];
    for (const file of this.files) {
      const attachment = this.sealed.get(file) ?? await sealAttachment(file, {
        ...options, progress: (share) => { progress((gone + share * file.size) / total); },
      });
      this.sealed.set(file, attachment);
      sent.push(attachment);
      gone += file.size;
      progress(gone / total);
    }
    return sent;
  }
}

/** Says whether an error means that the server was not reached, even for a worker's script. */
export function isUnreached(error: unknown): boolean {
  return error instanceof TypeError || error instanceof Answered || isRefusal(error, 'worker')
    || (isRefusal(error) && error.where === 'worker');
}
