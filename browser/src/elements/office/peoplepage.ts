import { Directory } from '../../directory.js';
import { dayOf, newId } from '../../encode.js';
import { signLine } from '../../line.js';
import { sixWords } from '../../phrase.js';
import { el } from '../../safe.js';
import { fetchWords } from '../../words.js';
import { alertBox, busy, field, tell } from './dom.js';
import { Key } from './key.js';
import { page, pageOf, say, sayError, server } from './page.js';
import type { Person } from '../../staff.js';
import type { OfficerLine, Role, Signed } from '../../types.js';

const certifiedDays = 365;

/** Keys that wait to be certified (internal/people Proposal). */
interface Proposal {
  person: Person;
  recipient: string;
  verify: string;
}

interface PeopleData {
  proposals: Proposal[];
  directory: Signed[];
}

const { proposals, directory } = pageOf<PeopleData>();

/** The people of a unit, for its head: certify by the words heard, suspend at once. */
export class PeopleElement extends HTMLElement {
  // Nothing opened is shown on this page; the names on it are plain facts.
  private readonly key = new Key(() => undefined);

  connectedCallback(): void {
    for (const proposal of proposals) {
      this.querySelector(`.proposal[data-person="${CSS.escape(proposal.person.id)}"]`)?.append(this.drawCertify(proposal));
    }
    for (const row of this.querySelectorAll<HTMLElement>('tr[data-suspend]')) {
      row.querySelector('.status')?.after(' ', this.drawSuspend(row.dataset['person'] ?? '', row.dataset['name'] ?? ''));
    }
  }

  private drawCertify(proposal: Proposal): HTMLElement {
    const words = el('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
    const problem = alertBox();
    const button = el('button', { type: 'submit', class: 'button' }, say('people.certify'));
    const certify = (event: Event): void => {
      event.preventDefault();
      void busy(button, problem, sayError, async () => { await this.certify(proposal, words.value, problem); });
    };
    return el('form', { onsubmit: certify, autocomplete: 'off' },
      field(say('people.words', { Name: proposal.person.name }), words, say('people.words.hint')), problem, button);
  }

  /** Compares what was heard with the keys that were proposed, and signs only if they are one. */
  private async certify(proposal: Proposal, typed: string, problem: HTMLElement): Promise<void> {
    const english = await fetchWords(page.static.words.en ?? '');
    const heard = typed.toLowerCase().match(/\p{L}+/gu) ?? [];
    if (heard.join(' ') !== sixWords(proposal.recipient, proposal.verify, english).join(' ')) {
      tell(problem, say('people.words.wrong'));
      return;
    }
    await this.key.use(async (me) => {
      await server.json('/office/people/certify', { line: signLine(officerLine(proposal, me.by), me.signing) });
    });
    location.reload();
  }

  private drawSuspend(person: string, name: string): HTMLElement {
    const button = el('button', { type: 'button', class: 'button quiet small', 'aria-label': say('people.suspend.named', { Name: name }) }, say('people.suspend'));
    button.addEventListener('click', () => { askToSuspend(person, name, button); });
    return button;
  }
}

/** The line by which a head says: this key belongs to this person, in this office. */
function officerLine({ person, recipient, verify }: Proposal, by: string): OfficerLine {
  const until = new Date(Date.parse(page.today) + certifiedDays * 86_400_000);
  return {
    v: 1, is: 'officer', id: newId(), by, at: page.today, person: person.id, name: person.name, unit: person.unit,
    roles: person.roles as Role[], n: Directory.check(directory, page.root).next(person.id),
    recipient, verify, from: page.today, until: dayOf(until), custodians: [],
  };
}

/** Asks once more: a suspended officer is put out in the middle of a word. */
function askToSuspend(person: string, name: string, from: HTMLElement): void {
  const problem = alertBox();
  const dialog = el('dialog', { class: 'ask', 'aria-labelledby': 'suspend-title' });
  const close = (): void => {
    dialog.close();
    dialog.remove();
    from.focus();
  };
  const yes = el('button', { type: 'button', class: 'button danger' }, say('people.suspend.yes'));
  yes.addEventListener('click', () => {
    void busy(yes, problem, sayError, async () => {
      await server.json('/office/people/suspend', { person });
      location.reload();
    });
  });
  dialog.append(el('h2', { id: 'suspend-title' }, say('people.suspend.title', { Name: name })),
    el('p', {}, say('people.suspend.text')), problem,
    el('div', { class: 'actions' }, yes, el('button', { type: 'button', class: 'button quiet', onclick: close }, say('people.suspend.no'))));
  dialog.addEventListener('cancel', () => { dialog.remove(); });
  document.body.append(dialog);
  dialog.showModal();
}
