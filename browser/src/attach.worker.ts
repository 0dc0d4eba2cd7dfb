import { sealUnderPassphrase } from './age.js';
import { httpSender, openFile, sealAndSend, type SentFile } from './attachseal.js';
import { answer } from './worker.js';
import type { FileBody } from './body.js';

type Question =
  | { seal: Blob; language: string }
  | { open: Blob; blob: string; body: FileBody }
  | { lock: Uint8Array; passphrase: string };

answer<Question, SentFile | Blob | Uint8Array>(async (question, progress) => {
  if ('seal' in question) return await sealAndSend(question.seal, httpSender(question.language), progress);
  if ('open' in question) return await openFile(question.open, question.blob, question.body);
  return await sealUnderPassphrase(question.lock, question.passphrase);
});
