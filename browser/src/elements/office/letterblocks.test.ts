import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksFor, blocksOf, compose } from './letterblocks.js';

const blocks = blocksOf(['opening', 'unknown', 'found'], { opening: 'About {{.Number}}.', found: 'We found: {{ .Found }}\n' });

void test('a letter is its known blocks in order', () => {
  assert.deepEqual(blocks, ['About {{.Number}}.', 'We found: {{ .Found }}\n']);
});

void test('a letter asks for what its blocks name', () => {
  assert.ok(asksFor(blocks, 'Found'));
  assert.ok(!asksFor(blocks, 'Cannot'));
});

void test('words are put in as they are, also those that look like a field', () => {
  assert.equal(compose(blocks, { Number: '1234-5678', Found: 'nothing of {{.Next}} $&' }, {}),
    'About 1234-5678.\n\nWe found: nothing of {{.Next}} $&');
});

void test('what is missing is called by its name', () => {
  assert.equal(compose(blocks, { Number: '1234-5678' }, { Found: 'what was found' }), 'About 1234-5678.\n\nWe found: [what was found]');
});
