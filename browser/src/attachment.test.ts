import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from './age.js';
import { cut, openFile, sealAndSend, type PartSender, type SentFile } from './attachseal.js';
import { fileName } from './filename.js';
import { concat, hash, randomBytes, sameBytes } from './encode.js';
import { padme } from './padme.js';
import { Answered } from './post.js';
import { isRefusal } from './refusal.js';
import type { FileBody } from './body.js';

/** A server's upload room, with faults that a test sets. */
class Room implements PartSender {
  readonly uploads = new Map<string, Uint8Array>();
  puts = 0;
  fault: (put: number, upload: string) => void = () => {};

  async put(upload: string, offset: number, part: Uint8Array): Promise<number> {
    this.fault(++this.puts, upload);
    const have = this.uploads.get(upload) ?? new Uint8Array();
    if (offset !== have.length) return have.length;
    this.uploads.set(upload, concat(have, part));
    return offset + part.length;
  }

  async have(upload: string): Promise<number> {
    return this.uploads.get(upload)?.length ?? 0;
  }

  sealed(sent: SentFile): Blob {
    return new Blob([this.uploads.get(sent.upload.upload) as BlobPart]);
  }
}

const bodyOf = ({ identity, size, sha256 }: SentFile): FileBody => ({ identity, size, sha256, name: 'a', type: '' });
const silent = (): void => {};

async function passes(room: Room, content: Uint8Array): Promise<SentFile> {
  const sent = await sealAndSend(new Blob([content as BlobPart]), room, silent, 1);
  const opened = await openFile(room.sealed(sent), sent.upload.sha256, bodyOf(sent));
  assert.ok(sameBytes(new Uint8Array(await opened.arrayBuffer()), content));
  assert.equal(sent.upload.size, room.sealed(sent).size);
  return sent;
}

/** Random bytes beyond what one call gives. */
const bytes = (size: number): Uint8Array => concat(...Array.from({ length: Math.ceil(size / 65536) }, () => randomBytes(65536))).subarray(0, size);

test('files of many sizes pass, padded, in one age file', async () => {
  for (const size of [0, 1, 1024, 1025, 65536, 65537, 1_000_000]) {
    const room = new Room();
    const sent = await passes(room, bytes(size));
    checkFile(new Uint8Array(await room.sealed(sent).arrayBuffer()));
    const chunks = Math.ceil(padme(size) / 65536);
    assert.ok(sent.upload.size > padme(size) + 16 * chunks && sent.upload.size < padme(size) + 16 * chunks + 1800);
  }
});

test('a big file goes in parts of 4 MiB and progress only grows', async () => {
  const room = new Room();
  const shares: number[] = [];
  const content = bytes(9_000_000);
  const sent = await sealAndSend(new Blob([content as BlobPart]), room, (share) => shares.push(share), 1);
  assert.equal(room.puts, 3);
  assert.deepEqual([...shares].sort((a, b) => a - b), shares);
  assert.equal(shares.at(-1), 1);
  assert.equal(sent.sha256, hash(content));
});

test('a broken connection resumes where the server is', async () => {
  const room = new Room();
  room.fault = (put) => { if (put === 2 || put === 3) throw new TypeError('network'); };
  await passes(room, bytes(5_000_000));
  // A part that arrived in half, and whose answer was lost.
  const half = new Room();
  const put = half.put.bind(half);
  half.put = async (upload, offset, part) => {
    if (half.puts > 0) return await put(upload, offset, part);
    await put(upload, offset, part.subarray(0, 1000));
    throw new TypeError('network');
  };
  await passes(half, bytes(300_000));
});

test('an upload that the server lost begins again, with another identity', async () => {
  const room = new Room();
  let lost = '';
  room.fault = (put, upload) => { if (put === 2) { lost = upload; room.uploads.delete(upload); } };
  const sent = await passes(room, bytes(5_000_000));
  assert.notEqual(sent.upload.upload, lost);
});

test('a refusal by the server ends it, and a stuck server ends it too', async () => {
  const room = new Room();
  room.fault = () => { throw new Answered(413, 'too-large', ''); };
  await assert.rejects(sealAndSend(new Blob(['x']), room, silent, 1), (error) => error instanceof Answered && error.status === 413);
  const stuck: PartSender = { put: async () => 0, have: async () => 0 };
  await assert.rejects(sealAndSend(new Blob(['x']), stuck, silent, 1), (error) => isRefusal(error, 'upload'));
});

test('an altered, cut or swapped attachment does not open', async () => {
  const room = new Room();
  const content = bytes(100_000);
  const sent = await passes(room, content);
  const whole = new Uint8Array(await room.sealed(sent).arrayBuffer());
  const refused = async (sealed: Uint8Array, sum: string, change: Partial<FileBody> = {}): Promise<void> => {
    const opening = openFile(new Blob([sealed as BlobPart]), sum, { ...bodyOf(sent), ...change });
    await assert.rejects(opening, (error) => isRefusal(error));
  };
  const altered = whole.slice();
  altered[50_000] = (altered[50_000] ?? 0) ^ 1;
  await refused(altered, sent.upload.sha256);
  await refused(altered, hash(altered));
  const short = whole.slice(0, 70_000);
  await refused(short, hash(short));
  await refused(whole, sent.upload.sha256, { size: 99_999 });
  await refused(whole, sent.upload.sha256, { size: 200_000 });
  await refused(whole, sent.upload.sha256, { sha256: hash('x') });
  const other = await passes(room, content);
  await refused(whole, sent.upload.sha256, { identity: other.identity });
});

test('names of any length and script become names that any system takes', () => {
  assert.equal(fileName('photo.png'), 'photo.png');
  assert.equal([...fileName('ж'.repeat(10_000) + '.tar.gz')].length, 200);
  assert.ok(fileName('x'.repeat(10_000) + '.docx').endsWith('.docx'));
  assert.equal(fileName('a\u0000b\n\ud800c'), 'abc');
  assert.equal(fileName('gpj.\u202efdp.exe\u2066'), 'gpj.fdp.exe');
  assert.equal(fileName(''), 'file');
});

test('a stream is cut without losing a byte', async () => {
  const parts: Uint8Array[] = [];
  for await (const part of cut(new Blob([bytes(2500) as BlobPart]).stream() as ReadableStream<Uint8Array>, 1000)) parts.push(part);
  assert.deepEqual(parts.map((part) => part.length), [1000, 1000, 500]);
});
