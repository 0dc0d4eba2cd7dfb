import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftHandle, openDraft, sealDraft, type Draft } from './draft.js';
import { hash, unb64 } from './encode.js';
import { readPhrase } from './phrase.js';
import { isRefusal } from './refusal.js';
import { list } from './test/world.js';
import { vectors } from './test/vectors.js';

const file = vectors<{
  words: string; handle: string;
  drafts: { text: string; file: string }[];
  refused: { reason: string; note: string; file: string }[];
}>('drafts');

function entropyOf(words: string): Uint8Array {
  const phrase = readPhrase(words, { en: list('en'), fr: list('fr'), es: list('es') });
  assert.ok(!('problem' in phrase));
  return phrase.entropy;
}

test('drafts that Go sealed', async () => {
  const entropy = entropyOf(file.words);
  assert.equal(draftHandle(entropy), file.handle);
  assert.ok(file.drafts.length > 0 && file.refused.length > 0);
  for (const each of file.drafts) {
    assert.deepEqual({ v: 1, ...await openDraft(entropy, unb64(each.file)) }, JSON.parse(each.text));
  }
  for (const { reason, note, file: bytes } of file.refused) {
    await assert.rejects(openDraft(entropy, unb64(bytes)), (error) => isRefusal(error) && error.code === reason, note);
  }
});

test('a draft comes back as it went, and only with its words', async () => {
  const draft: Draft = {
    form: 'harassment', version: hash('a form'), language: 'es', urgent: '', place: 'field:what',
    answers: [{ id: 'what', asks: '¿Qué pasó?', values: ['línea 1\nlínea 2 \ud800'], says: [] }],
    exclusions: ['unit:wct'],
  };
  const entropy = crypto.getRandomValues(new Uint8Array(16));
  const sealed = await sealDraft(entropy, draft);
  const [answer] = draft.answers;
  assert.ok(answer !== undefined);
  answer.values = ['línea 1\nlínea 2 \ufffd'];
  assert.deepEqual(await openDraft(entropy, sealed), draft);
  await assert.rejects(openDraft(new Uint8Array(16), sealed), (error) => isRefusal(error, 'age-open'));
});
