import { newId } from '../../encode.js';
import { el, put } from '../../safe.js';
import { longestRequest, makeRequest } from '../../request.js';
import { forbiddenPart } from './forbidden.js';
import { sayParty, stepName } from './names.js';
import { say } from './page.js';
import { PartsChoice } from './parts.js';
import { drawAsking, type Asking } from './preview.js';
import { ChoicePart, DayPart, SelectPart, inDays, type Choice, type Part } from './steps/part.js';
import { TextPart, placeOfLetters } from './steps/text.js';
import type { Option } from './casedata.js';
import type { Desk, Draft, Fresh } from './desk.js';
import type { StepPlan } from './steps/form.js';

/** What a consent can be for, where its step does not say so by itself. */
export const purposes = ['assess', 'investigate', 'protect', 'resolve', 'determine', 'advise'] as const;

/** How long an answer is proposed to last, in days. */
const proposed = 30;

/** What a request goes to, by what is asked: an office, or a person who is to be reached. */
export function needsOffice(option: Option | undefined, step: string): boolean {
  return step === 'obtain' || option?.kind === 'refer' || option?.kind === 'pass-on';
}

/** Asks for the consent to one step: which, to whom, for what, which parts, until when. */
export function planAsk(desk: Desk): StepPlan {
  const form = new AskForm(desk);
  return { step: 'ask', lead: say('ask.lead'), parts: form.parts, button: say('ask.send'), said: say('ask.sent') };
}

class AskForm {
  readonly parts: Part[];
  private readonly step: ChoicePart;
  private readonly who: ChoicePart | undefined;
  private readonly rest = el('div', { class: 'ask-rest' });
  private readonly preview = el('div', { class: 'ask-preview', 'aria-live': 'polite' });
  private readonly warning = el('div', { role: 'status' });
  private readonly until: DayPart;
  private office: SelectPart | undefined;
  private purpose: SelectPart | undefined;
  private choice: PartsChoice | undefined;
  private readonly party = `party:${newId()}`;
  /** The codes of a request name nobody: who is to be reached or asked, and why, goes with it as a letter. */
  private readonly letters: Record<string, TextPart>;
  private readonly forbidden: Part | undefined;
  /** What has changed, where the same was answered before and not with a yes to all of it. */
  private readonly again: TextPart;
  private readonly once = el('div', {});

  constructor(private readonly desk: Desk) {
    this.step = new ChoicePart(say('ask.step'), this.steps(), () => undefined, { changed: () => { this.redraw(); } });
    const whom = this.whom();
    this.who = whom.length < 2 ? undefined : new ChoicePart(say('ask.who'), whom, () => undefined, { chosen: whom[0]?.value ?? '' });
    const affected = (): string => placeOfLetters(desk);
    this.letters = { contact: letterWith(desk, 'contact', affected), obtain: letterWith(desk, 'obtain', affected) };
    this.again = letterWith(desk, 'again', () => this.asked() === whom[0]?.value ? affected() : this.asked());
    this.forbidden = forbiddenPart(desk);
    this.until = new DayPart(say('ask.until'), () => undefined, { hint: say('ask.until.hint'), to: inDays(longestRequest), day: inDays(proposed) });
    this.rest.addEventListener('change', () => { this.show(); });
    this.parts = [this.step, this.body()];
  }

  private option(): Option | undefined {
    return this.desk.data.board.options.find((each) => each.step === this.step.value);
  }

  /** The steps that need a yes, then reaching a person and obtaining information. */
  private steps(): Choice[] {
    const { data } = this.desk;
    const needing = data.board.options.filter((each) => each.needs.includes('consent') || each.needs.includes('willing'));
    return [
      ...needing.map((each) => ({ value: each.step, label: stepName(each.step, data), about: data.procedure.text.steps?.[each.step]?.hint ?? '' })),
      { value: 'contact', label: say('ask.contact'), about: say('ask.contact.about') },
      { value: 'obtain', label: say('ask.obtain'), about: say('ask.obtain.about') },
    ];
  }

  /** Who can be asked: the affected person first, then whoever was invited to talks. */
  private whom(): Choice[] {
    const { data } = this.desk;
    const affected = data.board.whose === '' ? 'reporter' : data.board.whose;
    const others = data.board.parties.filter((each) => each.role === 'invited' && each.who !== affected);
    return [affected, ...others.map((each) => each.who)].map((value) => ({
      value, label: value === 'reporter' ? say('who.reporter') : sayParty(value, data),
    }));
  }

  /** What depends on the chosen step, as one part of the form. */
  private body(): Part {
    const node = el('div', {}, this.rest, this.warning, this.preview);
    const letters = [...Object.values(this.letters), this.again];
    return {
      node,
      get unsent() { return letters.some((letter) => letter.unsent); },
      wrong: () => this.inner().map((each) => each.wrong()).find((text) => text !== '') ?? this.noParts(),
      focus: () => { (this.inner().find((each) => each.wrong() !== '') ?? this.choice)?.focus(); },
      add: (draft, at) => this.add(draft, at),
    };
  }

