import { el, emptyOnLeave, put } from '../../safe.js';
import { checkPassword, enrol, proposePassword, stretchIn } from '../../staff.js';
import { Answered } from '../../post.js';
import { isRefusal } from '../../refusal.js';
import { fetchWords } from '../../words.js';
import { alertBox, busy, field, tell } from './dom.js';
import { page, say, sayError, server } from './page.js';

/** Makes a new officer's keys. The token stands after # and is taken out of the address at once. */
export class EnrolElement extends HTMLElement {
  private token = '';

  connectedCallback(): void {
    this.token = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
    emptyOnLeave(() => { this.token = ''; });
    if (this.token === '') put(this, el('p', { class: 'note warm' }, say('enrol.no-token')));
    else void this.begin();
  }

  private async begin(): Promise<void> {
    try {
      const list = await fetchWords(page.static.words[page.language] ?? page.static.words.en ?? '');
      this.drawPassword(proposePassword(list));
    } catch (error) {
      put(this, el('p', { class: 'note warm' }, sayError(error)));
    }
  }

  private drawPassword(proposed: string): void {
    const own = el('input', { type: 'password', autocomplete: 'new-password' });
    const again = el('input', { type: 'password', autocomplete: 'off', required: true });
    const problem = alertBox();
    const button = el('button', { type: 'submit', class: 'button' }, say('enrol.make'));
    const make = (event: Event): void => {
      event.preventDefault();
      const password = own.value === '' ? proposed : own.value;
      void busy(button, problem, sayEnrolError, async () => { await this.make(password, again.value, problem); });
    };
    put(this, el('form', { class: 'door', onsubmit: make },
      el('h2', {}, say('enrol.password')), el('p', {}, say('enrol.password.text')),
      el('p', { class: 'proposed', translate: 'no', lang: page.language }, proposed),
      el('details', {}, el('summary', {}, say('enrol.own')), field(say('enrol.own.label'), own, say('enrol.own.hint'))),
      field(say('enrol.again'), again, say('enrol.again.hint')), problem, button));
  }

  private async make(password: string, again: string, problem: HTMLElement): Promise<void> {
    checkPassword(password);
    if (again.trim().normalize('NFKC') !== password.normalize('NFKC')) {
      tell(problem, say('enrol.again.wrong'));
      return;
    }
    const english = await fetchWords(page.static.words.en ?? '');
    const { person, words } = await enrol(server, stretchIn(page.static.argon2), this.token, password, english);
    this.token = '';
    this.drawWords(person.name, words);
  }

  private drawWords(name: string, words: readonly string[]): void {
    const title = el('h2', { tabindex: '-1' }, say('enrol.words'));
    put(this, title,
      el('p', {}, say('enrol.words.text', { Name: name })),
      el('ol', { class: 'words', lang: 'en', translate: 'no' }, ...words.map((word) => el('li', {}, word))),
      el('p', { class: 'note' }, say('enrol.words.call')),
      el('p', {}, say('enrol.after')),
      el('p', {}, el('a', { class: 'button', href: '/office/' }, say('enrol.signin'))));
    title.focus();
  }
}

function sayEnrolError(error: unknown): string {
  if (error instanceof Answered && error.status === 404) return say('enrol.no-token');
  return isRefusal(error, 'password') ? say('enrol.own.short') : sayError(error);
}
