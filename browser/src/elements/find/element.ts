import { el, pageData, put } from '../../safe.js';
import { walk, type Step, type Tree } from './walk.js';

interface Data extends Tree {
  words: Record<string, string>;
}

/**
 * The finder with scripts: walks the questions that came with the page. What is chosen
 * stands in this object alone; the browser's history holds the number of the step and no
 * answer, so that its Back goes back one question.
 */
export class FindElement extends HTMLElement {
  private data!: Data;
  private place!: HTMLElement;
  private first!: Element;
  private steps: Step[] = [];
  private at = 0;
  private stop = new AbortController();

  connectedCallback(): void {
    const place = this.querySelector<HTMLElement>('[data-place]');
    const first = place?.querySelector('form');
    if (place === null || first === null || first === undefined) return;
    this.place = place;
    this.first = first.cloneNode(true) as Element;
    this.data = pageData<Data>('find-data');
    history.replaceState({ step: 0 }, '');
    this.listen();
    this.show(false);
    this.toggleAttribute('ready', true);
  }

  /** Drops what was chosen; the page is going. */
  forget(): void {
    this.stop.abort();
    this.steps = [];
    this.at = 0;
  }

  private listen(): void {
    const { signal } = this.stop;
    this.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (!(button instanceof HTMLButtonElement)) return;
      if (button.name === 'back') history.back();
      else this.choose({ question: button.name.replace(/^q\./, ''), option: button.value });
    }, { signal });
    addEventListener('popstate', (event: PopStateEvent) => {
      const step = (event.state as { step?: number } | null)?.step ?? 0;
      this.at = Math.min(step, this.steps.length);
      this.show();
    }, { signal });
  }

  private choose(step: Step): void {
    this.steps = [...this.taken, step];
    this.at++;
    history.pushState({ step: this.at }, '');
    this.show();
  }

  private get taken(): Step[] {
    return this.steps.slice(0, this.at);
  }

  /** Goes back to a question, by as many steps of the browser's history. */
  private goTo(step: number): void {
    if (step === this.at) return;
    history.go(step - this.at);
  }

  private show(move = true): void {
    const id = walk(this.data, this.taken);
    put(this.place, Object.hasOwn(this.data.questions, id) ? this.question(id) : this.end(id));
    for (const around of this.querySelectorAll<HTMLElement>('[data-around]')) around.hidden = this.at > 0;
    if (!move) return;
    (this.closest('article') ?? this).scrollIntoView({ block: 'start' });
    this.place.querySelector<HTMLElement>('h2')?.focus();
  }

  private question(id: string): Element {
    const form = this.copyOf('question', id);
    const count = form.querySelector('[data-count]');
    const values: Record<string, number> = { N: this.at + 1, Most: this.at + (this.data.questions[id]?.most ?? 0) };
    if (count !== null) {
      count.textContent = (this.data.words['finder.count'] ?? '').replace(/\{\{\.(\w+)\}\}/g, (_, name: string) => String(values[name]));
    }
    const back = form.querySelector<HTMLElement>('[data-back]');
    if (back !== null) back.hidden = this.at === 0;
    return form;
  }

  private end(id: string): Element {
    const found = this.copyOf('end', id);
    for (const door of found.querySelectorAll<HTMLElement>('[data-door]')) this.fillDoor(door);
    this.fold([...found.querySelectorAll<HTMLElement>('[data-fold]')]);
    for (const rule of found.querySelectorAll<HTMLElement>('[data-rule]')) {
      put(rule, this.template('rule', rule.dataset['rule'] ?? ''));
    }
    found.querySelector('[data-steps]')?.append(this.given());
    found.querySelector('[data-again]')?.addEventListener('click', () => { this.goTo(0); });
    found.querySelector('[data-print]')?.addEventListener('click', () => { print(); });
    return found;
  }

  private fillDoor(door: HTMLElement): void {
    const id = door.dataset['door'] ?? '';
    put(door, this.template('door', id));
    door.setAttribute('aria-labelledby', `door-${id}`);
    const why = door.querySelector('.why');
    if (why !== null) why.textContent = door.dataset['why'] ?? '';
  }

  /**
   * Where several doors stand one below the other, as on a phone, each shows its comparison
   * when it is asked for, so that all of them are in sight first.
   */
  private fold(buttons: HTMLElement[]): void {
    for (const button of buttons) {
      const turn = (open: boolean): void => {
        button.setAttribute('aria-expanded', String(open));
        button.closest('section')?.classList.toggle('folded', !open);
      };
      turn(buttons.length === 1);
      button.addEventListener('click', () => { turn(button.getAttribute('aria-expanded') !== 'true'); });
    }
  }

  /** What was answered, each with the way back to it. */
  private given(): HTMLElement {
    return el('dl', { class: 'given' }, ...this.taken.flatMap((step, i) => {
      const form = this.copyOf('question', step.question);
      const ask = form.querySelector('h2')?.textContent ?? '';
      const answer = form.querySelector(`button[value="${CSS.escape(step.option)}"]`)?.textContent ?? '';
      const change = el('button', { type: 'button', class: 'plain', onclick: () => { this.goTo(i); } },
        this.data.words['button.change'], el('span', { class: 'vh' }, `: ${ask}`));
      return [el('dt', {}, ask), el('dd', {}, el('p', {}, answer), change)];
    }));
  }

  private copyOf(kind: string, id: string): Element {
    if (kind === 'question' && id === this.data.start) return this.first.cloneNode(true) as Element;
    return this.template(kind, id).firstElementChild ?? el('div');
  }

  /** A copy of what a template of the page holds. */
  private template(kind: string, id: string): DocumentFragment {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-${kind}="${CSS.escape(id)}"]`);
    return template === null ? new DocumentFragment() : document.importNode(template.content, true);
  }
}
