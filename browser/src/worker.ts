import { Answered } from './post.js';
import { Refusal, type RefusalCode } from './refusal.js';
import { startWorker } from './safe.js';

/** What a worker tells its page: how far it is, what it made, or why it did not. */
export type Told<T> =
  | { progress: number }
  | { done: T }
  | { failed: RefusalCode; where: string }
  | { answered: { status: number; code: string; sentence: string } };

/** One question to a fresh worker; it ends with the answer, a failure, or the signal. */
export async function ask<T>(
  address: string, question: unknown, options: { signal?: AbortSignal; progress?: (share: number) => void } = {},
): Promise<T> {
  const { signal, progress } = options;
  signal?.throwIfAborted();
  const worker = startWorker(address);
  try {
    return await new Promise<T>((resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
      worker.onerror = () => { reject(new Refusal('worker')); };
      worker.onmessage = (event: MessageEvent<Told<T>>) => {
        const told = event.data;
        if ('progress' in told) progress?.(told.progress);
        else if ('done' in told) resolve(told.done);
        else reject(failure(told));
      };
      worker.postMessage(question);
    });
  } finally {
    worker.terminate();
  }
}

function failure(told: { failed: RefusalCode; where: string } | { answered: { status: number; code: string; sentence: string } }): Error {
  if ('failed' in told) return new Refusal(told.failed, told.where);
  const { status, code, sentence } = told.answered;
  return new Answered(status, code, sentence);
}

/** A worker's side: answers each question with what the handler makes of it. */
export function answer<Q, T>(handler: (question: Q, progress: (share: number) => void) => Promise<T>): void {
  const page = globalThis as unknown as { postMessage(told: Told<T>): void; onmessage: (event: MessageEvent<Q>) => void };
  page.onmessage = (event) => {
    handler(event.data, (progress) => { page.postMessage({ progress }); })
      .then((done) => { page.postMessage({ done }); }, (error: unknown) => { page.postMessage(tell(error)); });
  };
}

function tell<T>(error: unknown): Told<T> {
  if (error instanceof Answered) {
    return { answered: { status: error.status, code: error.code, sentence: error.sentence } };
  }
  if (error instanceof Refusal) return { failed: error.code, where: error.where };
  return error instanceof TypeError ? { answered: { status: 0, code: 'network', sentence: '' } } : { failed: 'attachment', where: '' };
}
