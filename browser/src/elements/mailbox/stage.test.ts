import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayOf } from './stage.js';
import type { Procedure, StepWords } from './data.js';

const leads = (to: string): StepWords => ({ name: '', notice: '', yes: '', no: '', to, talks: false });
const stage = (id: string, way: boolean, end = false): Procedure['stages'][number] => ({ id, name: id, about: '', next: '', way, end });
const procedure: Procedure = {
  name: 'conduct', codes: {}, categories: {}, outcomes: {}, clocks: {},
  stages: [stage('received', true), stage('open', true), stage('listening', true), stage('talks', false), stage('assessing', true), stage('closed', true, true), stage('passed-on', false, true)],
  steps: { listen: leads('listening'), talk: leads('talks'), assess: leads('assessing'), close: leads('closed'), note: leads('') },
};

const way = (at: string, ...steps: string[]): string => wayOf(procedure, {
  stage: at, withdrawn: '', notices: steps.map((step) => ({ code: 'step', day: '2026-11-22', figures: { step } })),
}).map(({ stage: { id }, is }) => `${id} ${is}`).join(', ');

test('a new case has the usual way before it', () => {
  assert.equal(way('received'), 'received here, open ahead, listening ahead, assessing ahead, closed ahead');
  assert.equal(way('open'), 'received passed, open here, listening ahead, assessing ahead, closed ahead');
});

test('a stage beside the usual way stands where it was reached', () => {
  assert.equal(way('talks', 'listen', 'talk'), 'received passed, open passed, listening passed, talks here, assessing ahead, closed ahead');
  assert.equal(way('assessing', 'listen', 'talk', 'note', 'assess'),
    'received passed, open passed, listening passed, talks passed, assessing here, closed ahead');
});

test('a case that went back stands where it is, and was where it was', () => {
  assert.equal(way('listening', 'listen', 'assess', 'listen'), 'received passed, open passed, assessing passed, listening here, closed ahead');
});

test('nothing follows an end or a withdrawal, and an unknown stage is not drawn', () => {
  assert.equal(way('passed-on', 'listen'), 'received passed, open passed, listening passed, passed-on here');
  assert.equal(way('closed', 'listen', 'close'), 'received passed, open passed, listening passed, closed here');
  assert.equal(way('gone'), '');
  const withdrawn = wayOf(procedure, { stage: 'open', notices: [], withdrawn: '2026-11-22' });
  assert.deepEqual(withdrawn.map(({ is }) => is), ['passed', 'here']);
});
