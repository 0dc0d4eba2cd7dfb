import { openBundle } from '../../bundle.js';
import { lockIn, makeExport, type Export } from '../../exportzip.js';
import { download, el, put } from '../../safe.js';
import { fetchWords } from '../../words.js';
import { alertBox, busy } from './dom.js';
import { page, say, sayError, server } from './page.js';
import type { Bundle } from '../../types.js';
import type { Key } from './key.js';

/**
 * Takes the case out as a zip that the plain age tool opens. Its 12 words are made here,
 * shown once and sent nowhere.
 */
export function drawExport(number: string, key: Key): HTMLElement {
  const place = el('div', { class: 'export' });
  const offer = (): void => {
    const open = el('button', { type: 'button', class: 'button quiet', onclick: () => { confirm(); } }, say('case.export.button'));
    put(place, el('p', { class: 'hint' }, say('case.export.text')), open);
  };
  const confirm = (): void => {
    const problem = alertBox();
    const progress = el('progress', { max: '1', value: '0', hidden: true, 'aria-label': say('case.export.progress') });
    const yes = el('button', { type: 'button', class: 'button' }, say('case.export.yes'));
    yes.addEventListener('click', () => {
      void busy(yes, problem, sayError, async () => {
        progress.hidden = false;
        const made = await takeOut(number, key, (share) => { progress.value = share; }).finally(() => { progress.hidden = true; });
        drawWords(place, number, made);
      });
    });
    put(place, el('p', { class: 'note warm' }, say('case.export.confirm')), progress, problem,
      el('div', { class: 'actions' }, yes, el('button', { type: 'button', class: 'button quiet', onclick: offer }, say('case.export.no'))));
    yes.focus();
  };
  offer();
  return place;
}

async function takeOut(number: string, key: Key, progress: (share: number) => void): Promise<Export> {
  const address = `/office/case/${number}`;
  const words = await fetchWords(page.static.words.en ?? '');
  return await key.use(async (me) => {
    const { bundle } = await server.json<{ bundle: Bundle }>(`${address}/export`, {});
    const opened = await openBundle(bundle, me, page.root);
    const blob = (sum: string): Promise<Blob> => server.bytes(`${address}/blob`, { blob: sum });
    return await makeExport({ bundle, opened, number, now: new Date(), words, blob, lock: lockIn(page.static.attach), progress });
  });
}

/** The words first, the file after: whoever has only the file has nothing. */
function drawWords(place: HTMLElement, number: string, made: Export): void {
  const title = el('h3', { tabindex: '-1' }, say('case.export.words'));
  const save = (): void => { download(made.zip, `case-${number}.zip`); };
  put(place, title, el('p', {}, say('case.export.words.text')),
    el('ol', { class: 'words', lang: 'en', translate: 'no' }, ...made.words.map((word) => el('li', {}, word))),
    el('button', { type: 'button', class: 'button', onclick: save }, say('case.export.save')),
    el('p', { class: 'hint' }, say('case.export.how')));
  title.focus();
}
