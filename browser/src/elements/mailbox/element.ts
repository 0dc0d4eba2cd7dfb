import { openBundle, reporterMe, type Opened } from '../../bundle.js';
import { mailboxKeys, readPhrase, type MailboxKeys, type PhraseProblem } from '../../phrase.js';
import { Answered, poster, withRetry, type Post } from '../../post.js';
import { el, pageData, put } from '../../safe.js';
import { isLeaving } from '../../leaving.js';
import { fetchLists, type WordLists } from '../../words.js';
import { sayProblem } from '../phrase.js';
import { talkOf } from '../../trust.js';
import { Speech } from '../speech.js';
import type { Box, MailboxData, OfficePart } from './data.js';
import { drawHolders, drawKind, drawStage, officeOf, sayOf } from './facts.js';
import { drawThread } from './thread.js';
import { LetterBox } from './write.js';

const longestSaved = 16 * 1024;

/**
 * The mailbox with scripts: the words open it in this document, and words, keys and opened
 * text stay in its memory.
 */
export class MailboxElement extends HTMLElement {
  private data!: MailboxData;
  private speech!: Speech;
  private post!: Post;
  private form!: HTMLFormElement;
  private keys: MailboxKeys | undefined;
  private opened: Opened | undefined;
  /** A box to write to each office, by its unit; they outlive what is drawn around them. */
  private readonly letters = new Map<string, LetterBox>();
  private lists: WordLists = {};

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return;
    this.form = form;
    this.data = pageData<MailboxData>('mailbox-data');
    this.speech = new Speech(this.data.words, this.data.language);
    this.post = poster(this.data.language);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.open();
    });
    addEventListener('beforeunload', (event) => {
      if (!isLeaving() && [...this.letters.values()].some((letter) => letter.isOpen())) event.preventDefault();
    });
    this.toggleAttribute('ready', true);
  }

  /** Drops words, keys and opened text; the page is going. */
  forget(): void {
    this.keys = undefined;
    this.opened = undefined;
    for (const letter of this.letters.values()) letter.clear();
    this.form?.reset();
  }

  private async open(): Promise<void> {
    const button = this.form.querySelector('button') as HTMLButtonElement;
    if (button.disabled) return;
    button.disabled = true;
    this.wrong('');
    this.tell(this.speech.say('js.mailbox.opening'));
    try {
      const phrase = await this.read();
      if ('problem' in phrase) {
        this.wrong(sayProblem(phrase, this.speech));
        return;
      }
      this.keys = await mailboxKeys(phrase.entropy);
      await this.show(await this.load(this.keys));
      this.form.reset();
      scrollTo(0, 0);
      this.querySelector<HTMLElement>('[data-opened] h1')?.focus();
    } catch (error) {
      this.keys = undefined;
      this.wrong(this.sayError(error));
    } finally {
      button.disabled = false;
      this.tell('');
    }
  }

  /** Reads the words as typed, or as a line of the saved file has them. */
  private async read(): Promise<{ entropy: Uint8Array } | PhraseProblem> {
    if (Object.keys(this.lists).length === 0) this.lists = await fetchLists(this.data.static.words);
    const saved = this.form.querySelector<HTMLInputElement>('#saved')?.files?.[0];
    const typed = this.form.querySelector('textarea')?.value ?? '';
    const text = typed.trim() !== '' || saved === undefined ? typed : await saved.slice(0, longestSaved).text();
    const whole = readPhrase(text, this.lists);
    if (!('problem' in whole)) return whole;
    for (const line of text.split('\n')) {
      const phrase = readPhrase(line, this.lists);
      if (!('problem' in phrase)) return phrase;
    }
    return whole;
  }

  private async load(keys: MailboxKeys): Promise<Box> {
    return await withRetry(() => this.post.json<Box>('/send/mailbox', { handle: keys.handle }));
  }

  /** Checks and shows a mailbox. Throws, and shows nothing, if it cannot be believed. */
  private async show(box: Box): Promise<void> {
    const { keys, speech, data } = this;
    if (keys === undefined) return;
    const opened = await openBundle(box.bundle, reporterMe(keys), data.root);
    this.opened = opened;
    const place = this.querySelector('[data-opened]') as HTMLElement;
    put(place,
      el('h1', { tabindex: -1 }, speech.say('mailbox.read.title')),
      box.cases.length > 1 && this.drawOffices(box.cases),
      ...box.cases.map((part) => this.drawPart(part, box, opened)),
      el('h2', {}, speech.say('mailbox.lost')),
      el('p', {}, sayOf('mailbox.lost.text', box.cases[0]?.kind ?? '', speech)),
      el('p', { class: 'actions' }, el('button', { type: 'button', class: 'quiet', onclick: () => { this.close(); } }, speech.say('mailbox.close'))));
    place.hidden = false;
    (this.querySelector('[data-ask]') as HTMLElement).hidden = true;
  }

  /** Says that there is more than one office, and leads to each part. */
  private drawOffices(parts: readonly OfficePart[]): HTMLElement {
    const { speech } = this;
    return el('div', {}, el('p', { class: 'lead' }, speech.say('mailbox.several')),
      el('ul', {}, ...parts.map(({ unit }, i) => el('li', {}, el('a', { href: `#part${suffixOf(i)}` }, officeOf(unit, speech))))));
  }

  /** One office's part: where it stands, the letters, a box to write to it, who holds a key to it. */
  private drawPart(part: OfficePart, box: Box, opened: Opened): HTMLElement {
    const { speech, data } = this;
    const { unit, kind, number } = part;
    const [first] = box.cases;
    const suffix = suffixOf(box.cases.indexOf(part));
    const talks = new Set(box.cases.map((each) => talkOf(each.unit)));
    // What belongs to no office, such as a line that is none, stands in the first: nothing is dropped.
    const isHere = (compartment: string): boolean =>
      compartment === talkOf(unit) || (part === first && !talks.has(compartment));
    const fetchBlob = (blob: string): Promise<Blob> =>
      this.post.bytes('/send/blob', { handle: this.keys?.handle ?? '', blob });
    return el('section', { class: 'part', id: `part${suffix}`, 'aria-labelledby': `title${suffix}` },
      el('p', { class: 'eyebrow' }, sayOf('mailbox.case', kind, speech, { Number: number })),
      el('h2', { id: `title${suffix}` }, officeOf(unit, speech)),
      drawKind(part, data, speech),
      drawStage(part, data.today, speech),
      el('h3', {}, speech.say('mailbox.letters')),
      drawThread({ opened, part, isHere, data, speech, fetchBlob }),
      part.stage !== 'returned' && this.letterTo(unit, suffix, opened).element,
      drawHolders(opened, isHere, speech));
  }

  private letterTo(unit: string, suffix: string, opened: Opened): LetterBox {
    const known = this.letters.get(unit);
    if (known !== undefined) return known;
    const letter = new LetterBox(
      this.data, this.speech, this.post, () => this.opened ?? opened, unit, suffix, async () => { await this.again(); });
    this.letters.set(unit, letter);
    return letter;
  }

  /** Loads the mailbox anew after a letter was sent. */
  private async again(): Promise<void> {
    if (this.keys !== undefined) await this.show(await this.load(this.keys));
  }

  private close(): void {
    this.forget();
    location.reload();
  }

  private wrong(text: string): void {
    const place = this.querySelector<HTMLElement>('[data-wrong]');
    const field = this.form.querySelector('textarea');
    if (place !== null) {
      place.hidden = text === '';
      place.textContent = text;
    }
    place?.parentElement?.classList.toggle('wrong', text !== '');
    field?.setAttribute('aria-invalid', String(text !== ''));
    if (text !== '') field?.focus();
  }

  private tell(text: string): void {
    const place = this.querySelector('[data-busy]');
    if (place !== null) place.textContent = text;
  }

  private sayError(error: unknown): string {
    if (error instanceof Answered && error.sentence !== '') return error.sentence;
    return this.speech.say(error instanceof TypeError || error instanceof Answered ? 'js.common.network' : 'js.mailbox.not-genuine');
  }
}

/** Tells one office's part from another's by a number: a browser remembers addresses, which must name no office. */
function suffixOf(at: number): string {
  return at === 0 ? '' : `-${at + 1}`;
}
