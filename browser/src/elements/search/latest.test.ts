import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Latest } from './latest.js';

test('only the newest question is answered, and an older one is not even asked', async () => {
  const latest = new Latest(20);
  const asked: string[] = [];
  const ask = (text: string): Promise<string | undefined> => latest.ask((): Promise<string> => {
    asked.push(text);
    return Promise.resolve(text);
  });
  const answers = await Promise.all([ask('g'), ask('gi'), ask('gif')]);
  assert.deepEqual(answers, [undefined, undefined, 'gif']);
  assert.deepEqual(asked, ['gif']);
});

test('an answer that comes late is thrown away, and so is its failure', async () => {
  const latest = new Latest(0);
  let late: (text: string) => void = () => undefined;
  let fails: (error: Error) => void = () => undefined;
  const first = latest.ask(() => new Promise<string>((resolve) => { late = resolve; }));
  const second = latest.ask(() => new Promise<string>((_, reject) => { fails = reject; }));
  const third = latest.ask(() => Promise.resolve('third'));
  late('first');
  fails(new Error('second'));
  assert.deepEqual(await Promise.all([first, second, third]), [undefined, undefined, 'third']);
});

test('a failure of the newest is told', async () => {
  await assert.rejects(new Latest(0).ask(() => Promise.reject(new Error('no line'))), /no line/);
});
