import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decrypter } from 'age-encryption';
import { unzipSync } from 'fflate';
import { open, sealUnderPassphrase } from './age.js';
import { openFile, sealAndSend } from './attachseal.js';
import { openBundle } from './bundle.js';
import { concat, fromUtf8, hash } from './encode.js';
import { makeExport } from './exportzip.js';
import { unpad } from './test/unpad.js';
import { list, now, root, scene, served } from './test/world.js';
import { makeLetter, makeNote } from './write.js';
import type { SealedAttachment } from './attachment.js';
import { today } from './test/world.js';

test('an export holds every age file and the key that opens each of them', async () => {
  const at = await scene();
  let sealed = new Uint8Array();
  const sender = {
    put: async (_id: string, offset: number, part: Uint8Array) => { sealed = concat(sealed, part); return offset + part.length; },
    have: async () => sealed.length,
  };
  const { upload, ...rest } = await sealAndSend(new Blob(['what was attached']), sender, () => {}, 1);
  const attachment: SealedAttachment = { upload, body: { ...rest, name: 'letter.txt', type: 'text/plain' } };
  const opened = await openBundle(served(at, at.first.me.by), at.first.me, root);
  const letter = await makeLetter(opened, 'talk:wct', 'See the file.', [attachment], now);
  const note = await makeNote(opened, 'wct', 'Noted.', today, now, []);
  const bundle = served(at, at.first.me.by, { grants: note.grants, items: [...letter.items, ...note.items] });
  const again = await openBundle(bundle, at.first.me, root);
  const made = await makeExport({
    bundle, opened: again, number: '4829-1736', now, words: list('en'), lock: sealUnderPassphrase,
    blob: async (sum) => { assert.equal(sum, hash(sealed)); return new Blob([sealed]); },
  });
  assert.equal(made.words.length, 12);
  const files = unzipSync(new Uint8Array(await made.zip.arrayBuffer()));
  const manifest = JSON.parse(fromUtf8(files['manifest.json']!)) as {
    items: { id: string; kind: string; file: string; line: string; command: string; blob: string; blobCommand: string }[]; lines: string[];
  };
  const decrypter = new Decrypter();
  decrypter.addPassphrase(made.words.join(' '));
  const identities = (await decrypter.decrypt(files['identities.age']!, 'text')).trim().split('\n');
  assert.equal(identities.length, 3);
  const opens = async (name: string): Promise<Uint8Array> => {
    for (const identity of identities) {
      try { return await open(files[name]!, identity); } catch { /* the next one */ }
    }
    throw new Error(`${name} does not open`);
  };
  const texts = await Promise.all(manifest.items.map(async (item) => unpad(await opens(item.file))));
  assert.deepEqual(manifest.items.map((item) => item.kind), ['answers', 'letter', 'file', 'note']);
  assert.ok(texts[1]?.includes('See the file.') && texts[3]?.includes('Noted.'));
  const file = manifest.items[2]!;
  assert.equal(file.blobCommand, `age --decrypt -i identities.age blobs/${file.id}.age`);
  assert.ok(fromUtf8(await opens(file.blob)).startsWith('what was attached'));
  assert.equal(await (await openFile(new Blob([files[file.blob] as BlobPart]), hash(sealed), attachment.body)).text(), 'what was attached');
  const named = [...manifest.lines, ...manifest.items.flatMap((item) => [item.file, item.line, item.blob]), 'manifest.json', 'identities.age'];
  assert.deepEqual(Object.keys(files).sort(), named.filter((name) => name !== '').sort());
  assert.ok(!Object.keys(files).some((name) => name.includes('letter.txt')));
});
