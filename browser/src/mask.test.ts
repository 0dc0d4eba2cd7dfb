import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, find, readable } from './mask.js';
import { vectors } from './test/vectors.js';

interface Masks {
  capitals: string[];
  cases: { in: string; out: string; kinds: string[] }[];
}

const given = vectors<Masks>('mask');
const capitals = new Set(given.capitals);

test('every text is masked as it is in Go', () => {
  for (const c of given.cases) {
    const found = find(c.in, capitals);
    assert.equal(apply(c.in, found), c.out);
    assert.deepEqual(found.map(({ kind }) => kind), c.kinds, c.in);
  }
});

test('what is masked stays as it is', () => {
  for (const c of given.cases) assert.equal(apply(c.out, find(c.out, capitals)), c.out);
});

test('of a long text only what is read leaves, and none holds the page up', () => {
  assert.equal(readable('é'.repeat(4000)), 'é'.repeat(4000));
  assert.equal(readable('😀'.repeat(4001)), `${'😀'.repeat(4000)}…`);
  for (const piece of ['1a', 'a', 'a.', 'a@', 'A. ', '1 Aa ', 'Rue De La ', '111111 ']) {
    const text = readable(piece.repeat(100_000));
    const start = performance.now();
    apply(text, find(text, capitals));
    assert.ok(performance.now() - start < 2000, piece);
  }
});
