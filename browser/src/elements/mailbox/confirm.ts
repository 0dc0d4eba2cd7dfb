import { Answered, mayPassLater } from '../../post.js';
import { el, put } from '../../safe.js';
import { isUnreached } from '../files.js';
import type { Inside } from '../../safe.js';
import type { Deciding, Visit } from './visit.js';

/** A problem that is read out where it happened. */
export function problem(...sentences: string[]): HTMLElement {
  return el('div', { class: 'summary', role: 'alert' }, ...sentences.map((each) => el('p', {}, each)));
}

/** Says under a part's title what was done, and moves there. */
export function tellDone(suffix: string, sentence: string): void {
  const place = document.querySelector<HTMLElement>(`#part${suffix} [data-done]`);
  if (place === null) return;
  const note = el('div', { class: 'note good', role: 'status', tabindex: '-1' }, el('p', {}, sentence));
  put(place, note);
  note.focus();
}

/** What a button does, and where its problems are told. */
export interface Doing {
  visit: Visit;
  suffix: string;
  /** What is said when it was done. */
  done: string;
  button: HTMLButtonElement;
  status: HTMLElement;
  /** What is decided: the same is signed only once, and sent again unchanged. */
  what: string;
  make: () => Promise<Deciding>;
  /** Called when it has arrived. */
  sent?: () => void;
}

/** What was signed behind each button and has not arrived, as far as this page knows. */
const signed = new WeakMap<HTMLButtonElement, { what: string; deciding: Deciding }>();

/** Signs and sends once however often it is pressed. What could not be sent is told, and stays. */
export async function doIt({ visit, suffix, done, button, status, what, make, sent }: Doing): Promise<void> {
  if (button.disabled) return;
  button.disabled = true;
  put(status, el('p', { role: 'status' }, visit.speech.say('js.mailbox.sending')));
  try {
    const known = signed.get(button);
    const deciding = known?.what === what ? known.deciding : await make();
    signed.set(button, { what, deciding });
    await visit.decide(deciding);
    signed.delete(button);
    sent?.();
    put(status);
    await shown(visit);
    tellDone(suffix, done);
  } catch (error) {
    // What was refused is signed anew; a letter that goes with it may be kept already, and stays the same.
    if (error instanceof Answered && !mayPassLater(error) && signed.get(button)?.deciding.items.length === 0) signed.delete(button);
    put(status, problem(visit.sayError(error, 'js.mailbox.not-signed'), visit.speech.say('js.mailbox.nothing-lost')));
  } finally {
    button.disabled = false;
  }
}

/** What was sent stands, also where the page cannot be drawn anew at this moment: it keeps what it shows. */
async function shown(visit: Visit): Promise<void> {
  try {
    await visit.again();
  } catch (error) {
    if (!isUnreached(error)) throw error;
  }
}

/** A button that asks once more before it acts; its question is read out, and Back undoes nothing. */
export function secondPress(first: string, question: Inside[], yes: string, visit: Visit, act: (button: HTMLButtonElement, status: HTMLElement) => void): HTMLElement {
  const place = el('div', {});
  const status = el('div', {});
  const offer = (): HTMLButtonElement => {
    const button = el('button', { type: 'button', class: 'quiet', onclick: ask }, first);
    put(status);
    put(place, el('p', { class: 'actions' }, button));
    return button;
  };
  const ask = (): void => {
    const button = el('button', { type: 'button' }, yes);
    button.addEventListener('click', () => { act(button, status); });
    const asked = el('div', { class: 'note warm', tabindex: '-1' }, ...question, status,
      el('p', { class: 'actions' }, button,
        el('button', { type: 'button', class: 'quiet', onclick: () => { offer().focus(); } }, visit.speech.say('button.back'))));
    put(place, asked);
    asked.focus();
  };
  offer();
  return place;
}
