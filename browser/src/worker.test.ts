import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answered } from './post.js';
import { Refusal, isRefusal } from './refusal.js';
import { answer, ask } from './worker.js';

const address = '/static/attach.worker.js';

/** One thread that plays both sides: what the page posts, the worker's handler gets, and back. */
class Wire {
  onmessage: (event: { data: unknown }) => void = () => {};
  onerror: () => void = () => {};
  static ended = 0;

  constructor(readonly started: string) {
    const worker = globalThis as unknown as { postMessage: (told: unknown) => void };
    worker.postMessage = (told) => { setTimeout(() => { this.onmessage({ data: structuredClone(told) }); }); };
  }

  postMessage(question: unknown): void {
    const worker = globalThis as unknown as { onmessage: (event: { data: unknown }) => void };
    worker.onmessage({ data: structuredClone(question) });
  }

  terminate(): void {
    Wire.ended++;
  }
}
Object.assign(globalThis, { Worker: Wire });

test('a worker answers, tells how far it is, and ends', async () => {
  answer<{ n: number }, number>(async ({ n }, progress) => {
    progress(0.5);
    return n + 1;
  });
  const shares: number[] = [];
  assert.equal(await ask<number>(address, { n: 1 }, { progress: (share) => shares.push(share) }), 2);
  assert.deepEqual(shares, [0.5]);
  assert.equal(Wire.ended, 1);
});

test('a worker\'s failures arrive as what they were', async () => {
  const fails = async (error: unknown, check: (error: unknown) => boolean): Promise<void> => {
    answer(async () => { throw error; });
    await assert.rejects(ask(address, {}), check);
  };
  await fails(new Refusal('attachment', 'changed'), (error) => isRefusal(error, 'attachment'));
  await fails(new Answered(413, 'too-large', 'Too large.'), (error) => error instanceof Answered && error.sentence === 'Too large.');
  await fails(new TypeError('network'), (error) => error instanceof Answered && error.code === 'network');
});

test('an aborted question ends its worker', async () => {
  answer(async () => await new Promise(() => {}));
  const before = Wire.ended;
  const stop = new AbortController();
  const asked = ask(address, {}, { signal: stop.signal });
  stop.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  assert.equal(Wire.ended, before + 1);
  await assert.rejects(ask(address, {}, { signal: stop.signal }), { name: 'AbortError' });
});