  /** The questions beneath the chosen step, as they are asked now. */
  private inner(): Part[] {
    return [this.asksWho() ? this.who : undefined, this.office, this.purpose, this.step.value === 'contact' ? this.forbidden : undefined,
      this.until, this.letter()].filter((each) => each !== undefined);
  }

  /** The letter that goes with the question as it is asked now, if one has to. */
  private letter(): TextPart | undefined {
    return this.letters[this.step.value] ?? (this.declined() ? this.again : undefined);
  }

  /** Whether the last answer to the same question was not a yes to all of it. */
  private declined(): boolean {
    const { step, to } = this.asking();
    const last = this.desk.data.board.asked.filter((each) => each.code === '' && each.step === step && each.who === this.asked()
      && (each.to === to || step === 'contact') && each.answer !== '').at(-1);
    return last !== undefined && last.answer !== 'yes';
  }

  /** Who is asked. */
  private asked(): string {
    return (this.asksWho() ? this.who?.value : undefined) ?? this.whom()[0]?.value ?? 'reporter';
  }

  /** Only talks ask more than one person; all else is the affected person's to say. */
  private asksWho(): boolean {
    return this.option()?.needs.includes('willing') === true;
  }

  private noParts(): string {
    return this.choice !== undefined && this.step.value !== 'obtain' && this.choice.parts.length === 0 ? say('ask.parts.wrong') : '';
  }

  private redraw(): void {
    const { data } = this.desk;
    const option = this.option();
    const office = needsOffice(option, this.step.value);
    const fixed = option?.unit ?? '';
    this.office = !office || fixed !== '' ? undefined : new SelectPart(say('ask.to'), this.offices(), () => undefined);
    this.purpose = this.fixedPurpose() !== undefined ? undefined
      : new SelectPart(say('ask.purpose'), purposes.map((value) => ({ value, label: say(`purpose.${value}`) })), () => undefined,
        { chosen: option?.kind === 'refer' ? 'investigate' : 'assess' });
    this.choice = office ? new PartsChoice(this.desk, say('ask.parts.hint'), () => { this.show(); }) : undefined;
    put(this.rest, this.asksWho() && this.who?.node, fixed !== '' && el('p', {}, say('ask.to.fixed', { Office: data.units[fixed] ?? fixed })),
      this.office?.node, this.purpose?.node, this.choice?.node, this.step.value === 'contact' && this.forbidden?.node,
      this.letters[this.step.value]?.node, this.once, this.until.node);
    this.show();
  }

  /** Offices that can receive; to obtain information, also those without a form. */
  private offices(): Choice[] {
    const { data } = this.desk;
    return Object.keys(data.units).filter((unit) => unit !== data.case.unit
      && (this.step.value === 'obtain' || (data.receivers[unit]?.length ?? 0) > 0))
      .map((unit) => ({ value: unit, label: data.units[unit] ?? unit }));
  }

  private fixedPurpose(): string | undefined {
    if (this.step.value === 'contact' || this.step.value === 'obtain') return this.step.value;
    if (this.option()?.kind === 'pass-on') return 'misdirected';
    return this.option()?.needs.includes('willing') === true ? 'resolve' : undefined;
  }

  private asking(): Asking {
    const unit = this.office?.value ?? this.option()?.unit ?? '';
    const to = this.step.value === 'contact' ? this.party : `unit:${unit === '' ? this.desk.data.case.unit : unit}`;
    return {
      step: this.step.value, to, purpose: this.fixedPurpose() ?? this.purpose?.value ?? '',
      parts: this.choice?.parts ?? [], until: this.until.value,
    };
  }

  private show(): void {
    const asking = this.asking();
    const declined = this.declined();
    const letter = this.letter() === this.again ? this.again : undefined;
    if (letter?.node.parentNode !== this.once || !declined) put(this.once, declined && el('p', { class: 'note warm' }, say('ask.again')), letter?.node);
    const assessment = asking.parts.some((part) => part.kind === 'assessment');
    put(this.warning, assessment && el('div', { class: 'note warm' }, el('p', {}, say('ask.assessment')),
      (this.choice?.held.length ?? 0) > 0 && el('p', {}, say('ask.assessment.held'))));
    put(this.preview, el('h3', {}, say('ask.preview', { Language: this.desk.data.theirs.name })), drawAsking(asking, this.desk));
  }

  private async add(draft: Draft, at: Fresh): Promise<void> {
    const asking = this.asking();
    const request = makeRequest(at.opened, { ...asking, who: this.asked() }, at.now);
    draft.lines.push(request.signed);
    draft.of.push(request.hash);
    await this.letter()?.add(draft, at);
  }
}

/** The letter that goes with a question whose recipient, or whose reason, stands in no code, where whoever is asked reads it. */
function letterWith(desk: Desk, step: 'contact' | 'obtain' | 'again', place: () => string): TextPart {
  const read = step === 'again' || place().startsWith('party:') ? '' : ` ${say('ask.letter.reads', { Language: desk.data.theirs.name })}`;
  return new TextPart(desk, 'letter', place, {
    label: say(`ask.letter.${step}`), hint: `${say(`ask.letter.${step}.hint`)}${read}`,
  });
}

