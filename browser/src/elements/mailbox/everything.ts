import { isReadable, type Entry } from '../../bundle.js';
import { download, el, put } from '../../safe.js';
import { arrange, type Answer } from '../answers.js';
import { nowNear } from '../report/data.js';
import { Archive, pathName } from './archive.js';
import { problem } from './confirm.js';
import { openFile } from './file.js';
import { authorName, officeOf, pair } from './names.js';
import { overviewText } from './overview.js';
import { contentOf, type OfficeReading } from './reading.js';
import { answersOf, receiptText } from './thread.js';
import type { Bundle, Sealed, Signed } from '../../types.js';
import type { Visit } from './visit.js';

/** What everything is made of: the opened mailbox, what was served, and how a file is opened. */
export interface Whole {
  visit: Pick<Visit, 'reading' | 'opened' | 'data' | 'speech'>;
  bundle: Bundle;
  now: Date;
  open: (file: Entry) => Promise<Blob>;
  /** Told how much is done, from 0 to 1. */
  progress?: (share: number) => void;
}

/** The zip, and the names of files that could not be opened. */
export interface Everything {
  zip: Blob;
  missing: string[];
}

/** Puts everything that is theirs into a zip: texts in their language, opened files, and the signed lines to the byte. */
export async function makeEverything({ visit, bundle, now, open, progress }: Whole): Promise<Everything> {
  const { reading, speech } = visit;
  const archive = new Archive(now);
  const missing: string[] = [];
  for (const [i, at] of reading.parts.entries()) {
    const folder = pathName(`${i + 1} ${officeOf(at.part.unit, speech)}`);
    archive.text(`${folder}/${speech.say('js.mailbox.everything.overview')}.txt`, overviewText(at, visit));
    for (const [n, entry] of at.entries.filter(isReadable).entries()) {
      archive.text(`${folder}/${entryFile(entry, n, at, visit)}.txt`, entryText(entry, at, visit));
    }
  }
  const files = reading.opened.entries.filter((entry) => isReadable(entry) && contentOf(entry).file !== undefined);
  for (const [i, entry] of files.entries()) {
    const name = contentOf(entry).file?.name ?? '';
    try {
      archive.bytes(`${pathName(speech.say('mailbox.files'))}/${pathName(name)}`, new Uint8Array(await (await open(entry)).arrayBuffer()));
    } catch {
      missing.push(name);
    }
    progress?.((i + 1) / (files.length + 1));
  }
  archive.bytes('signed-lines.json', new TextEncoder().encode(JSON.stringify(linesIn(bundle), null, 1)));
  archive.text(`${speech.say('js.mailbox.everything.first')}.txt`, [
    speech.say('js.mailbox.everything.text'), speech.say('js.mailbox.everything.lines'),
    ...missing.map((name) => speech.say('js.mailbox.everything.missing', { Name: name })),
  ].join('\n\n') + '\n');
  progress?.(1);
  return { zip: archive.end(), missing };
}

/** Every signed line that was served, to the byte: who signed what can be checked years later. */
function linesIn(bundle: Bundle): Record<string, unknown> {
  const bare = (signed: readonly (Signed | Sealed)[]): Signed[] => signed.map(({ line, sig }) => ({ line, sig }));
  return {
    report: bundle.report, keys: bare(bundle.keys), grants: bare(bundle.grants), own: bare(bundle.own), items: bare(bundle.items),
    lines: bare(bundle.lines), origins: bare(bundle.origins), directory: bare(bundle.directory), ended: bundle.ended,
  };
}

function entryFile(entry: Entry, n: number, at: OfficeReading, { reading, speech }: Whole['visit']): string {
  return pathName(`${String(n + 1).padStart(2, '0')} ${contentOf(entry).day} ${authorName(entry, at, reading.who, speech)}`);
}

/** One item as a text: whose, when, what it says, and which files go with it. */
export function entryText(entry: Entry, at: OfficeReading, { reading, data, speech, opened }: Whole['visit']): string {
  const said = contentOf(entry);
  const answered = answersOf(entry, data, speech);
  const ids = said.file === undefined ? said.items ?? [] : [said.id];
  const files = opened.entries.map(contentOf).filter((each) => each.file !== undefined && ids.includes(each.id)).map((each) => each.file?.name ?? '');
  return [
    `${authorName(entry, at, reading.who, speech)}\n${speech.moment(said.at)}`,
    said.receipt === undefined ? '' : receiptText(entry, at.part, speech),
    answered === undefined ? '' : answersText(arrange(answered.fields, answered.questions)),
    said.text ?? '',
    files.length === 0 ? '' : pair(speech.say('mailbox.files'), `\n${files.join('\n')}`, speech),
  ].filter((each) => each !== '').join('\n\n') + '\n';
}

function answersText(answers: readonly Answer[]): string {
  return answers.map(({ label, values, entries }) => [label, ...values,
    ...entries.map((entry) => `${entry.name}\n\n${answersText(entry.answers)}`)].join('\n')).join('\n\n');
}

/** The offer to take everything along: what the zip is first, then a second press. */
export function drawEverything(visit: Visit, bundle: Bundle): HTMLElement {
  const { speech } = visit;
  const status = el('div', {});
  const bar = el('progress', { max: 1, value: 0, hidden: true, 'aria-label': speech.say('js.mailbox.everything.making') });
  const button = el('button', { type: 'button', class: 'quiet', 'data-everything': true }, speech.say('js.mailbox.everything.button'));
  button.addEventListener('click', () => {
    button.disabled = true;
    bar.hidden = false;
    const open = (file: Entry): Promise<Blob> => openFile(file, visit);
    makeEverything({ visit, bundle, now: nowNear(visit.data.today), open, progress: (share) => { bar.value = share; } }).then(
      ({ zip, missing }) => {
        download(zip, speech.say('js.mailbox.everything.name'));
        put(status, missing.length === 0 ? el('p', { class: 'badge good', role: 'status' }, speech.say('js.mailbox.everything.done'))
          : problem(...missing.map((name) => speech.say('js.mailbox.everything.missing', { Name: name }))));
      },
      () => { put(status, problem(speech.say('js.mailbox.everything.failed'))); },
    ).finally(() => {
      button.disabled = false;
      bar.hidden = true;
    });
  });
  return el('section', { 'data-keep': true }, el('h2', {}, speech.say('mailbox.keep')),
    el('p', {}, speech.say('js.mailbox.everything.lead')), el('p', {}, speech.say('js.mailbox.everything.text')),
    bar, status, el('p', { class: 'actions' }, button));
}
