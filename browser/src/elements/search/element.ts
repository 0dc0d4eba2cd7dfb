import { Answered, poster } from '../../post.js';
import { pageData, put } from '../../safe.js';
import { groupOf, wayTo, type Found } from './found.js';
import { Latest } from './latest.js';

/** How long nothing is typed before it is looked up. */
const rest = 150;

/**
 * The search with scripts: what is found appears while somebody types. What they type goes
 * to the server in a body and stands in its field, nowhere else.
 */
export class SearchElement extends HTMLElement {
  private field!: HTMLInputElement;
  private latest = new Latest(rest);
  private stop = new AbortController();
  private post = poster(document.documentElement.lang);
  private shown = '';

  connectedCallback(): void {
    const form = this.querySelector<HTMLFormElement>('form[role="search"]');
    const field = form?.querySelector<HTMLInputElement>('input[name="text"]');
    if (form === null || field === null || field === undefined) return;
    this.field = field;
    this.shown = this.typed;
    const { signal } = this.stop;
    field.addEventListener('input', () => { this.look(rest); }, { signal });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.shown = '';
      this.look(0);
      // On a phone the keys would cover what is found.
      if (matchMedia('(pointer: coarse)').matches) field.blur();
    }, { signal });
    this.toggleAttribute('ready', true);
  }

  /** Drops what was typed; the page is going. */
  forget(): void {
    this.stop.abort();
    this.latest.drop();
    this.field.value = '';
  }

  private get typed(): string {
    return this.field.value.trim();
  }

  private look(after: number): void {
    const text = this.field.value;
    if (this.typed === this.shown) return;
    this.shown = this.typed;
    if (after > 0 && this.typed.length < 2) {
      this.latest.drop();
      this.show({ says: '' });
      return;
    }
    void this.latest.ask((signal) => this.post.json<Found>('/send/search', { text }, signal), after).then(
      (found) => { if (found !== undefined) this.show(found); },
      (error: unknown) => {
        this.shown = '';
        this.show({ says: error instanceof Answered && error.sentence !== '' ? error.sentence : this.failed });
      },
    );
  }

  private get failed(): string {
    return pageData<Record<string, string>>('search-data')['search.failed'] ?? '';
  }

  private show(found: Found): void {
    const part = (name: string): HTMLElement => this.querySelector<HTMLElement>(`[data-${name}]`) ?? document.createElement('div');
    const asked = found.says !== '';
    for (const around of this.closest('article')?.querySelectorAll<HTMLElement>('[data-around]') ?? []) around.hidden = asked;
    part('says').textContent = found.says;
    part('instead').textContent = found.instead ?? '';
    part('instead').hidden = found.instead === undefined;
    part('danger').hidden = found.danger !== true;
    part('none').hidden = found.none !== true;
    part('elsewhere').hidden = found.elsewhere === undefined;
    put(part('elsewhere').querySelector('.actions') ?? part('elsewhere'), ...(found.elsewhere ?? []).map((way) => wayTo(this.typed, way)));
    put(part('groups'), ...(found.groups ?? []).map(groupOf));
  }
}
