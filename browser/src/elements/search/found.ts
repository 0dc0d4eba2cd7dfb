import { el } from '../../safe.js';

/** A piece of a text; a marked one is a word that was looked for. */
export interface Run {
  text: string;
  mark?: boolean;
}

/** What the server found, in words. */
export interface Found {
  says: string;
  instead?: string;
  danger?: boolean;
  none?: boolean;
  groups?: Group[];
  elsewhere?: { language: string; says: string; action: string }[];
}

interface Group {
  id: string;
  name: string;
  results: { href: string; page?: Run[]; head: Run[]; excerpt: Run[] }[];
}

/** What was found of one unit. */
export function groupOf(group: Group): HTMLElement {
  const id = `of-${group.id}`;
  return el('section', { 'aria-labelledby': id },
    el('h2', { id }, group.name),
    el('ul', { class: 'results' }, ...group.results.map((result) => el('li', {},
      el('h3', {}, el('a', { href: result.href }, ...runs(result.head))),
      result.page !== undefined && el('p', { class: 'where' }, ...runs(result.page)),
      el('p', {}, ...runs(result.excerpt))))));
}

/** The way to the same search in another language: a form, so that no address holds what was typed. */
export function wayTo(text: string, way: { language: string; says: string; action: string }): HTMLElement {
  return el('form', { method: 'post', action: `${way.action}#found`, autocomplete: 'off' },
    el('input', { type: 'hidden', name: 'text', value: text }),
    el('button', { type: 'submit', class: 'quiet', lang: way.language }, way.says));
}

function runs(list: readonly Run[]): (HTMLElement | string)[] {
  return list.map((run) => run.mark === true ? el('mark', {}, run.text) : run.text);
}
