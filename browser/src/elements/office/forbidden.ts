import { el } from '../../safe.js';
import { arrange, stopped } from '../answers.js';
import { say } from './page.js';
import { ChoicePart, type Choice, type Part } from './steps/part.js';
import type { Desk, Draft } from './desk.js';

/** Whom the report says not to contact, by the names of its entries: "Witness 2 (Ana)". */
function forbidden({ opened, data }: Pick<Desk, 'opened' | 'data'>): string[] {
  return opened.answers === undefined ? [] : stopped(arrange(opened.answers.fields, data.form.questions));
}

/**
 * Asked before anybody is reached, where the report forbids to contact somebody. The server
 * cannot know who that is: it stands only in what is sealed. Undefined where nothing is forbidden.
 */
export function forbiddenPart(desk: Desk): Part | undefined {
  const names = forbidden(desk);
  if (names.length === 0) return undefined;
  const choices: Choice[] = ['no', 'yes', 'changed'].map((value) => ({ value, label: say(`forbidden.${value}`) }));
  return new ForbiddenPart(names, new ChoicePart(say('forbidden.ask'), choices, () => undefined));
}

class ForbiddenPart implements Part {
  readonly node: HTMLElement;

  constructor(names: readonly string[], private readonly choice: ChoicePart) {
    this.node = el('div', { class: 'note warm forbidden' }, el('p', {}, say('forbidden.text')),
      el('ul', {}, ...names.map((name) => el('li', { dir: 'auto' }, name))), choice.node);
  }

  get unsent(): boolean {
    return this.choice.unsent;
  }

  wrong(): string {
    return this.choice.value === 'yes' ? say('forbidden.wrong') : this.choice.wrong();
  }

  focus(): void {
    this.choice.focus();
  }

  add(_: Draft): void {
    // The answer opens the form; what is asked or written says the rest.
  }
}
