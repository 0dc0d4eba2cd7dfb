import { fileName } from './filename.js';
import { ask } from './worker.js';
import type { SentFile } from './attachseal.js';
import type { FileBody } from './body.js';
import type { Upload } from './types.js';

/** An attachment that was sealed and sent: its upload, and what its `file` item will say. */
export interface SealedAttachment {
  upload: Upload;
  body: FileBody;
}

/** What an attachment needs of its page. */
export interface AttachOptions {
  /** Address of the attach worker, from the page data. */
  worker: string;
  language: string;
  signal?: AbortSignal;
  /** Told how much was sent, from 0 to 1. */
  progress?: (share: number) => void;
}

/**
 * Seals one file in a Worker and sends it, part by part, resuming where the server says.
 * Aborting ends the Worker; the server sweeps what it had.
 */
export async function sealAttachment(file: File, options: AttachOptions): Promise<SealedAttachment> {
  const sent = await ask<SentFile>(options.worker, { seal: file, language: options.language }, options);
  const { upload, ...rest } = sent;
  return { upload, body: { ...rest, name: fileName(file.name), type: file.type.slice(0, 200) } };
}

/** Opens an attachment in a Worker. fetchSealed asks the server for the age file. */
export async function openAttachment(
  body: FileBody, blob: string, fetchSealed: () => Promise<Blob>, options: AttachOptions,
): Promise<Blob> {
  const sealed = await fetchSealed();
  return await ask<Blob>(options.worker, { open: sealed, blob, body }, options);
}
