import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsInAddress } from './opening.js';

const words = ['ábaco', 'abdomen', 'abeja', 'abierto', 'abogado', 'abono', 'aborto', 'abrazo', 'abrir', 'abuelo', 'abuso', 'acabar'];

test('twelve words after # are read, as a link or a printed address has them', () => {
  assert.equal(wordsInAddress(`#${words.join('-')}`), words.join(' '));
  assert.equal(wordsInAddress(`#${encodeURIComponent(words.join('-'))}`), words.join(' '));
});

test('nothing else after # is', () => {
  for (const hash of ['', '#', '#part-2', `#${words.slice(1).join('-')}`, `#${words.join('-')}-more`, '#%E0%A4%A', `#${words.join(' ')}`, `#${words.map(() => '1').join('-')}`]) {
    assert.equal(wordsInAddress(hash), '', hash);
  }
});
