import { openAttachment } from '../../attachment.js';
import { download, drawPicture, el, put } from '../../safe.js';
import { arrange, drawAnswerList } from '../answers.js';
import type { Entry, Opened } from '../../bundle.js';
import type { FileBody } from '../../body.js';
import type { Speech } from '../speech.js';
import type { Box, MailboxData } from './data.js';

/** How the thread reaches sealed attachments. */
export type FetchBlob = (blob: string) => Promise<Blob>;

/** What drawing the thread needs. */
export interface Thread {
  opened: Opened;
  box: Box;
  data: MailboxData;
  speech: Speech;
  fetchBlob: FetchBlob;
}

const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Notices, the report and the letters both ways, in the order in which they came. Nothing is dropped. */
export function drawThread(thread: Thread): HTMLElement {
  const { opened, box, speech } = thread;
  const named = new Set(opened.entries.flatMap((entry) => [...entry.items ?? []]));
  const shown = opened.entries.filter((entry) => entry.file === undefined || !named.has(entry.id));
  return el('ol', { class: 'thread' },
    ...(box.notices ?? []).map((notice) => el('li', { class: 'system' },
      el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.notice')), el('span', {}, speech.day(notice.day))),
      el('p', {}, speech.say(`notice.${notice.code}`)))),
    ...shown.map((entry) => drawEntry(entry, thread)));
}

function drawEntry(entry: Entry, thread: Thread): HTMLElement {
  const { speech } = thread;
  if (entry.receipt !== undefined) return drawReceipt(entry, speech);
  const doubt = entry.verdict === 'not-genuine' || entry.verdict === 'repeat';
  const mark = entry.verdict === 'genuine' ? undefined : speech.say(`mailbox.verdict.${entry.verdict}`);
  return el('li', { class: doubt ? 'doubt' : entry.by === 'reporter' ? 'mine' : 'theirs' },
    el('p', { class: 'meta' }, el('strong', {}, authorOf(entry, speech)),
      el('span', {}, entry.at !== '' ? speech.moment(entry.at) : entry.day !== '' && speech.day(entry.day)),
      entry.viaServer && el('span', {}, speech.say('js.mailbox.via-server'))),
    mark !== undefined && el('p', {}, el('span', { class: 'badge alarm' }, mark)),
    drawAnswers(entry, thread),
    entry.text !== undefined && el('p', { class: 'text', dir: 'auto' }, entry.text),
    drawFiles(entry, thread));
}

function drawReceipt(entry: Entry, speech: Speech): HTMLElement {
  const { number = '', at = '' } = entry.receipt ?? {};
  return el('li', { class: 'system' },
    el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.by-you.receipt'))),
    el('p', {}, `${speech.say('mailbox.case', { Number: number })}. ${speech.say('sent.received', { At: speech.moment(at) })}`));
}

function authorOf(entry: Entry, speech: Speech): string {
  if (entry.by === 'reporter') {
    const key = `mailbox.by-you.${entry.kind}`;
    return speech.say(speech.has(key) ? key : 'mailbox.by-you.letter');
  }
  const { officer } = entry;
  return speech.say('mailbox.by-office', {
    Who: officer === undefined ? speech.say('mailbox.someone') : `${officer.name}, ${speech.say(`unit.${officer.unit}`)}`,
  });
}

/** The report as it was sent: questions and answers in the page's language. */
function drawAnswers({ answers }: Entry, { data, speech }: Thread): HTMLElement | undefined {
  if (answers === undefined) return undefined;
  return el('details', {}, el('summary', { class: 'row' }, speech.say('mailbox.show-report')),
    drawAnswerList(arrange(answers.fields, data.forms[answers.form] ?? []), 'review'));
}

function drawFiles(entry: Entry, thread: Thread): HTMLElement | undefined {
  const ids = entry.file !== undefined ? [entry.id] : entry.items ?? [];
  if (ids.length === 0) return undefined;
  return el('ul', { class: 'files' }, ...ids.map((id) => {
    const file = thread.opened.entries.find((each) => each.id === id && each.file !== undefined);
    return file?.file === undefined ? el('li', {}, thread.speech.say('mailbox.verdict.missing')) : drawFile(file, file.file, thread);
  }));
}

function drawFile(entry: Entry, body: FileBody, { data, speech, fetchBlob }: Thread): HTMLElement {
  const status = el('span', { role: 'status', class: 'soft' });
  const picture = el('div', {});
  const open = async (use: (file: Blob) => Promise<void> | void): Promise<void> => {
    put(status, speech.say('js.mailbox.opening-file'));
    try {
      const file = await openAttachment(body, entry.blob, () => fetchBlob(entry.blob),
        { worker: data.static.attach, language: data.language });
      await use(file);
      put(status);
    } catch {
      put(status, speech.say('js.mailbox.file-failed'));
    }
  };
  const act = (key: string, use: (file: Blob) => Promise<void> | void): HTMLElement => el('button', {
    type: 'button', class: 'quiet', 'aria-label': `${speech.say(key)}: ${body.name}`, onclick: () => { void open(use); },
  }, speech.say(key));
  return el('li', {},
    el('span', { class: 'name', dir: 'auto' }, body.name), el('span', { class: 'soft' }, speech.size(body.size)),
    pictures.includes(body.type) && act('button.open', async (file) => {
      const canvas = el('canvas', { class: 'picture', role: 'img', 'aria-label': body.name });
      await drawPicture(file, canvas);
      put(picture, canvas);
    }),
    act('button.download', (file) => { download(file, body.name); }),
    status, picture);
}
