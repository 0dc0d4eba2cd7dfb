import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Directory } from './directory.js';
import { newId } from './encode.js';
import { officer, root, today } from './test/world.js';

test('root and the head of a unit make officers; nobody else does', async () => {
  const head = await officer('Head', { roles: ['head'] });
  const by = { by: head.me.by, signing: head.me.signing };
  const made = await officer('Made', {}, by);
  const elsewhere = await officer('Elsewhere', { unit: 'ethics' }, by);
  const early = await officer('Early', { from: '2026-10-01', until: '2027-10-01' }, by);
  const plain = await officer('Plain', {});
  const byPlain = await officer('By plain', {}, { by: plain.me.by, signing: plain.me.signing });
  const forged = await officer('Forged', {}, { by: 'root', signing: plain.me.signing });
  const all = [byPlain, forged, early, elsewhere, made, plain, head].map((each) => each.signed);
  const directory = Directory.check(all, root);
  for (const good of [head, made, plain]) assert.equal(directory.current(good.person, today)?.name, good.line.name);
  for (const bad of [elsewhere, early, byPlain, forged]) assert.equal(directory.newest(bad.person), undefined, bad.line.name);
  assert.equal(directory.refused.length, 4);
});

test('the outcome does not depend on the order of the lines', async () => {
  const head = await officer('Head', { roles: ['head'] });
  const under = await officer('Under', { roles: ['head'] }, { by: head.me.by, signing: head.me.signing });
  const last = await officer('Last', {}, { by: under.me.by, signing: under.me.signing });
  const lines = [head.signed, under.signed, last.signed];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]]) {
    const directory = Directory.check(order.map((i) => lines[i] ?? lines[0]!), root);
    assert.equal(directory.refused.length, 0);
  }
});

test('the highest n counts, and a line without roles ends it', async () => {
  const first = await officer('First');
  const second = await officer('Second', { person: first.person, n: 2, from: '2026-11-10' });
  const over = await officer('Second', { person: first.person, n: 3, roles: [], from: '2026-12-01', until: '2027-01-01' });
  const directory = Directory.check([second.signed, over.signed, first.signed], root);
  assert.equal(directory.current(first.person, '2026-11-05')?.name, 'First');
  assert.equal(directory.current(first.person, today)?.name, 'Second');
  assert.equal(directory.current(first.person, '2026-12-02'), undefined);
  assert.equal(directory.next(first.person), 4);
  // On the day of the change both had held at some hour; a day later only the newer.
  assert.deepEqual(directory.at(first.person, '2026-11-10').map((line) => line.n), [2, 1]);
  assert.deepEqual(directory.at(first.person, '2026-11-11').map((line) => line.n), [2]);
});

test('a line may not last more than 400 days, nor have a second with its n', async () => {
  await assert.rejects(officer('Long', { from: '2026-11-01', until: '2027-12-07' }));
  const one = await officer('One');
  const two = await officer('Two', { person: one.person });
  assert.equal(Directory.check([one.signed, two.signed], root).refused.length, 1);
});

test('a head cannot take over the officer of another unit', async () => {
  const head = await officer('Head', { unit: 'ethics', roles: ['head'] });
  const theirs = await officer('Theirs', { unit: 'wct' });
  const taken = await officer('Theirs', { person: theirs.person, unit: 'ethics', n: 2 }, { by: head.me.by, signing: head.me.signing });
  const directory = Directory.check([head.signed, theirs.signed, taken.signed], root);
  assert.equal(directory.current(theirs.person, today)?.unit, 'wct');
  assert.deepEqual(directory.refused.map((each) => each.reason), ['directory-unit']);
});

test('a unit\'s recovery is known by its own kind of line', async () => {
  const recovery = await officer('', { person: 'recovery:wct', roles: ['recovery'], verify: '', custodians: [newId()] });
  const directory = Directory.check([recovery.signed], root);
  assert.equal(directory.recovery('wct', today)?.recipient, recovery.line.recipient);
  assert.deepEqual(directory.officers('wct', today, ['recovery']), []);
});
