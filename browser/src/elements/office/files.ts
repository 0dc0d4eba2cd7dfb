import { openAttachment } from '../../attachment.js';
import { download, drawPicture, el, put } from '../../safe.js';
import { alertBox, busy } from './dom.js';
import { page, say, sayError, saySize, server } from './page.js';
import type { Entry } from '../../bundle.js';
import type { FileBody } from '../../body.js';
import type { Key } from './key.js';

const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const pictureNames = /\.(?:png|jpe?g|webp|gif)$/i;

/** The files of a report or a letter, each opened only when somebody asks for it. */
export function drawFiles(ids: readonly string[], entries: readonly Entry[], number: string, key: Key): HTMLElement | undefined {
  if (ids.length === 0) return undefined;
  return el('ul', { class: 'files' }, ...ids.map((id) => {
    const entry = entries.find((each) => each.id === id && each.file !== undefined);
    return entry?.file === undefined
      ? el('li', { class: 'doubt' }, say('case.file.missing'))
      : drawFile(entry, entry.file, number, key);
  }));
}

/** One file, opened when somebody asks for it: blob names its sealed bytes. */
export function drawFile(entry: Pick<Entry, 'blob'>, body: FileBody, number: string, key: Key): HTMLElement {
  const problem = alertBox();
  const picture = el('div', { class: 'picture' });
  const open = async (): Promise<Blob> => await openAttachment(body, entry.blob,
    () => key.use(() => server.bytes(`/office/case/${number}/blob`, { blob: entry.blob })),
    { worker: page.static.attach, language: page.language });
  const act = (label: string, done: (file: Blob) => Promise<void> | void): HTMLElement => {
    const button = el('button', { type: 'button', class: 'button quiet small', 'aria-label': `${label}: ${body.name}` }, label);
    button.addEventListener('click', () => {
      void busy(button, problem, sayError, async () => { await done(await open()); });
    });
    return button;
  };
  return el('li', {},
    el('span', { class: 'name', dir: 'auto' }, body.name), el('span', { class: 'meta' }, saySize(body.size)),
    (pictureTypes.includes(body.type) || pictureNames.test(body.name)) && act(say('case.file.show'), async (file) => { await showPicture(file, picture, body.name); }),
    act(say('case.file.download'), (file) => { download(file, body.name); }),
    problem, picture);
}

async function showPicture(file: Blob, place: HTMLElement, name: string): Promise<void> {
  const canvas = el('canvas', { role: 'img', 'aria-label': name });
  await drawPicture(file, canvas);
  put(place, canvas);
}
