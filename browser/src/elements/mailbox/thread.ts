import { openAttachment } from '../../attachment.js';
import { download, drawPicture, el, put } from '../../safe.js';
import { copyButton } from '../keep.js';
import { arrange, drawAnswerList } from '../answers.js';
import type { Entry, Opened } from '../../bundle.js';
import type { FileBody } from '../../body.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart } from './data.js';
import { sayOf } from './facts.js';

/** How the thread reaches sealed attachments. */
export type FetchBlob = (blob: string) => Promise<Blob>;

/** What drawing the thread needs. */
export interface Thread {
  opened: Opened;
  part: OfficePart;
  /** Whether something in a compartment is shown in this part. */
  isHere: (compartment: string) => boolean;
  data: MailboxData;
  speech: Speech;
  fetchBlob: FetchBlob;
}

const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Notices, the report and the letters both ways, in the order in which they came. Nothing is dropped. */
export function drawThread(thread: Thread): HTMLElement {
  const { opened, part, isHere, speech } = thread;
  const named = new Set(opened.entries.flatMap((entry) => [...entry.items ?? []]));
  const shown = opened.entries.filter((entry) => isHere(entry.compartment) && (entry.file === undefined || !named.has(entry.id)));
  return el('ol', { class: 'thread' },
    ...(part.notices ?? []).map((notice) => el('li', { class: 'system' },
      el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.notice')), el('span', {}, speech.day(notice.day))),
      el('p', {}, speech.say(`notice.${notice.code}`)))),
    ...shown.map((entry) => drawEntry(entry, thread)));
}

function drawEntry(entry: Entry, thread: Thread): HTMLElement {
  const { speech } = thread;
  if (entry.receipt !== undefined) return drawReceipt(entry, thread);
  const doubt = entry.verdict === 'not-genuine' || entry.verdict === 'repeat';
  const mark = entry.verdict === 'genuine' ? undefined : speech.say(`mailbox.verdict.${entry.verdict}`);
  return el('li', { class: doubt ? 'doubt' : entry.by === 'reporter' ? 'mine' : 'theirs' },
    el('p', { class: 'meta' }, el('strong', {}, authorOf(entry, thread)),
      el('span', {}, entry.at !== '' ? speech.moment(entry.at) : entry.day !== '' && speech.day(entry.day)),
      entry.viaServer && el('span', {}, speech.say('js.mailbox.via-server'))),
    mark !== undefined && el('p', {}, el('span', { class: 'badge alarm' }, mark)),
    drawAnswers(entry, thread),
    entry.text !== undefined && el('p', { class: 'text', dir: 'auto' }, entry.text),
    drawFiles(entry, thread));
}

function drawReceipt(entry: Entry, { part, speech }: Thread): HTMLElement {
  const { number = '', at = '', zone = '' } = entry.receipt ?? {};
  return el('li', { class: 'system' },
    el('p', { class: 'meta' }, el('strong', {}, speech.say('mailbox.by-you.receipt'))),
    el('p', {}, `${sayOf('mailbox.case', part.kind, speech, { Number: number })}. ${speech.received(at, zone)}`));
}

function authorOf(entry: Entry, { part, speech }: Thread): string {
  if (entry.by === 'reporter') {
    const key = `mailbox.by-you.${entry.kind}`;
    return speech.has(key) ? sayOf(key, part.kind, speech) : speech.say('mailbox.by-you.letter');
  }
  const { officer } = entry;
  return speech.say('mailbox.by-office', {
    Who: officer === undefined ? speech.say('mailbox.someone') : `${officer.name}, ${speech.say(`unit.${officer.unit}`)}`,
  });
}

/**
 * The report as it was sent: questions and answers in the page's language. What was handed back
 * stands open, to be copied into the right form.
 */
function drawAnswers({ answers }: Entry, { data, part, speech }: Thread): HTMLElement | undefined {
  if (answers === undefined) return undefined;
  const returned = part.stage === 'returned';
  return el('details', { class: 'folds', open: returned }, el('summary', { class: 'row' }, speech.say('mailbox.show-report')),
    drawAnswerList(arrange(answers.fields, data.forms[answers.form] ?? []), 'review'),
    returned && copyButton(Object.values(answers.fields).flat().join('\n\n'), speech));
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
