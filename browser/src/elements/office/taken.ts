import { newPhrase, type Phrase } from '../../phrase.js';
import { Answered } from '../../post.js';
import { el, put } from '../../safe.js';
import { fetchWords, type Language } from '../../words.js';
import { fetchData, Sender, type Phase } from '../report/send.js';
import { alertBox, busy, tell } from './dom.js';
import { Key } from './key.js';
import { page, pageOf, say, sayError } from './page.js';
import { ChoicePart, SelectPart, type Part } from './steps/part.js';
import { drawGiven, rememberTaken, takenChoices } from './takensheet.js';
import { TakenForm } from './takenform.js';
import type { ReportData } from '../report/data.js';

/** What the page tells its script (internal/web/office takenData). */
interface TakenData {
  forms: { id: string; title: string }[];
  languages: { code: Language; name: string }[];
  doors: Record<string, string>;
  paper: Record<string, Record<string, string>>;
}

const { forms, languages, doors, paper } = pageOf<TakenData>();

/**
 * What somebody tells an officer by phone or in person, or has sent by post: written down on the
 * form of the office, and sealed here like any report, under words that are made for the person.
 */
export class TakenElement extends HTMLElement {
  private readonly key = new Key(() => { this.hidden = true; }, () => { this.hidden = false; });
  private readonly how = new ChoicePart(say('taken.how'), takenChoices(), () => undefined);
  private readonly which = new SelectPart(say('taken.form'), forms.map(({ id, title }) => ({ value: id, label: title })), () => undefined);
  private readonly language = new ChoicePart(say('taken.language'), languages.map(({ code, name }) => ({ value: code, label: name })),
    () => undefined, { hint: say('taken.language.hint') });
  private form: TakenForm | undefined;
  private data: ReportData | undefined;
  private phrase: Phrase | undefined;
  private sender: Sender | undefined;
  private isOpen = false;

  connectedCallback(): void {
    addEventListener('beforeunload', (event) => {
      if (!this.key.leaving && (this.isOpen || this.form?.unsent === true)) event.preventDefault();
    });
    // Whoever leaves the desk leaves nothing to be read on it.
    void this.key.take().then(() => { this.ask(); }, (error: unknown) => { put(this, el('p', { class: 'note warm' }, sayError(error))); });
  }

  private ask(): void {
    const parts: Part[] = [this.how, this.which, this.language];
    this.draw(parts.map((part) => part.node), say('taken.questions'), async (problem) => {
      const missing = parts.find((part) => part.wrong() !== '');
      missing?.focus();
      if (missing === undefined) await this.load();
      else tell(problem, missing.wrong());
    });
  }

  private draw(inside: readonly HTMLElement[], label: string, act: (problem: HTMLElement) => Promise<void>, more?: HTMLElement): void {
    const problem = alertBox();
    const button = el('button', { type: 'submit', class: 'button' }, label);
    const form = el('form', { class: 'step-form', autocomplete: 'off', novalidate: true }, ...inside, problem, el('p', { class: 'actions' }, button), more);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void busy(button, problem, sayError, async () => { await act(problem); });
    });
    put(this, form);
  }

  /** Fetches the form's questions, and who receives, as the person's own page would have them. */
  private async load(): Promise<void> {
    const { value: id } = this.which;
    this.data = await fetchData({ form: { id }, language: this.language.value });
    this.form = new TakenForm(this.data, forms.find((each) => each.id === id)?.title ?? id);
    this.sender = new Sender(page.language, this.form.files);
    this.form.node.addEventListener('input', () => { this.sender?.changed(); });
    const again = el('a', { href: '/office/new' }, say('taken.again'));
    const status = el('p', { role: 'status' });
    const title = el('h2', { tabindex: '-1' }, say('taken.answers'));
    this.draw([title, el('p', { class: 'hint' }, say('taken.lead', { Language: this.languageName() })), this.form.node, status], say('taken.send'),
      async (problem) => {
        const wrong = this.form?.wrong() ?? '';
        tell(problem, wrong);
        if (wrong === '') await this.send((phase) => { put(status, say(`taken.phase.${phase}`)); }).finally(() => { put(status); });
      }, el('p', {}, again));
    title.focus();
  }

  private languageName(): string {
    return languages.find(({ code }) => code === this.language.value)?.name ?? '';
  }

  private async send(told: (phase: Phase) => void): Promise<void> {
    const { form, data, sender } = this;
    const receivers = form?.receivers();
    if (form === undefined || data === undefined || sender === undefined || receivers === undefined) throw new Error('nobody receives');
    const language = this.language.value as Language;
    this.phrase ??= newPhrase(language, await fetchWords(page.static.words[language] ?? ''));
    const { phrase } = this;
    try {
      const sent = await sender.send({
        data, phrase, receivers, fields: form.fields(), exclusions: form.exclusions(), urgent: form.isUrgent, isKept: false,
      }, new AbortController().signal, told);
      rememberTaken(sent.receipt.number, this.how.value);
      this.isOpen = true;
      this.form = undefined;
      const shown = drawGiven({
        sent, words: phrase.words, language, door: doors[language] ?? page.site, paper: paper[language] ?? {},
        kept: () => { this.isOpen = false; },
      });
      put(this, shown);
      shown.querySelector('h2')?.focus();
    } catch (error) {
      // Who receives changed while the page lay open: what was typed stays.
      if (error instanceof Answered && error.code === 'recipients-changed') Object.assign(data, await fetchData(data));
      sender.changed();
      throw error;
    }
  }
}
