import { el } from '../../safe.js';
import { entryName } from '../answers.js';
import type { Speech } from '../speech.js';
import { isAsked, problemOf, shownAnswers, valuesOf } from './answers.js';
import type { Field } from './data.js';

/**
 * A repeated group of questions: one entry in sight, the others as a line each. The blocks
 * are those that the server sent; a new one is a copy of the first, and all are numbered
 * anew as they come and go.
 */
export class Entries {
  private readonly pattern: HTMLElement;
  private readonly group: Element;
  private readonly bar: HTMLElement;
  private blocks: HTMLElement[];
  private open = 0;

  /** changed is called when an entry came or went, which is no input. */
  constructor(private readonly section: HTMLElement, private readonly speech: Speech, private readonly changed: () => void) {
    const blocks = [...section.querySelectorAll<HTMLElement>('[data-entry]')];
    const [first] = blocks;
    if (first === undefined) throw new Error('a group without an entry');
    this.group = first.parentElement ?? section;
    this.pattern = first.cloneNode(true) as HTMLElement;
    empty(this.pattern);
    this.blocks = blocks.filter((block, i) => i === 0 || valuesOf(block).length > 0);
    for (const block of blocks) if (!this.blocks.includes(block)) block.remove();
    this.bar = el('div', { class: 'actions entry-bar' });
    this.group.append(this.bar);
    this.group.addEventListener('input', () => { this.askAgain(); });
    this.draw();
    for (const folded of section.querySelectorAll('details.later')) folded.remove();
  }

  /** Finds the first question that is answered wrongly, and brings its entry into sight. */
  wrong(fields: readonly Field[]): { part: HTMLElement; problem: { key: string; max: number } } | undefined {
    for (const [i, block] of this.blocks.entries()) {
      if (valuesOf(block).length === 0) continue;
      for (const part of partsOf(block)) {
        const problem = problemOf(part, fields.find((field) => field.id === part.dataset['sub']));
        if (problem === undefined || part.hidden) continue;
        if (this.open !== i) this.show(i);
        return { part, problem };
      }
    }
    return undefined;
  }

  /** Adds an entry; if the one in sight is still empty, that is the one to fill. */
  private add(): void {
    const waiting = this.blocks.findIndex((block) => valuesOf(block).length === 0);
    if (waiting < 0) {
      this.blocks.push(this.pattern.cloneNode(true) as HTMLElement);
      this.changed();
    }
    this.show(waiting < 0 ? this.blocks.length - 1 : waiting);
    this.focus();
  }

  /** Begins anew with so many empty entries, for what comes back of a form that was kept. */
  restart(count: number): readonly HTMLElement[] {
    for (const block of this.blocks) block.remove();
    this.blocks = Array.from({ length: Math.max(1, count) }, () => this.pattern.cloneNode(true) as HTMLElement);
    this.show(0);
    return this.blocks;
  }

  /** Shows the entries as they are answered now. */
  redraw(): void {
    this.draw();
  }

  private remove(at: number): void {
    const block = this.blocks[at];
    if (block === undefined) return;
    if (this.blocks.length === 1) {
      empty(block);
    } else {
      block.remove();
      this.blocks.splice(at, 1);
      if (this.open > at || this.open === this.blocks.length) this.open -= 1;
    }
    this.show(this.open);
    this.changed();
    // What was under the finger is gone: the group's name is read out, and the way on from there.
    this.section.querySelector<HTMLElement>('legend')?.focus();
  }

  private show(at: number): void {
    this.open = at;
    this.draw();
  }

  /** Moves to the first question of the entry in sight. */
  private focus(): void {
    this.blocks[this.open]?.querySelector<HTMLElement>('input, textarea')?.focus();
  }

  private draw(): void {
    for (const line of this.group.querySelectorAll('.entry-line')) line.remove();
    for (const [i, block] of this.blocks.entries()) {
      number(block, i + 1, this.name(i));
      block.hidden = i !== this.open;
      this.bar.before(block);
      if (block.hidden) block.before(this.line(block, i));
    }
    this.askAgain();
    this.drawBar();
  }

  private drawBar(): void {
    const most = Number(this.section.dataset['max'] ?? 10);
    this.bar.replaceChildren(...(this.blocks.length < most
      ? [el('button', { type: 'button', class: 'quiet', 'data-add-entry': true, onclick: () => { this.add(); } }, this.section.dataset['add'] ?? '')]
      : [el('p', { class: 'hint' }, this.speech.say('js.report.entries.full', { Max: most }))]));
    if (this.blocks.length < 2) return;
    const remove = this.button('button.remove', this.open, () => { this.remove(this.open); });
    remove.textContent = remove.getAttribute('aria-label');
    this.bar.append(remove);
  }

  /** An entry that is not in sight, as one line. */
  private line(block: HTMLElement, i: number): HTMLElement {
    const said = partsOf(block).map((part) => shownAnswers(part)).find((text) => text !== '') ?? this.speech.say('choice.none');
    return el('div', { class: 'entry-line' },
      el('p', {}, el('strong', {}, this.name(i)), ' ', el('span', { class: 'soft', dir: 'auto' }, said)),
      this.button('button.change', i, () => {
        this.show(i);
        this.focus();
      }),
      this.button('button.remove', i, () => { this.remove(i); }));
  }

  private button(key: string, i: number, act: () => void): HTMLElement {
    const label = this.speech.say(key);
    return el('button', { type: 'button', class: 'plain', 'aria-label': this.speech.say('js.report.act', { Act: label, On: this.name(i) }), onclick: act }, label);
  }

  private name(i: number): string {
    return entryName(this.section.dataset['entryName'] ?? '', i + 1);
  }

  /** Shows, in every entry, the questions that its own answers ask for. */
  private askAgain(): void {
    for (const block of this.blocks) {
      const parts = partsOf(block);
      const answersOf = (id: string): string[] => {
        const part = parts.find((each) => each.dataset['sub'] === id);
        return part === undefined || part.hidden ? [] : valuesOf(part);
      };
      for (const part of parts) part.hidden = !isAsked(part, answersOf);
    }
  }
}

/** The questions of one entry. */
export function partsOf(block: Element): HTMLElement[] {
  return [...block.querySelectorAll<HTMLElement>('[data-sub]')];
}

/** The entries in which something was answered, in their order. */
export function filledEntries(section: Element): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>('[data-entry]')].filter((block) => valuesOf(block).length > 0);
}

/** Gives a block its number: in its name, and in every name and id within. */
function number(block: HTMLElement, n: number, name: string): void {
  block.dataset['entry'] = String(n);
  const legend = block.querySelector('legend');
  if (legend !== null) {
    legend.textContent = name;
    legend.className = '';
  }
  for (const each of block.querySelectorAll('*')) {
    for (const attribute of ['id', 'name', 'for', 'aria-describedby']) {
      const value = each.getAttribute(attribute);
      if (value !== null) each.setAttribute(attribute, value.replace(/(^| )(f\.[a-z0-9-]+)\.\d+\./g, `$1$2.${n}.`));
    }
  }
}

function empty(block: HTMLElement): void {
  for (const part of partsOf(block)) part.classList.remove('wrong');
  for (const note of block.querySelectorAll('.wrong-text')) note.remove();
  for (const input of block.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    input.removeAttribute('aria-invalid');
    if (input.type === 'radio' || input.type === 'checkbox') (input as HTMLInputElement).checked = false;
    else input.value = input.defaultValue = '';
  }
}
