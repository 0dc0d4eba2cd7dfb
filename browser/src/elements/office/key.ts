import { forgetSeed, unlockTab } from '../../staff.js';
import { emptyOnLeave } from '../../safe.js';
import { askToUnlock } from './door.js';
import { isLocked, page, server } from './page.js';
import type { Me } from '../../intake.js';

const idleMinutes = 15;
const beatMinutes = 3;

/**
 * The officer's keys in this document. They are dropped when the page is left, when a door
 * form is sent, and after fifteen minutes without a hand on the machine.
 */
export class Key {
  private me: Me | undefined;
  private asking: Promise<Me> | undefined;
  private active = Date.now();
  private beaten = Date.now();

  /** True once the page is left by its own doors: then nothing asks to stay. */
  leaving = false;

  /** hide is called when what is shown has to go because the key goes, back when it is there again. */
  constructor(private readonly hide: () => void, private readonly back: () => void = () => undefined) {
    emptyOnLeave(() => { this.me = undefined; });
    for (const form of document.querySelectorAll<HTMLFormElement>('form[action="/office/lock"], form[action="/office/signout"]')) {
      form.addEventListener('submit', () => {
        this.leaving = true;
        forgetSeed();
      });
    }
    for (const hand of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
      addEventListener(hand, () => { this.active = Date.now(); }, { passive: true });
    }
    setInterval(() => { this.beat(); }, 20_000);
  }

  /** The keys: from this tab's seed, or from the password where the session was locked. */
  async take(): Promise<Me> {
    if (this.me !== undefined) return this.me;
    this.asking ??= this.unlock().finally(() => { this.asking = undefined; });
    return await this.asking;
  }

  /** Does work with the keys; if the session was locked meanwhile it asks, and does it again. */
  async use<T>(work: (me: Me) => Promise<T>): Promise<T> {
    const me = await this.take();
    try {
      return await work(me);
    } catch (error) {
      if (!isLocked(error)) throw error;
      this.drop();
      return await work(await this.take());
    }
  }

  private async unlock(): Promise<Me> {
    try {
      this.me = await unlockTab(server, page.me);
    } catch (error) {
      if (!isLocked(error)) throw error;
      this.me = (await askToUnlock(page.name)).me;
    }
    this.active = Date.now();
    return this.me;
  }

  /** Puts the key away and asks for it anew. */
  private ask(): void {
    this.drop();
    void this.take().then(() => { this.back(); });
  }

  private drop(): void {
    this.me = undefined;
    this.hide();
  }

  /** Keeps the session awake while somebody works, and puts everything away when nobody does. */
  private beat(): void {
    if (this.me === undefined) return;
    const now = Date.now();
    if (now - this.active >= idleMinutes * 60_000) {
      this.ask();
    } else if (this.active > this.beaten && now - this.beaten >= beatMinutes * 60_000) {
      this.beaten = now;
      server.json('/office/session-key', {}).catch((error: unknown) => {
        if (!isLocked(error)) return; // the network's trouble is told at the next act
        this.ask();
      });
    }
  }
}
