import { el } from '../../../safe.js';
import { alertBox, busy, tell } from '../dom.js';
import { say, sayError } from '../page.js';
import type { Desk, Draft, Fresh, KeptForm } from '../desk.js';
import type { Part } from './part.js';

/** What a step's form is made of. */
export interface StepPlan {
  step: string;
  /** What stands before the questions, or "". */
  lead: string;
  parts: Part[];
  button: string;
  /** Said on the page once it was taken. */
  said: string;
  /** Whatever has to be filled in after the parts. */
  last?: (draft: Draft, at: Fresh) => Promise<void> | void;
  /** Drawn on the page once it was taken: words that are shown once. */
  after?: () => HTMLElement | undefined;
}

/**
 * The form of one step: its questions, one button, and what went wrong as a sentence. It is
 * kept while the case around it is drawn again, so that a step that failed loses no word.
 */
export class StepForm implements KeptForm {
  readonly node: HTMLFormElement;
  private readonly problem = alertBox();
  private readonly button: HTMLButtonElement;

  constructor(private readonly desk: Desk, private readonly name: string, private readonly plan: StepPlan) {
    this.button = el('button', { type: 'submit', class: 'button' }, plan.button);
    const submit = (event: Event): void => { event.preventDefault(); void this.submit(); };
    this.node = el('form', { class: 'step-form', autocomplete: 'off', novalidate: true, onsubmit: submit },
      plan.lead !== '' && el('p', { class: 'hint' }, plan.lead),
      ...plan.parts.map((part) => part.node), this.problem, this.button);
  }

  get unsent(): boolean {
    return this.plan.parts.some((part) => part.unsent);
  }

  private async submit(): Promise<void> {
    const { plan, desk } = this;
    const missing = plan.parts.find((part) => part.wrong() !== '');
    tell(this.problem, missing?.wrong() ?? '');
    if (missing !== undefined) {
      missing.focus();
      return;
    }
    await busy(this.button, this.problem, sayError, async () => {
      await desk.take(plan.step, async (draft, at) => {
        for (const part of plan.parts) await part.add(draft, at);
        await plan.last?.(draft, at);
      });
      desk.finished(this.name, plan.said, plan.after?.());
    });
  }
}

/** A step as it stands in a list: its name to open it, and its form once it is open. */
export function drawStep(desk: Desk, name: string, title: string, hint: string, plan: () => StepPlan): HTMLElement {
  const place = el('div', { class: 'step-inside' });
  const open = (): void => {
    if (place.childElementCount === 0) place.append(desk.form(name, () => new StepForm(desk, name, plan())));
  };
  const details = el('details', { class: 'step', 'data-step': name },
    el('summary', {}, el('span', { class: 'step-name' }, title), hint !== '' && el('span', { class: 'step-hint' }, hint)), place);
  details.addEventListener('toggle', () => { if (details.open) open(); });
  return details;
}

/** The name of the button that takes a step. */
export function takeIt(second: boolean): string {
  return say(second ? 'step.take.second' : 'step.take');
}
