import { Directory } from '../../directory.js';
import { Answered } from '../../post.js';
import { Chosen, isUnreached } from '../files.js';
import { fetchWords } from '../../words.js';
import type { Draft, DraftAnswer } from '../../draft.js';
import { fold, newPhrase, type Phrase } from '../../phrase.js';
import { el, pageData, put } from '../../safe.js';
import { isLeaving } from '../../leaving.js';
import { checkWords, drawWords, keepButtons } from '../keep.js';
import { namesakes } from '../namesakes.js';
import { Speech } from '../speech.js';
import { drawAfter, mailboxAddress } from './after.js';
import { fieldsOf, problemOf, valuesOf, type Sealed } from './answers.js';
import type { OfficeName, ReportData } from './data.js';
import { drawRestored, drawUnplaced, fillIn, gather, placeOf, standing } from './draft.js';
import { Entries } from './entries.js';
import { GoOn, type Reopened } from './goon.js';
import { Keeping } from './keeping.js';
import { mark } from './mark.js';
import { chooseReceivers, drawNamesakes, drawReceivers, type Receivers } from './receivers.js';
import { chooseOnward, drawOnward } from './onward.js';
import { renewQuestions } from './renew.js';
import { drawReview } from './review.js';
import { chooseSecond, drawSecond, type Second } from './second.js';
import { directoryOf, fetchData, Sender, type Phase, type Report } from './send.js';
import { Steps } from './steps.js';
import { offerOwnZone } from './zone.js';

/**
 * The report page with scripts: takes the form that the server sent apart into one question
 * at a time, and seals and sends it from here. All that is typed lives in this document.
 */
