import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseOnward } from './onward.js';
import type { ReportData } from './data.js';

const offices = ['ethics', 'hsse', 'wct'].map((unit) => ({ unit, name: unit }));
const data = { form: { onward: { 'pass-on': ['yes'] } }, onward: offices } as unknown as ReportData;
const to = (fields: Record<string, string>, exclusions: string[] = [], told = ['wct']): string[] | undefined =>
  chooseOnward(data, fields, exclusions, told)?.map(({ unit }) => unit);

test('a yes is for every office that is not told anyway', () => {
  assert.deepEqual(to({ 'pass-on': 'yes' }), ['ethics', 'hsse']);
  assert.deepEqual(to({ 'pass-on': 'yes' }, [], ['wct', 'ethics']), ['hsse']);
});

test('an office that is kept out is not among them; one person of it keeps nobody else out', () => {
  assert.deepEqual(to({ 'pass-on': 'yes' }, ['unit:hsse']), ['ethics']);
  assert.deepEqual(to({ 'pass-on': 'yes' }, ['officer:hsse']), ['ethics', 'hsse']);
});

test('whoever says nothing, or asks to be asked, agrees to nothing', () => {
  assert.equal(to({}), undefined);
  assert.equal(to({ 'pass-on': 'ask' }), undefined);
  assert.equal(chooseOnward({ form: {} } as unknown as ReportData, { 'pass-on': 'yes' }, [], []), undefined);
});
