import { el, put } from '../safe.js';
import type { Speech } from './speech.js';

/** The 12 words as a numbered list. */
export function drawWords(words: readonly string[]): HTMLElement {
  return el('ol', { class: 'words' }, ...words.map((word) => el('li', {}, word)));
}

/** Buttons to keep the words: copy, print, save as a file. site is where they are used. */
export function keepButtons(words: readonly string[], site: string, speech: Speech): HTMLElement {
  const status = el('span', { role: 'status', class: 'soft' });
  const copy = copying(words.join(' '), status, speech);
  const print = el('button', { type: 'button', class: 'quiet', onclick: () => { globalThis.print(); } }, speech.say('button.print'));
  const save = el('button', { type: 'button', class: 'quiet', 'data-save': true, onclick: () => {
    saveText(savedWords(words, site), speech.say('js.common.file-name'), 'text/plain');
  } }, speech.say('button.save'));
  return el('div', { class: 'actions' }, copy, print, save, status);
}

/** A button that copies a text, and says whether it could. */
export function copyButton(text: string, speech: Speech): HTMLElement {
  const status = el('span', { role: 'status', class: 'soft' });
  return el('div', { class: 'actions' }, copying(text, status, speech), status);
}

function copying(text: string, status: HTMLElement, speech: Speech): HTMLButtonElement {
  return el('button', { type: 'button', class: 'quiet', 'data-copy': true, onclick: () => {
    navigator.clipboard.writeText(text).then(
      () => { put(status, speech.say('button.copied')); },
      () => { put(status, speech.say('js.common.not-copied')); });
  } }, speech.say('button.copy'));
}

/** What the saved file holds: where the words are used, and the words. */
export function savedWords(words: readonly string[], site: string): string {
  return `${site}\r\n\r\n${words.join(' ')}\r\n`;
}

/** Gives a small text as a download, made here and nowhere else. */
export function saveText(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el('a', { href: address, download: name }).click();
  setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
}

/** A whole day as a calendar file (RFC 5545). Its title says nothing: a calendar is often shared. */
export function calendarOf(day: string, title: string): string {
  const plain = (at: string): string => at.slice(0, 10).replaceAll('-', '');
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reminder//EN', 'BEGIN:VEVENT',
    `UID:${plain(day)}@reminder`, `DTSTAMP:${plain(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(next)}`,
    `SUMMARY:${title}`, 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n');
}

/** How many were drawn: two of them can stand in one page. */
let checks = 0;

/** An offer to check that two of the words were kept; who does not want it goes on. */
export function checkWords(words: readonly string[], fold: (word: string) => string, speech: Speech): HTMLElement {
  const asked = pickTwo(words.length);
  checks += 1;
  const prefix = `check-${checks}-`;
  const status = el('p', { role: 'status' });
  const inputs = asked.map((at) => el('input', {
    type: 'text', id: `${prefix}${at}`, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false',
  }));
  const check = (): void => {
    const right = asked.every((at, i) => fold(inputs[i]?.value.trim() ?? '') === fold(words[at] ?? ''));
    put(status, el('span', { class: right ? 'badge good' : 'badge alarm' }, speech.say(right ? 'js.common.check-right' : 'js.common.check-wrong')));
  };
  return el('details', { class: 'card folds' },
    el('summary', {}, speech.say('js.common.check')),
    el('p', {}, speech.say('js.common.check-text')),
    ...asked.map((at, i) => el('div', { class: 'field' },
      el('label', { for: `${prefix}${at}` }, speech.say('js.common.check-word', { N: at + 1 })), inputs[i])),
    el('button', { type: 'button', class: 'quiet', onclick: check }, speech.say('js.common.check-button')),
    status);
}

function pickTwo(of: number): [number, number] {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  const first = a % of;
  const second = (first + 1 + (b % (of - 1))) % of;
  return first < second ? [first, second] : [second, first];
}
