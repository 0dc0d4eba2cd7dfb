import { draftHandle, openDraft, type Draft } from '../../draft.js';
import { fromUtf8, unb64 } from '../../encode.js';
import { readPhrase, type Phrase, type PhraseProblem } from '../../phrase.js';
import { Answered, poster, withRetry, type Post } from '../../post.js';
import { isRefusal } from '../../refusal.js';
import { el, put } from '../../safe.js';
import { fetchLists } from '../../words.js';
import { isUnreached } from '../files.js';
import { sayProblem } from '../phrase.js';
import type { Speech } from '../speech.js';
import type { ReportData } from './data.js';
import { drawAnswers } from './draft.js';

const largest = 512 * 1024;

/** What was opened: the words, the form, and until when it lies on the server ("" for a file). */
export interface Reopened {
  phrase: Phrase;
  draft: Draft;
  until: string;
}

/** The box at the form's start where a kept form is opened again, or deleted. */
export class GoOn {
  private readonly post: Post;
  private busy = false;

  constructor(
    private readonly root: HTMLElement, private readonly data: ReportData, private readonly speech: Speech,
    private readonly opened: (reopened: Reopened) => void,
  ) {
    this.post = poster(data.language);
    root.querySelector<HTMLFormElement>('form#unfinished')?.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = event.submitter as HTMLElement | null;
      void this.run(button !== null && 'keptDelete' in button.dataset);
    });
  }

  /** Forgets the words and files that were put in. */
  clear(): void {
    this.root.querySelector<HTMLFormElement>('form#unfinished')?.reset();
    put(this.place('busy'));
    this.wrong('');
  }

  private place(name: 'busy' | 'wrong'): HTMLElement {
    return this.root.querySelector<HTMLElement>(`[data-kept-${name}]`) ?? el('div');
  }

  private async run(isDelete: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.wrong('');
    put(this.place('busy'), this.speech.say('js.draft.opening'));
    try {
      const { phrase, file } = await this.read();
      put(this.place('busy'));
      if ('problem' in phrase) this.wrong(sayProblem(phrase, this.speech));
      else if (isDelete) await this.drop(phrase);
      else await this.open(phrase, file);
    } catch (error) {
      put(this.place('busy'));
      this.wrong(this.sayError(error));
    } finally {
      this.busy = false;
    }
  }

  /** Reads the words as typed or from a saved file, and the form if it comes as a file. */
  private async read(): Promise<{ phrase: Phrase | PhraseProblem; file: Uint8Array | undefined }> {
    const lists = await fetchLists(this.data.static.words);
    const typed = this.root.querySelector<HTMLTextAreaElement>('#kept-words')?.value ?? '';
    const chosen = this.root.querySelector<HTMLInputElement>('#kept-files')?.files ?? [];
    let phrase = readPhrase(typed, lists);
    let file: Uint8Array | undefined;
    for (const each of chosen) {
      const bytes = new Uint8Array(await each.slice(0, largest).arrayBuffer());
      if (isAge(bytes)) {
        file = bytes;
        continue;
      }
      for (const line of textOf(bytes).split('\n')) {
        const found = readPhrase(line, lists);
        if ('problem' in phrase && !('problem' in found)) phrase = found;
      }
    }
    return { phrase, file };
  }

  private async open(phrase: Phrase, file: Uint8Array | undefined): Promise<void> {
    const kept = file === undefined ? await this.fetch(phrase) : { file, until: '' };
    const draft = await openDraft(phrase.entropy, kept.file);
    if (draft.form !== this.data.form.id) {
      this.tellOther(draft);
      return;
    }
    this.clear();
    this.opened({ phrase, draft, until: kept.until });
  }

  private async fetch({ entropy }: Phrase): Promise<{ file: Uint8Array; until: string }> {
    const { draft, until } = await withRetry(() =>
      this.post.json<{ draft: string; until: string }>('/send/draft', { handle: draftHandle(entropy) }));
    return { file: unb64(draft), until };
  }

  private async drop({ entropy }: Phrase): Promise<void> {
    await withRetry(() => this.post.json('/send/draft/delete', { handle: draftHandle(entropy) }));
    this.clear();
    put(this.place('busy'), el('p', {}, this.speech.say('draft.deleted.text')));
  }

  /** What was kept is another form: the way there, and what is in it in case that is gone. */
  private tellOther(draft: Draft): void {
    const { speech } = this;
    put(this.place('busy'), el('div', { class: 'note warm' },
      el('p', {}, speech.say('js.draft.other')),
      el('p', {}, el('a', { href: `/p/form/${draft.form}?lang=${this.data.language}` }, speech.say('js.draft.other.open'))),
      el('details', { class: 'folds' }, el('summary', {}, speech.say('js.draft.other.show')), drawAnswers(draft.answers))));
  }

  private wrong(text: string): void {
    const place = this.place('wrong');
    place.hidden = text === '';
    place.textContent = text;
    place.parentElement?.classList.toggle('wrong', text !== '');
    const field = this.root.querySelector<HTMLTextAreaElement>('#kept-words');
    field?.setAttribute('aria-invalid', String(text !== ''));
    if (text !== '') field?.focus();
  }

  private sayError(error: unknown): string {
    if (error instanceof Answered && error.sentence !== '') return error.sentence;
    return this.speech.say(isRefusal(error) && !isUnreached(error) && error.code !== 'words' ? 'js.draft.not-opened' : 'js.common.network');
  }
}

function isAge(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 19)) === 'age-encryption.org/';
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return '';
  }
}
