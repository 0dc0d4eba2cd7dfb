import { makeUndertaking } from '../../step.js';
import { el, put } from '../../safe.js';
import { alertBox, busy } from './dom.js';
import { Key } from './key.js';
import { page, pageOf, say, sayError, server } from './page.js';

const { version, next } = pageOf<{ version: string; next: string }>();

/** What every officer signs before the first case: read above, signed with their own key. */
export class UndertakingElement extends HTMLElement {
  private readonly key = new Key(() => undefined);

  connectedCallback(): void {
    const problem = alertBox();
    const sign = el('button', { type: 'button', class: 'button' }, say('undertaking.sign', { Name: page.name }));
    sign.addEventListener('click', () => { void busy(sign, problem, sayError, () => this.sign()); });
    put(this, problem, el('p', { class: 'actions' }, sign));
  }

  private async sign(): Promise<void> {
    await this.key.use(async (me) => {
      await server.json('/office/undertaking', { line: makeUndertaking(me, version, new Date()) });
    });
    this.key.leaving = true;
    location.replace(next);
  }
}
