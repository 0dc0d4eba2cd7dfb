import { openAttachment } from '../../attachment.js';
import { download, drawPicture, el, put } from '../../safe.js';
import { contentOf, filesOf } from './reading.js';
import type { Entry } from '../../bundle.js';
import type { Visit } from './visit.js';

const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** The files of an entry; one that it names and that is not here is told. */
export function drawFiles(entry: Entry, visit: Visit): HTMLElement | undefined {
  const files = filesOf(entry, visit.opened);
  if (files.length === 0) return undefined;
  return el('ul', { class: 'files' }, ...files.map((file) =>
    file === undefined ? el('li', {}, visit.speech.say(entry.copied === undefined ? 'mailbox.verdict.missing' : 'js.mailbox.file-held-back')) : drawFile(file, visit)));
}

/** Opens a sealed file in this page, and nowhere else. Throws if it is not what its item says. */
export async function openFile(entry: Entry, { data, fetchBlob }: Pick<Visit, 'data' | 'fetchBlob'>): Promise<Blob> {
  const { file, blob } = contentOf(entry);
  if (file === undefined) throw new TypeError('no file');
  return await openAttachment(file, blob, () => fetchBlob(blob), { worker: data.static.attach, language: data.language });
}

function drawFile(entry: Entry, visit: Visit): HTMLElement {
  const { speech } = visit;
  const { name = '', type = '', size = 0 } = contentOf(entry).file ?? {};
  const status = el('span', { role: 'status', class: 'soft' });
  const picture = el('div', {});
  const open = async (use: (file: Blob) => Promise<void> | void): Promise<void> => {
    put(status, speech.say('js.mailbox.opening-file'));
    try {
      await use(await openFile(entry, visit));
      put(status);
    } catch {
      put(status, speech.say('js.mailbox.file-failed'));
    }
  };
  const act = (key: string, use: (file: Blob) => Promise<void> | void): HTMLElement => el('button', {
    type: 'button', class: 'quiet', 'aria-label': `${speech.say(key)} (${name})`, onclick: () => { void open(use); },
  }, speech.say(key));
  return el('li', {},
    el('span', { class: 'name', dir: 'auto' }, name), el('span', { class: 'soft' }, speech.size(size)),
    pictures.includes(type) && act('button.open', async (file) => {
      const canvas = el('canvas', { class: 'picture', role: 'img', 'aria-label': name });
      await drawPicture(file, canvas);
      put(picture, canvas);
    }),
    act('button.download', (file) => { download(file, name); }),
    status, picture);
}
