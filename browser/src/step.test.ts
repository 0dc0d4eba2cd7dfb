import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hash, newId } from './encode.js';
import { readLine } from './line.js';
import { isRefusal, type RefusalCode } from './refusal.js';
import { makeAct, makeConsent, makeRequest } from './request.js';
import { linesOf } from './lines.js';
import { makeApproval, makeStep, makeUndertaking } from './step.js';
import { Kept } from './test/case.js';
import { now, scene } from './test/world.js';

function refuses(attempt: () => unknown, code: RefusalCode): void {
  assert.throws(attempt, (error) => isRefusal(error, code), code);
}

test('a step names what it rests on, each once, and only officers take one', async () => {
  const at = await scene();
  const kept = new Kept(at);
  const opened = await kept.open(at.first.me);
  const of = hash('a line');
  const step = readLine(makeStep(opened, { unit: 'wct', step: 'assign', to: at.second.me.by, of: [of, of] }, now), 'step');
  assert.deepEqual([step.line.of, step.line.code, step.line.day, step.line.by], [[of], '', '', at.first.me.by]);
  kept.take({ step: step.signed, lines: [makeApproval(await kept.open(at.second.me), step.hash, now)] });
  const again = await kept.open(at.reporter);
  assert.deepEqual([linesOf(again, 'step').length, linesOf(again, 'approval')[0]?.officer?.name], [1, 'Bo Example']);
  const many = Array.from({ length: 61 }, (_, i) => hash(String(i)));
  refuses(() => makeStep(opened, { unit: 'wct', step: 'assign', of: many }, now), 'value');
  refuses(() => makeStep(opened, { unit: 'wct', step: 'link', to: 'case:4829' }, now), 'value');
  refuses(() => makeStep(again, { unit: 'wct', step: 'assign' }, now), 'author');
  refuses(() => makeApproval(again, of, now), 'author');
  refuses(() => makeUndertaking(at.reporter, of, now), 'author');
  assert.equal(readLine(makeUndertaking(at.first.me, of, now), 'undertaking').line.version, of);
});

test('a request is asked by an officer, for at most ninety days, and answered by whom it asks', async () => {
  const at = await scene();
  const kept = new Kept(at);
  const opened = await kept.open(at.first.me);
  const parts = { who: 'reporter', step: 'contact', to: `party:${newId()}`, purpose: 'contact', parts: [], until: '2027-02-20' };
  const request = makeRequest(opened, parts, now);
  const mine = await kept.open(at.reporter);
  const yes = readLine(makeConsent(mine, request, 'yes', [], now), 'consent');
  assert.deepEqual([yes.line.request, yes.line.to, yes.line.parts], [request.hash, parts.to, []]);
  refuses(() => makeConsent(mine, request, 'part', [], now), 'value');
  refuses(() => makeConsent(opened, request, 'yes', [], now), 'author');
  refuses(() => makeRequest(opened, { ...parts, until: '2027-02-21' }, now), 'value');
  refuses(() => makeRequest(opened, { ...parts, until: '2026-11-21' }, now), 'value');
  refuses(() => makeRequest(opened, { ...parts, who: '' }, now), 'value');
  refuses(() => makeRequest(opened, { ...parts, code: 'danger' }, now), 'value');
  refuses(() => makeRequest(mine, parts, now), 'author');
});

test('what a person does is a line of their own; one that a server made is told and counts for nothing', async () => {
  const at = await scene();
  const kept = new Kept(at);
  const mine = await kept.open(at.reporter);
  const act = makeAct(mine, 'withdraw', '', now);
  refuses(() => makeAct(mine, 'withdraw', hash('x'), now), 'value');
  const opened = await kept.open(at.first.me);
  refuses(() => makeAct(opened, 'withdraw', '', now), 'author');
  kept.take({ lines: [act, { ...act, sig: makeAct(mine, 'withdraw', '', now).sig }, at.submission.sending.keys] });
  const told = await kept.open(at.first.me);
  assert.deepEqual(told.lines.map((line) => line.reason), [undefined, 'signature']);
  assert.deepEqual([linesOf(told, 'act').length, told.unread.map((line) => line.reason)], [1, ['kind']]);
});
