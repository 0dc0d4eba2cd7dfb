import { openBundle, partyMe, type Opened } from '../../bundle.js';
import { claimParty } from '../../party.js';
import { mailboxKeys, type Phrase } from '../../phrase.js';
import { Answered, poster, withRetry, type Post } from '../../post.js';
import { el, pageData, put } from '../../safe.js';
import { isLeaving } from '../../leaving.js';
import { fetchLists, type WordLists } from '../../words.js';
import { forgetPaper } from '../paper.js';
import { sayProblem } from '../phrase.js';
import { nowNear } from '../report/data.js';
import { Speech } from '../speech.js';
import { ClaimPage, isGiven } from './claim.js';
import { drawEverything } from './everything.js';
import { officeOf, sayOf } from './names.js';
import { readWords, wordsInAddress } from './opening.js';
import { drawPart } from './part.js';
import { readMailbox, type OfficeReading, type Reading } from './reading.js';
import { Visit, type Owner } from './visit.js';
import type { Bundle } from '../../types.js';
import type { Box, MailboxData } from './data.js';

/**
 * The mailbox with scripts: the words open it in this document, and words, keys and opened
 * text stay in its memory.
 */
export class MailboxElement extends HTMLElement {
  private data!: MailboxData;
  private speech!: Speech;
  private post!: Post;
  private form!: HTMLFormElement;
  private visit: Visit | undefined;
  private claim: ClaimPage | undefined;
  private bundle: Bundle | undefined;
  private lists: WordLists = {};

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return;
    this.form = form;
    this.data = pageData<MailboxData>('mailbox-data');
    this.speech = new Speech(this.data.words, this.data.language);
    this.post = poster(this.data.language);
    this.takeAddress();
    addEventListener('hashchange', () => { this.takeAddress(); });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.open();
    });
    addEventListener('beforeunload', (event) => {
      if (!isLeaving() && (this.visit?.isOpen() === true || this.claim?.isOpen() === true)) event.preventDefault();
    });
    this.toggleAttribute('ready', true);
  }

  /** Drops words, keys and opened text; the page is going. */
  forget(): void {
    this.visit?.clear();
    this.visit = undefined;
    this.claim = undefined;
    this.bundle = undefined;
    forgetPaper();
    const place = this.querySelector('[data-opened]');
    if (place !== null) put(place);
    this.form?.reset();
  }

  /** Fills in the words that stand in the address, and takes them out of it at once. */
  private takeAddress(): void {
    const words = wordsInAddress(location.hash);
    if (words === '') return;
    history.replaceState(null, '', location.pathname + location.search);
    const field = this.form.querySelector('textarea');
    if (field === null || this.visit !== undefined || this.claim !== undefined) return;
    field.value = words;
    this.form.querySelector('button')?.focus();
  }

  private async open(): Promise<void> {
    const button = this.form.querySelector('button') as HTMLButtonElement;
    if (button.disabled) return;
    button.disabled = true;
    this.wrong('');
    this.tell(this.speech.say('js.mailbox.opening'));
    try {
      if (Object.keys(this.lists).length === 0) this.lists = await fetchLists(this.data.static.words);
      const phrase = await readWords(this.form, this.lists);
      if ('problem' in phrase) {
        this.wrong(sayProblem(phrase, this.speech));
        return;
      }
      await this.enter(phrase);
      this.form.reset();
    } catch (error) {
      this.wrong(this.sayError(error));
    } finally {
      button.disabled = false;
      this.tell('');
    }
  }

  /** Opens with a phrase: the mailbox, or first of all words of one's own. */
  private async enter(phrase: Phrase): Promise<void> {
    const keys = await mailboxKeys(phrase.entropy);
    const box = await this.fetch(keys.handle);
    const me = partyMe(keys, box.who);
    const opened = await openBundle(box.bundle, me, this.data.root);
    if (isGiven(opened)) await this.showClaim(box, phrase);
    else await this.show({ handle: keys.handle, me }, this.read(box, opened));
  }

  private async fetch(handle: string): Promise<Box> {
    return await withRetry(() => this.post.json<Box>('/send/mailbox', { handle }));
  }

  private readonly load = async (owner: Owner): Promise<Reading> => {
    const box = await this.fetch(owner.handle);
    return this.read(box, await openBundle(box.bundle, owner.me, this.data.root));
  };

  private read(box: Box, opened: Opened): Reading {
    this.bundle = box.bundle;
    return readMailbox(box, opened);
  }

  /** New words before anything else: what an officer has seen is nobody's own. */
  private async showClaim(box: Box, phrase: Phrase): Promise<void> {
    const { data, lists } = this;
    const claimed = await claimParty(box.bundle, box.who, phrase, lists[data.language] ?? [], data.language, data.root, nowNear(data.today));
    this.claim = new ClaimPage(claimed, this.post, this.speech, async (owner) => { await this.show(owner, await this.load(owner)); });
    put(this.place, this.claim.element);
    this.showPlace();
    this.claim.focus();
  }

  private async show(owner: Owner, reading: Reading): Promise<void> {
    this.claim = undefined;
    this.visit = new Visit(this.data, this.speech, this.post, owner, reading, this.load, (visit) => { this.draw(visit); });
    this.draw(this.visit);
    this.showPlace();
    this.place.querySelector('h1')?.focus();
  }

  private get place(): HTMLElement {
    return this.querySelector('[data-opened]') as HTMLElement;
  }

  private showPlace(): void {
    this.place.hidden = false;
    (this.querySelector('[data-ask]') as HTMLElement).hidden = true;
    scrollTo(0, 0);
  }

  private draw(visit: Visit): void {
    const { speech } = this;
    const { parts } = visit.reading;
    put(this.place,
      el('h1', { tabindex: '-1' }, speech.say('mailbox.read.title')),
      parts.length > 1 && this.drawOffices(parts),
      ...parts.map((at) => drawPart(at, visit)),
      this.bundle !== undefined && drawEverything(visit, this.bundle),
      el('h2', {}, speech.say('mailbox.lost')),
      el('p', {}, sayOf('mailbox.lost.text', visit.opened.me.by === 'reporter' ? parts[0]?.part.kind ?? '' : 'party', speech)),
      el('p', { class: 'actions' }, el('button', { type: 'button', class: 'quiet', onclick: () => { this.close(); } }, speech.say('mailbox.close'))));
  }

  /** Says that there is more than one office, and leads to each part. */
  private drawOffices(parts: readonly OfficeReading[]): HTMLElement {
    const { speech } = this;
    // What was passed on made the two offices known to each other.
    const passed = parts.some(({ part }) => (part.offers ?? []).length > 0);
    return el('div', {}, el('p', { class: 'lead' }, speech.say(passed ? 'js.mailbox.several.passed' : 'mailbox.several')),
      el('ul', {}, ...parts.map(({ part, suffix }) => el('li', {}, el('a', { href: `#part${suffix}` }, officeOf(part.unit, speech))))));
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
