import { emptyOnLeave, put } from './safe.js';

/** How long three presses of Shift may take together. */
const window3 = 4000;

let left = false;

/** Says whether the person has chosen to leave: nothing may hold them up then. */
export function isLeaving(): boolean {
  return left;
}

/**
 * The way out of a page: the plain link, and Shift pressed three times. Both blank the page
 * first and then replace it, so that no moment shows what was written. dropKeys is called
 * whenever the page goes, however it goes.
 */
export function startLeaving(dropKeys: () => void = () => undefined): void {
  emptyOnLeave(dropKeys);
  const go = (): void => { leave(dropKeys); };
  document.querySelector<HTMLElement>('[data-leave-hint]')?.removeAttribute('hidden');
  for (const link of document.querySelectorAll('a[href="/leave"]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go();
    });
  }
  listenForShift(go);
}

function leave(dropKeys: () => void): void {
  left = true;
  dropKeys();
  document.title = '\u00a0';
  put(document.body);
  location.replace('/leave');
}

/** Counts presses of Shift alone; any other key or a long pause begins anew. */
function listenForShift(go: () => void): void {
  let presses: number[] = [];
  let alone = false;
  addEventListener('keydown', (event) => {
    alone = event.key === 'Shift' && !event.repeat;
    if (!alone) presses = [];
  });
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || !alone) return;
    presses = [...presses.filter((at) => event.timeStamp - at < window3), event.timeStamp];
    announce(presses.length);
    if (presses.length >= 3) go();
  });
}

/** Tells people who hear the page how many presses are left. */
function announce(count: number): void {
  const status = document.querySelector<HTMLElement>('[data-leave-count]');
  if (status === null) return;
  status.textContent = status.dataset[`leave${count}`] ?? '';
  setTimeout(() => { status.textContent = ''; }, window3);
}
