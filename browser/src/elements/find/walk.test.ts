import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vectors } from '../../test/vectors.js';
import { walk, type Step, type Tree } from './walk.js';

interface Paths {
  start: string;
  questions: { id: string; options: { id: string; to: string }[] }[];
  paths: { steps: Step[]; end: string }[];
}

const given = vectors<Paths>('finder');
const tree: Tree = {
  start: given.start,
  questions: Object.fromEntries(given.questions.map(({ id, options }) =>
    [id, { most: 0, options: Object.fromEntries(options.map((option) => [option.id, option.to])) }])),
};

test('every way of the default pack leads where it leads in Go', () => {
  for (const { steps, end } of given.paths) {
    assert.equal(walk(tree, steps), end);
    steps.forEach((step, i) => { assert.equal(walk(tree, steps.slice(0, i)), step.question); });
  }
});

test('a step that is none is not taken', () => {
  assert.equal(walk(tree, [{ question: 'nothing', option: 'yes' }]), tree.start);
  assert.equal(walk(tree, [{ question: tree.start, option: 'constructor' }]), tree.start);
});
