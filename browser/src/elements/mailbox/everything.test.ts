import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { fromUtf8, hash, newId, utf8 } from '../../encode.js';
import { newIdentity } from '../../identity.js';
import { Kept } from '../../test/case.js';
import { now, scene, today } from '../../test/world.js';
import { makeItemIn } from '../../write.js';
import { Speech, type Texts } from '../speech.js';
import { pathName } from './archive.js';
import { makeEverything } from './everything.js';
import { readMailbox } from './reading.js';
import type { SealedAttachment } from '../../attachment.js';
import type { MailboxData, OfficePart } from './data.js';

/** The pack's words as a page has them: plural forms under keys of their own. */
function texts(): Texts {
  const words = JSON.parse(readFileSync('packs/unops/en/words.json', 'utf8')) as Record<string, string | Record<string, string>>;
  return Object.fromEntries(Object.entries(words).flatMap(([key, word]) =>
    (typeof word === 'string' ? [[key, word]] : Object.entries(word).map(([form, text]) => [`${key}.${form}`, text])) as [string, string][]));
}

function attachment(name: string): SealedAttachment {
  const sha256 = hash(name);
  return { upload: { upload: newId(), sha256, size: 1 }, body: { identity: newIdentity(), name, type: '', size: 1, sha256 } };
}

test('the copy holds every text, every file and every signed line, and says what is missing', async () => {
  const at = await scene({ attachments: [attachment('diary.txt'), attachment('../diary.txt'), attachment('broken.txt')] });
  const kept = new Kept(at);
  kept.take(await makeItemIn(await kept.open(at.first.me), 'talk:wct', 'outcome', { text: 'This is how it ended.' }, [], now));
  const part: OfficePart = {
    number: '1234-5678', kind: 'report', form: 'harassment', unit: 'wct', stage: 'open', language: 'en', received: today,
    clocks: [{ code: 'feedback', started: today, due: '2027-02-22', met: '', told: '', reason: '', theirs: false, aim: true }],
    notices: [{ code: 'acknowledged', day: today, figures: null }], procedure: '', category: '', ended: '', withdrawn: '', whose: 'you', role: '',
    offers: [], opened: [{ holder: at.first.me.by, day: today }], ledger: [{ n: 1, day: today, act: 'received', by: 'reporter', of: '' }],
  };
  const bundle = kept.serve('reporter');
  const opened = await kept.open(at.reporter);
  const speech = new Speech({ ...texts(), 'unit.wct': 'Team: One/Two' }, 'en');
  const data = { forms: { harassment: [] }, sheets: {}, procedures: {}, units: {}, today } as unknown as MailboxData;
  const visit = { reading: readMailbox({ who: 'reporter', cases: [part], bundle }, opened), opened, data, speech };
  const { zip, missing } = await makeEverything({ visit, bundle, now, open: async (file) => {
    if (file.file?.name === 'broken.txt') throw new TypeError('gone');
    return await Promise.resolve(new Blob([`opened ${file.file?.name}`]));
  } });
  assert.deepEqual(missing, ['broken.txt']);
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  assert.deepEqual(Object.keys(files).sort(), [
    '00 Read this first.txt', '1 Team One Two/00 Overview.txt', '1 Team One Two/01 2026-11-22 Your report.txt',
    '1 Team One Two/02 2026-11-22 Outcome, from Amina Example (Team One Two).txt', 'Files/diary (2).txt', 'Files/diary.txt', 'signed-lines.json',
  ].sort());
  const text = (name: string): string => fromUtf8(files[name] ?? utf8(''));
  assert.match(text('1 Team One Two/01 2026-11-22 Your report.txt'), /It happened on Monday\.[\s\S]*diary\.txt/);
  assert.match(text('1 Team One Two/02 2026-11-22 Outcome, from Amina Example (Team One Two).txt'), /This is how it ended\./);
  assert.match(text('1 Team One Two/00 Overview.txt'), /1234-5678[\s\S]*not a rule[\s\S]*Amina Example[\s\S]*Last opened[\s\S]*A report arrived \(you\)/);
  assert.match(text('00 Read this first.txt'), /broken\.txt/);
  const lines = JSON.parse(text('signed-lines.json')) as { keys: { line: string; sig: string }[]; items: { line: string; sig: string }[] };
  assert.equal(lines.items.length, bundle.items.length);
  assert.deepEqual(lines.keys, bundle.keys);
  assert.deepEqual(lines.items, bundle.items.map(({ line, sig }) => ({ line, sig })));
});

test('a name from outside leaves no folder and hides nothing', () => {
  assert.deepEqual(['../../etc/passwd', 'a\\b:c', '...', 'x'.repeat(300), ' a \n b '].map(pathName),
    ['etc passwd', 'a b c', 'file', 'x'.repeat(120), 'a b']);
});
