import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hash } from '../../encode.js';
import { claimParty } from '../../party.js';
import { newPhrase } from '../../phrase.js';
import { makeAct } from '../../request.js';
import { makeStep } from '../../step.js';
import { Kept } from '../../test/case.js';
import { list, now, root, scene } from '../../test/world.js';
import { makeLetter } from '../../write.js';
import { isGiven } from './claim.js';
import { takenDown, waitsForAgreement } from './reading.js';

const english = list('en');

test('who told an officer gets words of their own, checks what was written, and is read by both officers', async () => {
  const given = newPhrase('en', english);
  const at = await scene({ phrase: given.entropy });
  const kept = new Kept(at);
  assert.equal(isGiven(await kept.open(at.reporter)), false);
  const officer = await kept.open(at.first.me);
  kept.take({ step: makeStep(officer, { unit: 'wct', step: 'taken-down', code: 'phone', of: [at.submission.answers] }, now) });
  const before = await kept.open(at.reporter);
  const answers = before.entries.find((entry) => entry.kind === 'answers');
  assert.ok(answers !== undefined && isGiven(before) && waitsForAgreement(answers, before));
  assert.equal(takenDown(answers, before)?.code, 'phone');

  const { me, claim } = await claimParty(kept.serve('reporter'), 'reporter', given, english, 'en', root, now);
  assert.equal(claim.handle, at.submission.sending.handle);
  kept.take({ grants: claim.grants, party: claim });
  const own = await kept.open(me);
  assert.deepEqual([isGiven(own), own.unopened, own.entries[0]?.verdict], [false, [], 'genuine']);
  kept.take({ lines: [makeAct(own, 'agree', answers.hash, now)] }, await makeLetter(own, 'talk:wct', 'That is what I said.', [], now));
  assert.equal(waitsForAgreement(answers, await kept.open(me)), false);
  for (const reader of [at.first.me, at.second.me]) {
    const opened = await kept.open(reader);
    assert.deepEqual(opened.entries.map((entry) => `${entry.kind} ${entry.verdict}`), ['answers genuine', 'letter genuine']);
    assert.ok(opened.holders.every((each) => each.genuine));
    assert.equal(opened.reporter?.keys.verify, me.verify);
  }
});

test('what another person sent stays theirs, whatever an officer says of it', async () => {
  const at = await scene();
  const kept = new Kept(at);
  const officer = await kept.open(at.first.me);
  kept.take({ step: makeStep(officer, { unit: 'wct', step: 'taken-down', code: 'post', of: [hash(at.submission.sending.keys.line)] }, now) });
  const opened = await kept.open(at.reporter);
  const answers = opened.entries.find((entry) => entry.kind === 'answers');
  assert.ok(answers !== undefined);
  assert.deepEqual([takenDown(answers, opened), waitsForAgreement(answers, opened)], [undefined, false]);
});

test('whoever got new words for lost ones takes words of their own, once', () => {
  const given = (who: string, by: string, prev: string): boolean =>
    isGiven({ me: { by: who }, keys: { by, prev }, lines: [] } as unknown as Parameters<typeof isGiven>[0]);
  const party = 'party:x';
  assert.deepEqual([given('reporter', 'officer:a', 'old'), given(party, 'officer:a', 'old'), given(party, party, '')], [true, true, true]);
  assert.deepEqual([given('reporter', 'reporter', 'old'), given('reporter', 'reporter', ''), given(party, party, 'old')], [false, false, false]);
});
