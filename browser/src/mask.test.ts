import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, find } from './mask.js';
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
