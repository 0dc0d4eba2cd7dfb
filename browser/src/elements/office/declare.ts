import { el } from '../../safe.js';
import { namesakes } from '../namesakes.js';
import { alertBox, busy, folded, section } from './dom.js';
import { page, say, sayError } from './page.js';

/**
 * The first opening of a case: only the names of those it is about, and the officer's
 * word that nothing stands between them and this case, before any of it is read. An officer
 * with a name like one of them is asked to withdraw.
 */
export function drawDeclaration(names: readonly string[], declare: (answer: 'none' | 'recused') => Promise<void>): HTMLElement {
  const problem = alertBox();
  const isNamed = namesakes([page], names).length > 0;
  const act = (answer: 'none' | 'recused', label: string, look: string): HTMLButtonElement => {
    const button = el('button', { type: 'button', class: look }, label);
    button.addEventListener('click', () => { void busy(button, problem, sayError, async () => { await declare(answer); }); });
    return button;
  };
  return section(say('declare.title'), 'declare',
    el('p', {}, say('declare.text')),
    names.length === 0
      ? el('p', { class: 'note' }, say('declare.no-names'))
      : el('div', {}, el('h3', {}, say('declare.names')),
        el('ul', { class: 'concerned' }, ...names.map((name) => el('li', { dir: 'auto' }, name)))),
    isNamed && el('div', { class: 'note alarm' }, el('p', {}, say('declare.namesake'))),
    el('p', {}, say('declare.conflict')),
    problem,
    el('div', { class: 'actions' },
      act('none', say('declare.none'), isNamed ? 'button quiet' : 'button'),
      act('recused', say('declare.recuse'), isNamed ? 'button' : 'button quiet')),
    el('p', { class: 'hint' }, say('declare.recuse.hint')));
}

/** Whoever finds out while reading can still withdraw: folded, so that nobody does it by a slip. */
export function drawRecusal(recuse: () => Promise<void>): HTMLElement {
  const problem = alertBox();
  const button = el('button', { type: 'button', class: 'button quiet', 'data-recuse': true }, say('declare.recuse'));
  button.addEventListener('click', () => { void busy(button, problem, sayError, recuse); });
  return folded(say('declare.later'), el('p', {}, say('declare.conflict')), el('p', { class: 'hint' }, say('declare.recuse.hint')), problem, button);
}