export class ReportElement extends HTMLElement {
  private data!: ReportData;
  private speech!: Speech;
  private directory!: Directory;
  private form!: HTMLFormElement;
  private steps!: Steps;
  private files!: Chosen;
  private sender!: Sender;
  private keeping!: Keeping;
  private goingOn!: GoOn;
  /** Answers of a kept form that have no place here: kept again with the others. */
  private unplaced: readonly DraftAnswer[] = [];
  private entries = new Map<HTMLElement, Entries>();
  private phrase: Phrase | undefined;
  private stop = new AbortController();
  private busy = false;
  private done = false;

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return;
    this.form = form;
    this.data = pageData<ReportData>('report-data');
    this.speech = new Speech(this.data.words, this.data.language);
    this.directory = directoryOf(this.data);
    // The words that came with the page are for people without scripts: dropped unread.
    this.querySelector('[data-words]')?.remove();
    this.querySelector('ol.words')?.remove();
    // A form may ask for no files.
    const input = form.querySelector<HTMLInputElement>('#files') ?? el('input', { type: 'file' });
    this.files = new Chosen(input, form.querySelector('[data-files]') ?? el('div'), this.data.limits, this.speech);
    this.sender = new Sender(this.data.language, this.files);
    this.steps = new Steps(form, this.speech, (step) => { this.entered(step); });
    this.keeping = this.makeKeeping();
    this.goingOn = new GoOn(this, this.data, this.speech, (reopened) => { this.reopen(reopened); });
    this.prepare();
    this.listen();
    this.toggleAttribute('ready', true);
    this.steps.show(form.querySelector<HTMLElement>('[data-step="start"]') as HTMLElement, false);
  }

  /** Drops everything that was typed or made; the page is going. */
  forget(): void {
    this.done = true;
    this.stop.abort();
    this.phrase = undefined;
    this.unplaced = [];
    this.sender?.changed();
    this.keeping?.close();
    this.goingOn?.clear();
    this.files?.clear();
    this.form?.reset();
  }

  private makeKeeping(): Keeping {
    return new Keeping(this.form.querySelector('[data-keeping]') as HTMLElement, {
      words: async () => {
        this.sender.changed(); // it may have been sealed without a word of what is kept
        return await this.words();
      },
      draft: () => this.draft(),
      hasFiles: () => this.files.files.length > 0,
      closed: () => { this.steps.show(this.steps.current); },
    }, this.speech);
  }

  /** The form as it stands, to be kept. */
  private draft(): Draft {
    const answers = gather(this.steps.asked());
    const known = new Set(answers.map((answer) => answer.id));
    return {
      form: this.data.form.id, version: this.data.version, language: this.data.language,
      answers: [...answers, ...this.unplaced.filter((answer) => !known.has(answer.id))],
      exclusions: this.exclusions(), urgent: this.isUrgent() ? 'yes' : '', place: placeOf(this.steps.current),
    };
  }

  /** Shows the panel in which the form is kept, in place of the step. */
  private keep(): void {
    this.tell('');
    this.steps.current.hidden = true;
    this.bar().hidden = true;
    void this.keeping.open();
  }

  /** A form that was kept comes back: its answers, its words, and where the person stood. */
  private reopen({ phrase, draft, until }: Reopened): void {
    this.phrase = phrase;
    this.keeping.isHere = true; // also beside a file: sending ends whatever lies there
    this.sender.changed();
    this.form.reset();
    put(this.form.querySelector('[data-new-words]') ?? el('div')); // they may be others
    this.unplaced = fillIn(this.form, this.entries, draft);
    this.drawUnplaced();
    const step = standing(this.steps.asked(), draft.place);
    if (step !== undefined) this.steps.show(step);
    this.form.querySelector('[data-unplaced]')?.prepend(drawRestored(until, draft.version !== this.data.version, this.speech));
    this.keeping.isSafe = true;
  }

  private drawUnplaced(): void {
    const place = this.form.querySelector('[data-unplaced]');
    if (place === null) return;
    put(place, this.unplaced.length > 0 && drawUnplaced(this.unplaced, () => {
      this.unplaced = [];
      this.drawUnplaced();
    }, this.speech));
  }

  /** Makes of the questions what needs a script: groups that grow, this device's zone. */
  private prepare(): void {
    for (const section of this.form.querySelectorAll<HTMLElement>('[data-kind="entries"]')) {
      if (!this.entries.has(section)) this.entries.set(section, new Entries(section, this.speech, () => { this.edited(); }));
    }
    for (const select of this.form.querySelectorAll<HTMLSelectElement>('[data-kind="zone"] select')) offerOwnZone(select, this.speech);
  }

  /** Something was typed or chosen, or an entry came or went. */
  private edited(): void {
    this.keeping.isSafe = false;
    this.sender.changed();
    this.label(this.steps.current);
  }

  private listen(): void {
    this.button('next').addEventListener('click', () => { this.goOn(); });
    this.form.querySelector('[data-start]')?.addEventListener('click', () => { this.goOn(); });
    this.button('keep').addEventListener('click', () => { this.keep(); });
    this.button('back').addEventListener('click', () => { this.goBack(); });
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.goOn();
    });
    this.form.addEventListener('input', (event) => {
      const step = this.steps.current;
      mark((event.target as Element).closest<HTMLElement>('[data-sub]') ?? step, '');
      this.edited();
    });
    // Files come and go by a choice and by a button, which are no input.
    this.form.querySelector('[data-files]')?.addEventListener('click', () => { this.label(this.steps.current); });
    this.form.addEventListener('change', (event) => {
      this.keeping.isSafe = false;
      this.label(this.steps.current);
      if ((event.target as Element).matches('[name="exclude"]')) this.drawReceivers();
    });
    addEventListener('beforeunload', (event) => {
      if (this.done || isLeaving() || this.keeping.isSafe || !this.typed()) return;
      event.preventDefault();
    });
  }

  private button(name: 'next' | 'back' | 'keep'): HTMLButtonElement {
    return this.form.querySelector<HTMLButtonElement>(`[data-${name}]`) as HTMLButtonElement;
  }

  private typed(): boolean {
    return this.files.files.length > 0 || this.steps.asked().slice(1).some((step) => valuesOf(step).length > 0);
  }

  private bar(): HTMLElement {
    return this.form.querySelector<HTMLElement>('[data-bar]') ?? el('div');
  }

  private goOn(): void {
    const step = this.steps.current;
    this.tell('');
    if (!this.holds(step)) return;
    if (step.dataset['step'] === 'exclude' && this.receivers() === undefined) {
      this.tell(this.speech.say('js.report.nobody'));
      return;
    }
    this.steps.next();
  }

  private goBack(): void {
    this.tell('');
    if (this.steps.current.dataset['step'] === 'send') {
      this.stop.abort();
      this.stop = new AbortController();
    }
    this.steps.back();
  }

  /** Checks the answer in sight and says what is wrong beside it. */
  private holds(step: HTMLElement): boolean {
    const field = this.data.form.fields.find((each) => each.id === step.dataset['field']);
    const wrong = this.entries.get(step)?.wrong(field?.fields ?? []);
    const question = wrong?.part ?? step;
    const problem = wrong?.problem ?? problemOf(step, field);
    mark(question, problem === undefined ? '' : this.speech.say(problem.key, { Max: problem.max }));
    if (problem !== undefined) question.querySelector<HTMLElement>('input, textarea, select')?.focus();
    return problem === undefined;
  }

  /** A step came into sight: fills it where it shows something, and names the button. */
  private entered(step: HTMLElement): void {
    const name = step.dataset['step'];
    const first = this.steps.asked()[0] === step;
    this.classList.toggle('stepping', !first);
    this.button('back').hidden = this.button('keep').hidden = first;
    this.keeping.close();
    this.bar().hidden = name === 'send';
    if (name === 'exclude') this.drawReceivers();
    if (name === 'review') this.drawReview(step);
    if (name === 'words') void this.drawNewWords(step);
    if (name === 'send') void this.send(step);
    this.label(step);
  }

  private label(step: HTMLElement): void {
    const name = step.dataset['step'] ?? '';
    const isEmpty = name !== 'exclude' && name !== 'urgent' && step.classList.contains('field')
      && !('required' in step.dataset) && valuesOf(step).length === 0
      && (step.dataset['kind'] !== 'files' || this.files.files.length === 0);
    const key = name === 'start' ? 'button.start' : name === 'words' ? 'js.report.send' : isEmpty ? 'button.skip' : 'button.next';
    put(this.button('next'), this.speech.say(key));
    this.button('next').classList.toggle('quiet', isEmpty);
  }

  private exclusions(): string[] {
    return [...this.form.querySelectorAll<HTMLInputElement>('[name="exclude"]:checked')].map((box) => box.value).sort();
  }

  private receivers(): Receivers | undefined {
    return chooseReceivers(this.data, this.directory, this.exclusions());
  }

  private drawReceivers(): void {
    const place = this.form.querySelector('[data-receives]');
    if (place === null) return;
    const receivers = this.receivers();
    drawReceivers(place, this.data, receivers, this.speech);
    place.append(this.drawNamesakes(receivers));
  }

  /** Warns of those who would get a key, in either office, and stand among the people this is about. */
  private drawNamesakes(receivers: Receivers | undefined): HTMLElement | '' {
    const answers = this.answers();
    const named = this.data.form.fields.flatMap((field) => field.concerned === true ? [answers[field.id] ?? []].flat() : []);
    const people = [...receivers?.people ?? [], ...(receivers && this.second(receivers))?.people ?? []];
    return drawNamesakes(namesakes(people, named), this.speech);
  }

  private answers(): Sealed {
    return fieldsOf(this.steps.asked(), this.data.form.fields);
  }

  private second(receivers: Receivers): Second | undefined {
    return chooseSecond(this.data, this.directory, this.exclusions(), this.answers(), receivers);
  }

  /** To whom it may be passed on, as the answers say. */
  private onward(receivers: Receivers): OfficeName[] | undefined {
    const second = this.second(receivers)?.talk?.unit;
    return chooseOnward(this.data, this.answers(), this.exclusions(), second === undefined ? [receivers.unit] : [receivers.unit, second]);
  }

  private drawReview(step: HTMLElement): void {
    const place = step.querySelector('[data-review]');
    if (place === null) return;
    drawReview(place, this.steps.asked(), this.files.files, (to) => { this.steps.show(to); }, this.speech);
    const receives = el('div');
    const receivers = this.receivers();
    drawReceivers(receives, this.data, receivers, this.speech);
    const asked = this.steps.asked().map((each) => each.dataset['field'] ?? '');
    const asksOnward = Object.keys(this.data.form.onward ?? {}).some((id) => asked.includes(id));
    place.append(receives, drawSecond(receivers && this.second(receivers), this.speech) ?? '',
      drawOnward(receivers && this.onward(receivers), asksOnward && receivers !== undefined, this.speech), this.drawNamesakes(receivers));
  }

  private async drawNewWords(step: HTMLElement): Promise<void> {
    const place = step.querySelector('[data-new-words]');
    if (place === null || place.querySelector('.words') !== null) return;
    put(place, this.speech.say('js.report.making'));
    try {
      const { words } = await this.words();
      put(place, drawWords(words), keepButtons(words, mailboxAddress(this.data.mailbox), this.speech),
        checkWords(words, fold, this.speech));
    } catch {
      put(place, el('p', { class: 'wrong-text', role: 'alert' }, this.speech.say('js.common.network')),
        el('button', { type: 'button', class: 'quiet', onclick: () => { void this.drawNewWords(step); } }, this.speech.say('button.try-again')));
    }
  }

  /** The words of this form: made once, or those under which it was kept. */
  private async words(): Promise<Phrase> {
    const list = this.phrase === undefined ? await fetchWords(this.data.static.words[this.data.language] ?? '') : [];
    this.phrase ??= newPhrase(this.data.language, list);
    return this.phrase;
  }

  private isUrgent(): boolean {
    return this.form.querySelector<HTMLInputElement>('[name="urgent"]')?.checked === true;
  }

  private report(): Report | undefined {
    const receivers = this.receivers();
    if (this.phrase === undefined || receivers === undefined) return undefined;
    return {
      data: this.data, phrase: this.phrase, receivers, exclusions: this.exclusions(),
      fields: this.answers(),
      urgent: this.isUrgent(), isKept: this.keeping.isHere, onward: this.onward(receivers) ?? [],
    };
  }

  private async send(step: HTMLElement): Promise<void> {
    const report = this.report();
    const place = step.querySelector('[data-sending]');
    if (place === null || this.busy) return;
    if (report === undefined) {
      this.steps.goTo('words');
      return;
    }
    this.busy = true;
    const bar = el('progress', { max: 100, value: 0, 'aria-label': this.speech.say('js.report.phase.files') });
    const status = el('p', { role: 'status' });
    put(place, bar, status, el('button', { type: 'button', class: 'quiet', onclick: () => { this.goBack(); } }, this.speech.say('button.cancel')));
    const told = (phase: Phase, share: number): void => {
      bar.value = phase === 'files' ? share * 90 : phase === 'sealing' ? 92 : phase === 'sending' ? 95 : 99;
      const text = this.speech.say(`js.report.phase.${phase}`);
      if (status.textContent !== text) status.textContent = text;
    };
    try {
      const sent = await this.sender.send(report, this.stop.signal, told);
      this.arrived(drawAfter(this.querySelector('template') as HTMLTemplateElement, report, sent, this.speech));
    } catch (error) {
      this.failed(place, error);
    } finally {
      this.busy = false;
    }
  }

  private arrived(page: DocumentFragment): void {
    this.done = true;
    this.classList.remove('stepping');
    put(this, page);
    scrollTo(0, 0);
    this.querySelector('h1')?.focus();
  }

  private failed(place: Element, error: unknown): void {
    if (this.stop.signal.aborted || this.steps.current.dataset['step'] !== 'send') return;
    if (error instanceof Answered && (error.code === 'form-changed' || error.code === 'recipients-changed')) {
      void this.renew(error);
      return;
    }
    const sentence = error instanceof Answered && error.sentence !== '' ? error.sentence
      : this.speech.say(isUnreached(error) ? 'js.common.network' : 'js.report.not-sealed');
    put(place,
      el('div', { class: 'summary', role: 'alert' }, el('p', {}, sentence), el('p', {}, this.speech.say('js.report.still-here'))),
      el('div', { class: 'actions' },
        el('button', { type: 'button', onclick: () => { void this.send(this.steps.current); } }, this.speech.say('button.try-again')),
        el('button', { type: 'button', class: 'quiet', onclick: () => { this.steps.goTo('review'); } }, this.speech.say('js.report.to-review'))));
  }

  /** The form or the offices changed while the page lay open: what was typed stays. */
  private async renew(cause: Answered): Promise<void> {
    try {
      this.data = { ...await fetchData(this.data), words: this.data.words };
    } catch {
      this.tell(cause.sentence);
      this.steps.goTo('review');
      return;
    }
    this.directory = directoryOf(this.data);
    this.sender.changed();
    if (cause.code === 'form-changed') {
      renewQuestions(this.form, this.data, this.speech);
      this.prepare();
    }
    this.steps.goTo(cause.code === 'form-changed' || this.form.querySelector('[data-step="exclude"]') === null ? 'review' : 'exclude');
    this.tell(this.speech.say(cause.code === 'form-changed' ? 'js.report.changed' : 'js.report.recipients-changed'));
  }

  private tell(text: string): void {
    this.form.querySelector('[data-restored]')?.remove();
    const place = this.form.querySelector('[data-alert]');
    if (place !== null) put(place, text !== '' && el('div', { class: 'summary' }, text));
  }
}
