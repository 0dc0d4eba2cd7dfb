import { apply, find, readable, type Found } from '../../mask.js';
import { el, pageData, put } from '../../safe.js';

interface Data {
  words: Record<string, string>;
  capitals: string;
}

/**
 * The field of the helper: shows what looks like a name or a number before a question is
 * sent, and leaves it out unless the person says that it should stay.
 */
export class AskElement extends HTMLElement {
  private words: Record<string, string> = {};
  private capitals: ReadonlySet<string> = new Set();
  private question!: HTMLTextAreaElement;
  private panel!: HTMLElement;
  private shown: Found[] = [];

  connectedCallback(): void {
    const question = this.querySelector('textarea');
    const panel = this.querySelector<HTMLElement>('[data-masked]');
    if (question === null || panel === null) return;
    this.question = question;
    this.panel = panel;
    const data = pageData<Data>('ask-data');
    this.words = data.words;
    this.capitals = new Set(data.capitals.split(' '));
    this.addEventListener('submit', (event) => { this.check(event); });
    question.addEventListener('input', () => { this.close(); });
    this.toggleAttribute('ready', true);
  }

  /** Drops what was typed; the page is going. */
  forget(): void {
    this.shown = [];
    if (this.panel !== undefined) this.close();
  }

  /** Holds a question back the first time something is found in it; then sends it without. */
  private check(event: Event): void {
    const text = readable(this.question.value);
    if (!this.panel.hidden) {
      const kept = [...this.panel.querySelectorAll<HTMLInputElement>('input')].map((box) => box.checked);
      this.question.value = apply(text, this.shown.filter((_, i) => kept[i] ?? true));
      this.panel.hidden = true;
      return;
    }
    this.shown = find(text, this.capitals);
    if (this.shown.length === 0) {
      this.question.value = text;
      return;
    }
    event.preventDefault();
    this.show();
  }

  private show(): void {
    const boxes = this.shown.map(({ from, to, kind }) => el('label', { class: 'choice' },
      el('input', { type: 'checkbox', checked: true }),
      el('span', {}, el('b', {}, this.question.value.slice(from, to)), ` ${this.words[`helper.mask.${kind}`] ?? ''}`)));
    const edit = el('button', { type: 'button', class: 'plain', onclick: () => {
      this.close();
      this.question.focus();
    } }, this.words['helper.mask.edit']);
    const place = this.panel.querySelector('[data-found]');
    if (place !== null) put(place, ...boxes, edit);
    this.panel.hidden = false;
    this.panel.scrollIntoView({ block: 'nearest' });
    this.panel.focus();
  }

  private close(): void {
    this.panel.hidden = true;
  }
}
