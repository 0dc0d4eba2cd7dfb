import { newId } from '../../encode.js';
import { el, put } from '../../safe.js';
import { longestRequest, makeRequest } from '../../request.js';
import { makeInFile } from '../../write.js';
import { field } from './dom.js';
import { needsOffice } from './ask.js';
import { stepName } from './names.js';
import { page, say } from './page.js';
import { PartsChoice } from './parts.js';
import { ChoicePart, DayPart, SelectPart, inDays, type Choice, type Part } from './steps/part.js';
import type { CaseData, Option } from './casedata.js';
import type { Desk, Draft, Fresh } from './desk.js';
import type { StepPlan } from './steps/form.js';

/** The six grounds, in the order of the rules. There is no seventh. */
export const grounds = ['due-process', 'oversight', 'danger', 'public-harm', 'authorities', 'waived'] as const;

/** The grounds that rest on a requirement in writing. */
const written = ['oversight', 'authorities'];

/** Passing something on without consent: what, to whom, on which ground, with which reasons. */
export function planException(desk: Desk): StepPlan {
  return {
    step: 'except', lead: say('except.lead'), parts: new ExceptionForm(desk).parts,
    button: say('step.take.second'), said: say('except.said'),
  };
}

class ExceptionForm {
  readonly parts: Part[];
  private readonly ground: ChoicePart;
  private readonly step: SelectPart;
  private office: SelectPart | undefined;
  private readonly choice: PartsChoice;
  private readonly requirement = area();
  private readonly confirmation = area();
  private readonly reasons = area();
  private readonly asked: ChoicePart;
  private readonly why = area();
  private readonly later: ChoicePart;
  private readonly harm = area();
  private readonly review: DayPart;
  private readonly whereTo = el('div', {});
  private readonly more = el('div', {});
  private readonly notAsked = el('div', {});
  private readonly party = `party:${newId()}`;
  private readonly postponed = el('div', {});

  constructor(private readonly desk: Desk) {
    const { data } = desk;
    const allowed = grounds.filter((ground) => ground !== 'due-process' || data.procedure.mark !== '');
    this.ground = new ChoicePart(say('except.ground'), allowed.map((value) => ({
      value, label: say(`except.code.${value}`), about: say(`except.code.${value}.about`),
    })), (draft, value) => { draft.code = value; }, { changed: () => { this.show(); } });
    this.step = new SelectPart(say('except.step'), stepsOf(data), () => undefined, { changed: () => { this.showOffice(); } });
    this.choice = new PartsChoice(desk, say('except.parts.hint'), () => undefined);
    this.asked = new ChoicePart(say('except.asked'), choices('except.asked', 'yes', 'no'), () => undefined, { changed: () => { this.show(); } });
    this.later = new ChoicePart(say('except.told'), choices('except.told', 'now', 'later'), () => undefined, { chosen: 'now', changed: () => { this.show(); } });
    this.review = new DayPart(say('except.review'), (draft, day) => { draft.day = day; }, { hint: say('except.review.hint'), from: inDays(1), to: inDays(longestRequest) });
    this.parts = [this.ground, this.step, this.body()];
    this.showOffice();
  }

  /** The office that the step goes to, or the choice of one. */
  private showOffice(): void {
    const { data } = this.desk;
    const fixed = this.fixed();
    this.office = this.step.value === '' || this.step.value === 'contact' || fixed !== '' ? undefined : new SelectPart(say('ask.to'), officesOf(data), () => undefined);
    put(this.whereTo, this.step.value === 'contact' && el('p', { class: 'hint' }, say('except.contact')), fixed !== '' && el('p', {}, say('ask.to.fixed', { Office: data.units[fixed] ?? fixed })), this.office?.node);
  }

  private fixed(): string {
    return this.desk.data.board.options.find((option) => option.step === this.step.value)?.unit ?? '';
  }

  private body(): Part {
    const node = el('div', {}, this.whereTo, this.choice.node, this.more, field(say('except.reasons'), this.reasons, say('except.reasons.hint')),
      this.asked.node, this.notAsked, this.later.node, this.postponed);
    return {
      node, unsent: false, wrong: () => this.wrong(), focus: () => { this.focus(); },
      add: async (draft, at) => { await this.add(draft, at); },
    };
  }

  private show(): void {
    put(this.more, this.isWritten() && field(say('except.requirement'), this.requirement, say('except.requirement.hint')),
      this.isConfirmed() && field(say('except.confirmation'), this.confirmation, say('except.confirmation.hint')));
    put(this.notAsked, this.asked.value === 'no' && field(say('except.why'), this.why));
    put(this.postponed, this.later.value === 'later' && el('div', {},
      el('p', { class: 'note warm' }, say('except.later')), field(say('except.harm'), this.harm), this.review.node));
  }

  private isWritten(): boolean {
    return written.includes(this.ground.value);
  }

