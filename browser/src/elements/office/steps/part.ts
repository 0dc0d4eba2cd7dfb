import { el } from '../../../safe.js';
import { field, fresh } from '../dom.js';
import { page, say, sayDay } from '../page.js';
import type { Draft, Fresh } from '../desk.js';

/** One question of a step's form. */
export interface Part {
  readonly node: HTMLElement;
  /** Whether something was typed or chosen. */
  readonly unsent: boolean;
  /** What is missing, as a sentence, or "". */
  wrong(): string;
  /** Moves to where it is answered. */
  focus(): void;
  /** Puts the answer into what is sent. */
  add(draft: Draft, at: Fresh): Promise<void> | void;
}

/** What can be chosen, and how it is called; about is a sentence beneath it. */
export interface Choice {
  value: string;
  label: string;
  about?: string;
}

/** One of several, as a list of buttons. */
export class ChoicePart implements Part {
  readonly node: HTMLElement;
  private readonly inputs: HTMLInputElement[];

  constructor(
    legend: string, choices: readonly Choice[],
    private readonly put: (draft: Draft, value: string, at: Fresh) => Promise<void> | void,
    private readonly more: { hint?: string; optional?: boolean; changed?: (value: string) => void; chosen?: string } = {},
  ) {
    const name = fresh('choice');
    this.inputs = choices.map(({ value }) => el('input', {
      type: 'radio', name, value, checked: value === more.chosen, onchange: () => { more.changed?.(value); },
    }));
    this.node = el('fieldset', { class: 'field' }, el('legend', {}, legend),
      more.hint !== undefined && more.hint !== '' && el('p', { class: 'hint' }, more.hint),
      ...choices.map(({ label, about }, i) => el('label', { class: 'choice' }, this.inputs[i],
        el('span', {}, label, about !== undefined && about !== '' && el('small', { class: 'about' }, about)))));
  }

  get value(): string {
    return this.inputs.find((input) => input.checked)?.value ?? '';
  }

  get unsent(): boolean {
    return this.value !== '' && this.value !== (this.more.chosen ?? '');
  }

  wrong(): string {
    return this.value === '' && this.more.optional !== true ? say('step.wrong.choice') : '';
  }

  focus(): void {
    this.inputs[0]?.focus();
  }

  add(draft: Draft, at: Fresh): Promise<void> | void {
    return this.value === '' ? undefined : this.put(draft, this.value, at);
  }
}

/** One of many, as a list that folds. */
export class SelectPart implements Part {
  readonly node: HTMLElement;
  private readonly select: HTMLSelectElement;

  constructor(
    label: string, choices: readonly Choice[],
    private readonly put: (draft: Draft, value: string, at: Fresh) => Promise<void> | void, private readonly more: { hint?: string; chosen?: string; changed?: () => void } = {},
  ) {
    this.select = el('select', { onchange: () => { more.changed?.(); } }, choices.length === 1 ? false : el('option', { value: '' }, say('step.choose')),
      ...choices.map((each) => el('option', { value: each.value, selected: each.value === more.chosen }, each.label)));
    this.node = field(label, this.select, more.hint ?? '');
  }

  get value(): string {
    return this.select.value;
  }

  get unsent(): boolean {
    return this.value !== (this.more.chosen ?? '') && this.select.options.length > 1;
  }

  wrong(): string {
    return this.value === '' ? say('step.wrong.choice') : '';
  }

  focus(): void {
    this.select.focus();
  }

  add(draft: Draft, at: Fresh): Promise<void> | void {
    return this.put(draft, this.value, at);
  }
}

/** A day between two days, both included. */
export class DayPart implements Part {
  readonly node: HTMLElement;
  private readonly input: HTMLInputElement;
  private proposed: string;

  constructor(
    label: string, private readonly put: (draft: Draft, day: string, at: Fresh) => void,
    private readonly more: { hint?: string; from?: string; to?: string; optional?: boolean; day?: string } = {},
  ) {
    this.proposed = more.day ?? '';
    this.input = el('input', { type: 'date', min: more.from ?? page.today, max: more.to, value: more.day });
    this.node = field(label, this.input, more.hint ?? '');
  }

  get value(): string {
    return this.input.value;
  }

  /** Writes a day into it, unless somebody wrote another one. */
  propose(day: string): void {
    if (this.unsent) return;
    this.proposed = day;
    this.input.value = day;
  }

  get unsent(): boolean {
    return this.value !== this.proposed;
  }

  wrong(): string {
    const { from = page.today, to, optional } = this.more;
    if (this.value === '') return optional === true ? '' : say('step.wrong.day');
    if (this.value < from) return say('step.wrong.early', { Day: sayDay(from) });
    return to !== undefined && this.value > to ? say('step.wrong.late', { Day: sayDay(to) }) : '';
  }

  focus(): void {
    this.input.focus();
  }

  add(draft: Draft, at: Fresh): void {
    if (this.value !== '') this.put(draft, this.value, at);
  }
}

/** A sentence or a drawing between the questions. */
export class ShownPart implements Part {
  readonly unsent = false;

  constructor(readonly node: HTMLElement, private readonly put: (draft: Draft, at: Fresh) => Promise<void> | void = () => undefined) {}

  wrong(): string {
    return '';
  }

  focus(): void {
    this.node.focus();
  }

  add(draft: Draft, at: Fresh): Promise<void> | void {
    return this.put(draft, at);
  }
}

/** A day some days from today, or from another day, as YYYY-MM-DD. */
export function inDays(days: number, from = page.today): string {
  return later(from, days);
}

/** The day after a day. */
export function dayAfter(day: string): string {
  return later(day, 1);
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
