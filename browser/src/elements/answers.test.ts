import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange, daysInWords, entryName, stopped, type Question } from './answers.js';

const ask = (id: string, more: Partial<Question> = {}): Question => ({ id, label: `${id}?`, concerned: false, options: {}, ...more });

const questions = [
  ask('wish', { options: { formal: 'To report formally' } }),
  ask('acts', { entry: 'Act {{.N}}', fields: [ask('what'), ask('contact', { options: { no: 'Do not contact' }, stop: ['no'] })] }),
  ask('station'),
];

test('answers come in the order of the questions, in words', () => {
  assert.deepEqual(arrange({ station: 'Europe/Copenhagen', wish: 'formal' }, questions), [
    { label: 'wish?', values: ['To report formally'], entries: [] },
    { label: 'station?', values: ['Europe/Copenhagen'], entries: [] },
  ]);
});

test('entries come together under their names, in the order of their numbers', () => {
  const fields = { 'acts.10.what': 'ten', 'acts.2.contact': 'no', 'acts.2.what': 'two', 'acts.1.what': 'one' };
  assert.deepEqual(arrange(fields, questions), [{ label: 'acts?', values: [], entries: [
    { name: 'Act 1', answers: [{ label: 'what?', values: ['one'], entries: [] }] },
    { name: 'Act 2', answers: [{ label: 'what?', values: ['two'], entries: [] }, { label: 'contact?', values: ['Do not contact'], stop: true, entries: [] }] },
    { name: 'Act 10', answers: [{ label: 'what?', values: ['ten'], entries: [] }] },
  ] }]);
});

test('nothing that was answered is dropped', () => {
  const fields = { 'acts.1.gone': 'a', 'acts.x.what': 'b', gone: ['c', ''], '__proto__.1.what': 'd', wish: 'toString' };
  const shown = arrange(fields, questions).flatMap((answer) => answer.values);
  assert.deepEqual(shown.sort(), ['a', 'b', 'c', 'd', 'toString']);
});

test('whoever must not be contacted is named by the entry and what was answered first', () => {
  const fields = { 'acts.1.contact': 'no', 'acts.2.what': 'two', 'acts.2.contact': 'no', 'acts.3.what': 'three', 'acts.3.contact': 'yes' };
  assert.deepEqual(stopped(arrange(fields, questions)), ['Act 1', 'Act 2 (two)']);
  assert.deepEqual(stopped(arrange({ wish: 'formal' }, questions)), []);
});

test('a day is said in words, and only a day', () => {
  const say = (day: string): string => `<${day}>`;
  assert.deepEqual(daysInWords({ due: '2026-12-22', some: ['2026-12-22', 'on 2026-12-22'], never: '2026-02-30' }, say),
    { due: '<2026-12-22>', some: ['<2026-12-22>', 'on 2026-12-22'], never: '2026-02-30' });
});

test('an entry has a name even where the pack gives none', () => {
  assert.equal(entryName('Witness {{ .N }}', 3), 'Witness 3');
  assert.equal(entryName('', 3), '3');
});
