import { el, put } from '../../safe.js';
import type { Speech } from '../speech.js';
import { isAsked, valuesOf } from './answers.js';

/** The form taken apart: one step in sight at a time, the others in memory. */
export class Steps {
  private at = 0;

  /** told is called after each move, with the step now shown. */
  constructor(private readonly form: HTMLElement, private readonly speech: Speech, private readonly told: (step: HTMLElement) => void) {}

  private all(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>('[data-step]')];
  }

  /** The steps that are asked under the answers given so far. */
  asked(): HTMLElement[] {
    const answersOf = (id: string): string[] => {
      const section = this.field(id);
      return section === undefined || !isAsked(section, answersOf) ? [] : valuesOf(section);
    };
    return this.all().filter((step) => isAsked(step, answersOf));
  }

  /** The section of a question. */
  field(id: string): HTMLElement | undefined {
    return this.all().find((step) => step.dataset['field'] === id);
  }

  /** The step in sight. */
  get current(): HTMLElement {
    return this.all()[this.at] as HTMLElement;
  }

  /** Goes on to the next step that is asked. */
  next(): void {
    const asked = this.asked();
    const following = asked[asked.indexOf(this.current) + 1];
    if (following !== undefined) this.show(following);
  }

  /** Goes back to the one before. */
  back(): void {
    const asked = this.asked();
    const before = asked[asked.indexOf(this.current) - 1];
    if (before !== undefined) this.show(before);
  }

  /** Goes to a step by its name. */
  goTo(name: string): void {
    const step = this.all().find((each) => each.dataset['step'] === name);
    if (step !== undefined) this.show(step);
  }

  /** Shows one step and moves there: its question is read out, its top is in sight. */
  show(step: HTMLElement, move = true): void {
    this.at = this.all().indexOf(step);
    for (const each of this.all()) each.hidden = each !== step;
    this.drawProgress();
    this.told(step);
    if (!move) return;
    const head = step.querySelector<HTMLElement>('legend, label, h2') ?? step;
    head.tabIndex = -1;
    this.form.scrollIntoView({ block: 'start' });
    head.focus(); // a window too low for what stands above moves on to the question itself
  }

  private drawProgress(): void {
    const place = this.form.querySelector<HTMLElement>('[data-progress]');
    const asked = this.asked();
    const at = asked.indexOf(this.current);
    if (place === null) return;
    place.hidden = at <= 0;
    const rope = place.querySelector('ol');
    if (rope !== null) put(rope, ...asked.slice(1).map((_, i) => el('li', { class: i < at ? 'done' : false })));
    const text = place.querySelector('p');
    if (text !== null) text.textContent = this.speech.say('js.report.progress', { N: at, Total: asked.length - 1 });
  }
}
