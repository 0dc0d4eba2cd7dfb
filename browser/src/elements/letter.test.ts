import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from './letter.js';

const titles = (text: string): string[] => piecesOf(text).filter(({ isTitle }) => isTitle).map((piece) => piece.text);

test('a short line of its own is a title; a greeting, a sentence and the last line are none', () => {
  const letter = 'Hello,\n\nThis is the letter.\n\nWhat we looked at\n\nTwo letters\n\nWhat we found\n\nNothing.\n\nMore.\n\nWith kind regards,\n\nEthics Office';
  assert.deepEqual(titles(letter), ['What we looked at', 'What we found']);
  assert.equal(piecesOf(letter).map((piece) => piece.text).join('\n\n'), letter);
});

test('what stands right under a title is its text', () => {
  assert.deepEqual(titles('Buenos días:\n\nQué examinamos\n\nDos cartas\n\nun diario.\n\nAdiós'), ['Qué examinamos']);
});

test('long lines, several lines, and a letter of one line have none', () => {
  assert.deepEqual(titles(`Hello,\n\n${'long '.repeat(20)}line\n\na\nb\n\nEnd.`), []);
  assert.deepEqual(titles('Nothing'), []);
});
