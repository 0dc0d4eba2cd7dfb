import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openBundle } from '../../bundle.js';
import { claimParty } from '../../party.js';
import { newPhrase } from '../../phrase.js';
import { makeAct } from '../../request.js';
import { makeStep } from '../../step.js';
import { Kept } from '../../test/case.js';
import { list, now, officer, root, scene, today } from '../../test/world.js';
import { Speech, type Texts } from '../speech.js';
import { holdersOf } from './holders.js';
import { keptOut } from './lift.js';
import { officerName } from './names.js';
import { readMailbox } from './reading.js';
import type { OfficerLine } from '../../types.js';
import type { OfficePart } from './data.js';

const speech = new Speech(JSON.parse(readFileSync('packs/unops/en/words.json', 'utf8')) as Texts, 'en');
const part: OfficePart = {
  number: '1234-5678', kind: 'report', form: 'harassment', unit: 'wct', stage: 'open', language: 'en', received: today, clocks: [],
  notices: [], procedure: 'conduct', category: '', ended: '', withdrawn: '', whose: 'you', role: '', offers: [], opened: [], ledger: [],
};

test('who was kept out is told once, to the reporter alone, until they are let in', async () => {
  const eve = await officer('Eve Example', { unit: 'ethics' });
  const at = await scene({ exclusions: [eve.me.by, 'unit:legal'] });
  const kept = new Kept(at, [eve]);
  const before = await kept.open(at.reporter);
  assert.deepEqual(keptOut({ part, suffix: '' }, { who: 'reporter', opened: before }), [eve.me.by, 'unit:legal']);
  assert.deepEqual(keptOut({ part, suffix: '-2' }, { who: 'reporter', opened: before }), []);
  assert.deepEqual(keptOut({ part: { ...part, kind: 'feedback' }, suffix: '' }, { who: 'reporter', opened: before }), []);
  assert.deepEqual(keptOut({ part, suffix: '' }, { who: 'party:x', opened: before }), []);
  kept.take({ lines: [makeAct(before, 'lift', eve.me.by, now)] });
  assert.deepEqual(keptOut({ part, suffix: '' }, { who: 'reporter', opened: await kept.open(at.reporter) }), ['unit:legal']);
});

test('who is of no office here is not named as of one', async () => {
  const { line } = await officer('Clara Example', { unit: 'pppt' });
  const named = (...roles: OfficerLine['roles']): string => officerName({ ...line, roles }, speech);
  const office = speech.say('unit.pppt');
  assert.equal(named('external'), 'Clara Example (independent reviewer)');
  assert.equal(named('decider', 'external'), `Clara Example (${speech.say('role.decider.who')})`);
  assert.equal(named('external', 'handler'), `Clara Example (${office})`);
  assert.equal(named('head'), `Clara Example (${office})`);
});

test('words that were replaced are words that open nothing any more, and stand once', async () => {
  const given = newPhrase('en', list('en'));
  const at = await scene({ phrase: given.entropy });
  const kept = new Kept(at);
  kept.take({ step: makeStep(await kept.open(at.first.me), { unit: 'wct', step: 'taken-down', code: 'phone', of: [at.submission.answers] }, now) });
  const old = (await kept.open(at.reporter)).holders.filter(({ holder }) => holder === 'reporter');
  const { me, claim } = await claimParty(kept.serve('reporter'), 'reporter', given, list('en'), 'en', root, now);
  kept.take({ grants: claim.grants, party: claim });
  const bundle = { ...kept.serve('reporter'), ended: old.map((each) => ({ grant: each.hash, day: today })) };
  const reading = readMailbox({ who: 'reporter', cases: [part], bundle }, await openBundle(bundle, me, root));
  const [office] = reading.parts;
  assert.ok(office !== undefined);
  const told = holdersOf(office, reading, { today }, speech);
  const own = told.filter(({ who }) => who === speech.say('mailbox.before') || who === speech.say('role.reporter'));
  assert.deepEqual(own.map(({ who }) => who).sort(), [speech.say('mailbox.before'), speech.say('role.reporter')].sort());
  assert.ok(!told.some(({ who, says }) => who === speech.say('role.reporter') && says.includes(speech.say('mailbox.until', { Day: speech.day(today) }))));
});
