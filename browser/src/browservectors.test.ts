import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { sealAndSend } from './attachseal.js';
import { b64, concat, hash, utf8 } from './encode.js';
import { openItem, type Held } from './item.js';
import { readLine } from './line.js';
import { makeSubmission } from './submission.js';
import { officer, outline, now } from './test/world.js';
import { makeLetter } from './write.js';
import type { FileBody } from './body.js';
import type { Opened } from './bundle.js';
import type { Sealed } from './types.js';

// Writes test/vectors/browser.json: what Go must open. Only when it is asked to, since
// sealing is random: FAIRLEAD_WRITE_VECTORS=1 go run ./browser/build -tests

interface Attached {
  body: FileBody;
  sum: string;
  file: string;
  plain: string;
}

async function attached(name: string, plain: Uint8Array): Promise<Attached> {
  let file = new Uint8Array();
  const sender = {
    put: async (_id: string, offset: number, part: Uint8Array) => { file = concat(file, part); return offset + part.length; },
    have: async () => file.length,
  };
  const { upload, ...rest } = await sealAndSend(new Blob([plain as BlobPart]), sender, () => {});
  return { body: { ...rest, name, type: 'application/octet-stream' }, sum: upload.sha256, file: b64(file), plain: b64(plain) };
}

test('what this code seals can be written down for Go', { skip: process.env['FAIRLEAD_WRITE_VECTORS'] !== '1' }, async () => {
  const files = await Promise.all([
    attached('empty.bin', new Uint8Array()), attached('kurz — ж.txt', utf8('a few words')),
    attached('chunk.bin', new Uint8Array(65537).fill(7)),
  ]);
  const amina = await officer('Amina Example');
  const attachments = files.map(({ body, sum, file }) =>
    ({ body, upload: { upload: 'AAAAAAAAAAAAAAAAAAAAAA', sha256: sum, size: file.length } }));
  const submission = await makeSubmission(outline([amina.line], {
    attachments, fields: { what: 'Émoji 😀, «quotes» & <tags> \u2028 \\ "x"', who: ['one', ''], when: '' },
  }));
  const { held, keys, sending } = submission;
  const opened = {
    me: { by: amina.me.by, signing: amina.me.signing }, turns: new Map([[held.compartment, 1]]),
    held: new Map<string, Held>([[`${held.compartment}#1`, { ...held }]]),
  } as unknown as Opened;
  const letter = await makeLetter(opened, held.compartment, 'We read it.\n\nSee you on Monday.', [], now);
  const items = [...sending.items.map((sealed) => ({ sealed, verify: keys.verify })),
    ...letter.items.map((sealed) => ({ sealed, verify: amina.me.verify }))];
  const text = async (sealed: Sealed): Promise<string> => (await openItem(sealed, readLine(sealed, 'post').line, held.identity)).text;
  const made = {
    grants: sending.grants.map((sealed, i) => ({
      identity: i === 0 ? keys.identity : amina.me.identity, verify: keys.verify, sealed, compartment: held.identity,
      reason: '', note: i === 0 ? 'to the reporter' : 'to an officer',
    })),
    items: await Promise.all(items.map(async ({ sealed, verify }) => ({
      identity: held.identity, verify, sealed, text: await text(sealed), reason: '', note: readLine(sealed, 'post').line.kind,
    }))),
    attachments: files.map((file) => ({ ...file, reason: '', note: file.body.name })),
  };
  assert.equal(hash(made.items[0]?.sealed.line ?? ''), submission.answers);
  writeFileSync('test/vectors/browser.json', JSON.stringify(made, undefined, 1) + '\n');
});
