import { sha256 } from '@noble/hashes/sha2.js';
import { openStream, sealStream } from './age.js';
import { b64url, newId } from './encode.js';
import { newIdentity, recipientOf } from './identity.js';
import { padme } from './padme.js';
import { answered, mayPassLater, pause } from './post.js';
import { Refusal, ensure, isRefusal } from './refusal.js';
import type { FileBody } from './body.js';
import type { Upload } from './types.js';

// What runs inside the attachment Worker; nothing here touches a document.

/** Bytes of one part: a cut of the one age file. */
export const partSize = 4 * 1024 * 1024;
const restarts = 3;
const patience = 8;

/** Sends parts of one upload; both give how many bytes the server has now. */
export interface PartSender {
  put(upload: string, offset: number, part: Uint8Array): Promise<number>;
  have(upload: string): Promise<number>;
}

/** An attachment that was sealed and sent: what `file` says of it, without its name and type. */
export interface SentFile {
  upload: Upload;
  identity: string;
  size: number;
  sha256: string;
}

/**
 * Seals a file to a fresh identity while it is read, and sends it in parts. If the server has
 * lost what it had, it begins again with a new identity: a sealed stream cannot be repeated.
 */
export async function sealAndSend(
  file: Blob, sender: PartSender, progress: (share: number) => void, firstPause = 500,
): Promise<SentFile> {
  for (let n = 1; ; n++) {
    try {
      return await sendOnce(file, sender, progress, firstPause);
    } catch (error) {
      if (!isRefusal(error, 'upload') || n >= restarts) throw error;
    }
  }
}

async function sendOnce(
  file: Blob, sender: PartSender, progress: (share: number) => void, firstPause: number,
): Promise<SentFile> {
  const identity = newIdentity();
  const upload = newId();
  const plain = new PaddedFile(file);
  const sealed = await sealStream(plain.stream(), await recipientOf(identity));
  const sum = sha256.create();
  // A sealed file is its padded text and a little more: 16 bytes a chunk of 64 KiB, and the header.
  const expected = padme(file.size) * (1 + 16 / 65536) + 2000;
  let offset = 0;
  for await (const part of cut(sealed, partSize)) {
    sum.update(part);
    await sendPart(sender, upload, offset, part, firstPause);
    offset += part.length;
    progress(Math.min(1, offset / expected));
  }
  progress(1);
  return {
    upload: { upload, sha256: b64url(sum.digest()), size: offset },
    identity, size: file.size, sha256: plain.sum(),
  };
}

/** Sends one part, from wherever the server says it has got to. */
async function sendPart(
  sender: PartSender, upload: string, offset: number, part: Uint8Array, firstPause: number,
): Promise<void> {
  let done = 0;
  for (let n = 0; done < part.length;) {
    let have: number;
    try {
      have = await sender.put(upload, offset + done, part.subarray(done));
    } catch (error) {
      if (++n >= patience || !mayPassLater(error)) throw error;
      await pause(firstPause * 2 ** Math.min(n - 1, 5));
      have = await sender.have(upload).catch(() => offset + done);
    }
    ensure(have >= offset && have <= offset + part.length, 'upload', 'lost');
    // An answer that never moves on would be asked for ever.
    if (have === offset + done && ++n >= patience) throw new Refusal('upload', 'stuck');
    done = have - offset;
  }
}

/** Reads a file once: hashed as it is, followed by zero bytes up to its Padmé size. */
class PaddedFile {
  private readonly hasher = sha256.create();

  constructor(private readonly file: Blob) {}

  stream(): ReadableStream<Uint8Array> {
    const reader = this.file.stream().getReader() as ReadableStreamDefaultReader<Uint8Array>;
    let read = 0;
    let zeros = padme(this.file.size) - this.file.size;
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (!done) {
          read += value.length;
          this.hasher.update(value);
          controller.enqueue(value);
        } else if (read !== this.file.size) {
          controller.error(new Refusal('attachment', 'changed'));
        } else if (zeros > 0) {
          const some = Math.min(zeros, 65536);
          zeros -= some;
          controller.enqueue(new Uint8Array(some));
        } else controller.close();
      },
    });
  }

  sum(): string {
    return b64url(this.hasher.digest());
  }
}

/** Cuts a stream into parts of one size; the last may be shorter. */
export async function* cut(stream: ReadableStream<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(size);
  let filled = 0;
  for await (let chunk of chunks(stream)) {
    while (chunk.length > 0) {
      const n = Math.min(size - filled, chunk.length);
      part.set(chunk.subarray(0, n), filled);
      filled += n;
      chunk = chunk.subarray(n);
      if (filled < size) continue;
      yield part;
      part = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/** The chunks of a stream; not every browser lets a stream be iterated itself. */
async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Opens a sealed attachment: its sum is checked, then it is cut at its true size and checked again. */
export async function openFile(sealed: Blob, blob: string, body: FileBody): Promise<Blob> {
  const outer = sha256.create();
  for await (const chunk of chunks(sealed.stream() as ReadableStream<Uint8Array>)) outer.update(chunk);
  ensure(b64url(outer.digest()) === blob, 'attachment', 'sealed');
  const inner = sha256.create();
  const pieces: BlobPart[] = [];
  let size = 0;
  let left = body.size;
  let zeros = true;
  try {
    for await (const chunk of chunks(await openStream(sealed, body.identity))) {
      size += chunk.length;
      const piece = chunk.slice(0, Math.min(left, chunk.length));
      left -= piece.length;
      zeros &&= chunk.subarray(piece.length).every((byte) => byte === 0);
      inner.update(piece);
      pieces.push(piece as BlobPart);
    }
  } catch (error) {
    // A chunk that was altered shows only when it is read, as an error of the stream.
    throw isRefusal(error) ? error : new Refusal('attachment', 'payload');
  }
  ensure(zeros, 'attachment', 'padding');
  ensure(left === 0 && size === padme(body.size), 'attachment', 'size');
  ensure(b64url(inner.digest()) === body.sha256, 'attachment', 'sha256');
  return new Blob(pieces, { type: 'application/octet-stream' });
}

/** Sends parts over HTTP to /send/upload. */
export function httpSender(language: string, base = '/send/upload'): PartSender {
  const read = async (response: Response): Promise<number> => {
    // 409 is an answer too: it says how much is there.
    if (!response.ok && response.status !== 409) throw await answered(response);
    const have = (await response.json() as { have?: unknown }).have;
    ensure(Number.isSafeInteger(have), 'upload', 'answer');
    return have as number;
  };
  const headers = { 'Accept-Language': language };
  return {
    put: async (upload, offset, part) => await read(await fetch(`${base}/${upload}/${offset}`, {
      method: 'PUT', body: part as BodyInit, cache: 'no-store',
      headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    })),
    have: async (upload) => await read(await fetch(`${base}/${upload}`, { cache: 'no-store', headers })),
  };
}