  /** Whether this office's rules want the legal office's written confirmation as well. */
  private isConfirmed(): boolean {
    return this.isWritten() && this.desk.data.board.confirmation.includes(this.ground.value);
  }

  /** The texts that are asked for as things stand. */
  private texts(): HTMLTextAreaElement[] {
    return [
      ...(this.isWritten() ? [this.requirement] : []), ...(this.isConfirmed() ? [this.confirmation] : []), this.reasons,
      ...(this.asked.value === 'no' ? [this.why] : []), ...(this.later.value === 'later' ? [this.harm] : []),
    ];
  }

  private wrong(): string {
    if (this.office !== undefined && this.office.wrong() !== '') return this.office.wrong();
    if (this.lacksParts()) return say('ask.parts.wrong');
    if (this.asked.wrong() !== '') return this.asked.wrong();
    if (this.texts().some((text) => text.value.trim() === '')) return say('case.editor.empty');
    return this.later.value === 'later' ? this.review.wrong() : '';
  }

  /** Whatever is passed on to an office names its parts; to reach a person or to ask for something can do without. */
  private lacksParts(): boolean {
    return this.step.value !== 'contact' && this.step.value !== 'obtain' && this.choice.parts.length === 0;
  }

  private focus(): void {
    const empty = this.texts().find((text) => text.value.trim() === '');
    if (this.office !== undefined && this.office.wrong() !== '') this.office.focus();
    else if (this.lacksParts()) this.choice.focus();
    else if (this.asked.value === '') this.asked.focus();
    else if (empty === undefined) this.review.focus();
    else empty.focus();
  }

  private async add(draft: Draft, at: Fresh): Promise<void> {
    const postponed = this.later.value === 'later';
    draft.to = this.step.value === 'contact' ? this.party : `unit:${this.fixed() || this.office?.value || ''}`;
    const requirement = this.isWritten() ? await this.keep(draft, at, `${say('except.requirement')}\n${this.requirement.value.trim()}`) : '';
    const review = postponed ? this.review.value : '';
    const request = makeRequest(at.opened, {
      who: '', step: this.step.value, to: draft.to, purpose: purposeOf(this.step.value), code: draft.code,
      parts: this.choice.parts, requirement, review, until: inDays(longestRequest),
    }, at.now);
    draft.lines.push(request.signed);
    draft.of.push(request.hash, ...(requirement === '' ? [] : [requirement]));
    // Named right after the requirement, which is how it is known for what it is.
    if (this.isConfirmed()) draft.of.push(await this.keep(draft, at, `${say('except.confirmation')}\n${this.confirmation.value.trim()}`));
    draft.of.push(await this.keep(draft, at, this.noteText(postponed)));
    draft.day = review;
  }

  /** The reasons as one note of the office's file, in the words of the form. */
  private noteText(postponed: boolean): string {
    const lines = [
      `${say('except.reasons')}\n${this.reasons.value.trim()}`,
      `${say('except.asked')} ${say(`except.asked.${this.asked.value}`)}`,
      ...(this.asked.value === 'no' ? [`${say('except.why')}\n${this.why.value.trim()}`] : []),
      ...(postponed ? [`${say('except.harm')}\n${this.harm.value.trim()}`] : []),
    ];
    return lines.join('\n\n');
  }

  private async keep(draft: Draft, at: Fresh, text: string): Promise<string> {
    const served = at.data.colleagues.map((colleague) => colleague.person);
    const made = await makeInFile(at.opened, at.data.case.unit, 'note', { text }, page.today, at.now, served);
    draft.grants.push(...made.grants);
    draft.items.push(...made.items);
    return made.hash;
  }
}

function area(): HTMLTextAreaElement {
  return el('textarea', { rows: '4', autocomplete: 'off', spellcheck: 'true', dir: 'auto' });
}

function choices(key: string, ...values: string[]): Choice[] {
  return values.map((value) => ({ value, label: say(`${key}.${value}`) }));
}

/** What can be done without consent: the steps that pass something on, reaching a person, and obtaining information. */
function stepsOf(data: CaseData): Choice[] {
  const passing = data.board.options.filter((option: Option) => needsOffice(option, option.step) && option.kind !== 'pass-on');
  return [...passing.map((option) => ({ value: option.step, label: stepName(option.step, data) })),
    { value: 'contact', label: say('ask.contact') }, { value: 'obtain', label: say('ask.obtain') }];
}

function officesOf(data: CaseData): Choice[] {
  return Object.keys(data.units).filter((unit) => unit !== data.case.unit && (data.receivers[unit]?.length ?? 0) > 0)
    .map((unit) => ({ value: unit, label: data.units[unit] ?? unit }));
}

function purposeOf(step: string): string {
  return step === 'obtain' || step === 'contact' ? step : 'investigate';
}
