import { isReadable } from '../../../bundle.js';
import { makeItemIn } from '../../../write.js';
import { el, put } from '../../../safe.js';
import { drawLetterText } from '../../letter.js';
import { field } from '../dom.js';
import { asksFor, blocksOf, compose, ownWords } from '../letterblocks.js';
import { page, say } from '../page.js';
import type { TheirText } from '../casedata.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import { ChoicePart, DayPart, type Part } from './part.js';

/**
 * An outcome letter: one of the outcomes, its reviewed sentences in the reader's own language,
 * and between them the officer's own words. What is sent is the letter as the preview shows it.
 */
export class OutcomePart implements Part {
  readonly node: HTMLElement;
  private readonly outcome: ChoicePart;
  /** Asked of a letter into somebody's own mailbox: in which language they read is not known. */
  private readonly language: ChoicePart | undefined;
  private readonly own = new Map<string, HTMLTextAreaElement>();
  private readonly until: DayPart;
  private readonly inside = el('div', { class: 'outcome-own' });
  private readonly preview = el('div', { class: 'letter-preview' });

  /** place is the compartment of the reader; only the affected person reads why another office declined. */
  constructor(
    private readonly desk: Desk, private readonly step: string, outcomes: readonly string[], private readonly place: string,
    private readonly toAffected = true,
  ) {
    const { text } = desk.data.procedure;
    const choices = outcomes.map((id) => ({ value: id, label: text.outcomes?.[id] ?? id }));
    const only = choices.length === 1 ? choices[0]?.value : undefined;
    this.outcome = new ChoicePart(say('step.outcome'), choices, (draft, value) => { draft.code = value; },
      { changed: () => { this.proposeUntil(); this.draw(); }, ...(only === undefined ? {} : { chosen: only }) });
    this.language = place.startsWith('party:') ? this.languages() : undefined;
    this.until = new DayPart(say('step.outcome.Until'), () => undefined, { hint: say('step.outcome.Until.hint') });
    this.until.node.addEventListener('input', () => { this.drawPreview(); });
    this.proposeUntil();
    this.node = el('div', { class: 'part-outcome' }, this.outcome.node, this.language?.node, this.inside);
    this.draw();
  }

  get unsent(): boolean {
    return [...this.own.values()].some((text) => text.value.trim() !== '');
  }

  wrong(): string {
    if (this.outcome.wrong() !== '') return this.outcome.wrong();
    if (this.language !== undefined && this.language.wrong() !== '') return this.language.wrong();
    if (this.asked().some((name) => this.written(name) === '')) return say('step.wrong.letter');
    return asksFor(this.blocks(), 'Until') ? this.until.wrong() : '';
  }

  focus(): void {
    const missing = this.asked().find((name) => this.written(name) === '');
    if (this.outcome.value === '') this.outcome.focus();
    else if (this.theirs === undefined) this.language?.focus();
    else if (missing === undefined) this.until.focus();
    else this.own.get(missing)?.focus();
  }

  async add(draft: Draft, at: Fresh): Promise<void> {
    await this.outcome.add(draft, at);
    const made = await makeItemIn(at.opened, this.place, 'outcome', { text: this.letter() }, [], at.now);
    draft.items.push(...made.items);
    draft.uploads.push(...made.uploads);
    draft.of.push(made.hash);
  }

  /** The last day of the person's own time limit that this letter begins, by the procedure: proposed, to be changed. */
  private proposeUntil(): void {
    const { limits } = this.desk.data.procedure;
    const mine = limits.filter(({ step, when }) => step === this.step && (when === '' || when === this.outcome.value));
    this.until.propose(mine[0]?.due ?? '');
  }

  private languages(): ChoicePart {
    const choices = Object.keys(this.desk.data.parties).map((value) => ({ value, label: say(`language.${value}`) }));
    return new ChoicePart(say('step.outcome.language'), choices, () => undefined, { changed: () => { this.draw(); } });
  }

  /** The sentences in the reader's language; undefined until it is chosen. */
  private get theirs(): TheirText | undefined {
    const { theirs, parties } = this.desk.data;
    return this.language === undefined ? theirs : parties[this.language.value as TheirText['language']];
  }

  private blocks(): string[] {
    const letter = this.desk.data.procedure.outcomes.find((each) => each.id === this.outcome.value)?.letter ?? [];
    return blocksOf(letter, this.theirs?.text.blocks ?? {});
  }

  private asked(): string[] {
    const blocks = this.blocks();
    return ownWords.filter((name) => asksFor(blocks, name));
  }

  private written(name: string): string {
    return this.own.get(name)?.value.trim() ?? '';
  }

  /** The fields of the chosen outcome; words that were typed stay when another one is chosen. */
  private draw(): void {
    const { theirs } = this;
    if (this.outcome.value === '' || theirs === undefined) {
      put(this.inside);
      return;
    }
    put(this.inside,
      el('p', { class: 'hint' }, say('step.outcome.hint', { Language: theirs.name })),
      ...this.asked().map((name) => this.drawOwn(name, theirs)),
      asksFor(this.blocks(), 'Until') && this.until.node,
      el('h3', {}, say('step.outcome.preview')), this.preview);
    this.drawPreview();
  }

  private drawOwn(name: string, theirs: TheirText): HTMLElement {
    const kept = this.own.get(name);
    const text = kept ?? el('textarea', {
      rows: '4', autocomplete: 'off', spellcheck: 'true', dir: 'auto', oninput: () => { this.drawPreview(); },
    });
    text.lang = theirs.language;
    if (kept === undefined && name === 'Reasons' && this.toAffected) text.value = declinedBecause(this.desk);
    this.own.set(name, text);
    return field(say(`step.outcome.${name}`), text, say(`step.outcome.${name}.hint`));
  }

  private drawPreview(): void {
    this.preview.lang = this.theirs?.language ?? '';
    put(this.preview, ...drawLetterText(this.letter(), 'h4'));
  }

  private letter(): string {
    const facts = this.desk.data.case;
    const theirs = this.theirs ?? this.desk.data.theirs;
    const locale = theirs.language === 'en' ? 'en-GB' : theirs.language;
    const day = (value: string): string => (value === '' ? ''
      : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`)));
    const values: Record<string, string> = {
      Number: facts.number, Received: day(facts.received), Office: theirs.unit, Until: day(this.until.value), Today: day(page.today),
    };
    const names: Record<string, string> = { Until: say('step.outcome.Until') };
    for (const name of ownWords) {
      values[name] = this.written(name);
      names[name] = say(`step.outcome.${name}`);
    }
    return compose(this.blocks(), values, names);
  }
}

/** What the office that declined last wrote as its reasons, to go into the letter; "" if none did. */
function declinedBecause({ data, opened }: Desk): string {
  const declined = data.board.offers.filter((offer) => offer.decided === 'decline').at(-1);
  const letter = opened.entries.filter((entry) => entry.compartment === declined?.share && entry.kind === 'letter'
    && isReadable(entry) && entry.officer?.unit === declined.unit).at(-1);
  return letter?.text ?? '';
}
