import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesakes } from './namesakes.js';

const people = ['Mira Okafor', 'José de la Peña', '王 敏'].map((name) => ({ name }));

test('who is named is known again, however the name is written', () => {
  assert.deepEqual(namesakes(people, ['Mme OKAFOR, cheffe']), ['Mira Okafor']);
  assert.deepEqual(namesakes(people, ['jose', '王']), ['José de la Peña', '王 敏']);
});

test('a small word that many names share names nobody', () => {
  assert.deepEqual(namesakes(people, ['Ana de Al', 'the head of unit la']), []);
  assert.deepEqual(namesakes(people, []), []);
});
