import { el, put } from '../../safe.js';
import { Answered } from '../../post.js';
import { isRefusal } from '../../refusal.js';
import { signIn, stretchIn, type SignedIn } from '../../staff.js';
import { alertBox, busy, field } from './dom.js';
import { page, say, sayError, server } from './page.js';

/** The form that turns a name and a password into an officer's keys, in this browser alone. */
export class Door {
  readonly node: HTMLFormElement;
  private readonly name = el('input', { type: 'text', autocomplete: 'username', autocapitalize: 'words', spellcheck: 'false', required: true });
  private readonly password = el('input', { type: 'password', autocomplete: 'current-password', required: true });
  private readonly problem = alertBox();
  private readonly button: HTMLButtonElement;

  /** With a known name it asks for the password alone. */
  constructor(private readonly known: string, private readonly opened: (signedIn: SignedIn) => Promise<void> | void) {
    const waiting = el('p', { class: 'hint', role: 'status' });
    this.button = el('button', { type: 'submit', class: 'button' }, say(known === '' ? 'door.signin' : 'door.unlock'));
    const enter = (event: Event): void => {
      event.preventDefault();
      put(waiting, say('door.opening'));
      void busy(this.button, this.problem, sayRefused, async () => { await this.enter(); }).finally(() => { put(waiting); });
    };
    this.node = el('form', { class: 'door', onsubmit: enter },
      known === '' ? field(say('door.name'), this.name) : el('p', { class: 'door-name' }, known),
      field(say('door.password'), this.password), this.problem, this.button, waiting);
  }

  /** Puts the cursor where typing begins. */
  focus(): void {
    (this.known === '' ? this.name : this.password).focus();
  }

  private async enter(): Promise<void> {
    const name = this.known === '' ? this.name.value.trim() : this.known;
    try {
      const signedIn = await signIn(server, stretchIn(page.static.argon2), name, this.password.value);
      this.password.value = '';
      await this.opened(signedIn);
    } catch (error) {
      this.password.select();
      throw error;
    }
  }
}

/** A seed that does not open with a right password is a fault of ours, and said as such. */
function sayRefused(error: unknown): string {
  if (error instanceof Answered && error.status === 401) return say('door.wrong');
  return isRefusal(error, 'age-open') ? say('door.broken') : sayError(error);
}

/** The sign-in page, and the page of a session whose key was put away. */
export class SignInElement extends HTMLElement {
  connectedCallback(): void {
    const { known } = page as { known?: string };
    const door = new Door(known ?? '', () => { location.replace('/office/'); });
    put(this, door.node);
    door.focus();
  }
}

/** Asks for the password over the page as it stands, so that nothing typed is lost. */
export async function askToUnlock(known: string): Promise<SignedIn> {
  return await new Promise((resolve) => {
    const dialog = el('dialog', { class: 'unlock', 'aria-labelledby': 'unlock-title' });
    // Nothing but the password closes it: what lies behind is meant to be locked.
    dialog.addEventListener('cancel', (event) => { event.preventDefault(); });
    const door = new Door(known, (signedIn) => {
      dialog.close();
      dialog.remove();
      resolve(signedIn);
    });
    put(dialog, el('h2', { id: 'unlock-title' }, say('door.again')), el('p', {}, say('door.again.text')), door.node);
    document.body.append(dialog);
    dialog.showModal();
    door.focus();
  });
}
