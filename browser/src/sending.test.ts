import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, hash } from './encode.js';
import { newIdentity } from './identity.js';
import { readLine } from './line.js';
import { consentOf } from './lines.js';
import { isRefusal } from './refusal.js';
import { makeConsent, makeRequest } from './request.js';
import { givenAtSending, makeTakingBack } from './sending.js';
import { makeShare } from './share.js';
import { makeStep } from './step.js';
import { Kept } from './test/case.js';
import { now, officer, scene, today, type Officer, type Scene } from './test/world.js';
import { makeLetter } from './write.js';
import type { Opened } from './bundle.js';
import type { Read } from './line.js';
import type { Part, RequestLine } from './types.js';

const later = new Date('2026-11-24T08:00:00Z');

interface Sent {
  at: Scene;
  kept: Kept;
  ethics: Officer;
  opened: Opened;
}

/** A report that its sender agreed, as they sent it, to see passed on to Ethics or HSSE. */
async function send(): Promise<Sent> {
  const sha256 = hash('diary.txt');
  const at = await scene({
    onward: ['ethics', 'hsse'],
    attachments: [{ upload: { upload: newId(), sha256, size: 1 }, body: { identity: newIdentity(), name: 'diary.txt', type: '', size: 1, sha256 } }],
  });
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  const kept = new Kept(at, [ethics]);
  return { at, kept, ethics, opened: await kept.open(at.first.me) };
}

/** Passes the report on to Ethics by that, without asking anybody. */
async function pass(sent: Sent, moment = now, parts: readonly Part[] = givenAtSending(sent.opened)[0]!.consent.line.parts): Promise<Read<RequestLine>> {
  const { at, kept, ethics } = sent;
  const opened = await kept.open(at.first.me);
  const request = makeRequest(opened, {
    who: 'reporter', step: 'pass-on', to: 'unit:ethics', purpose: 'misdirected', parts, until: '2026-12-20',
  }, moment);
  const consent = givenAtSending(opened)[0]?.consent.line;
  const share = await makeShare(opened, request, consent, [ethics.line], moment);
  kept.take({ lines: [request.signed] }, share, { step: makeStep(opened, { unit: 'wct', step: 'pass-on', to: 'unit:ethics', of: [request.hash] }, moment) });
  return request;
}

const told = (opened: Opened): string[] => opened.entries.map((entry) => `${entry.kind} ${entry.copied?.kind ?? ''} ${entry.verdict}`);

test('at sending one line is signed for each office: of all that was sent, for ninety days', async () => {
  const { at } = await send();
  const { sending } = at.submission;
  const lines = sending.consents.map((signed) => readLine(signed, 'consent').line);
  assert.deepEqual(lines.map((line) => line.to), ['unit:ethics', 'unit:hsse']);
  const posts = sending.items.map((item) => readLine(item, 'post').line);
  for (const line of lines) {
    assert.deepEqual(line.parts, posts.map(({ id, kind }) => ({ id, kind })));
    assert.deepEqual([line.request, line.answer, line.step, line.purpose, line.until], ['', 'yes', 'pass-on', 'misdirected', '2027-02-20']);
  }
});

test('nothing is signed for who did not say yes, nor of what another office was told', async () => {
  assert.deepEqual((await scene()).submission.sending.consents, []);
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  const { sending } = (await scene({
    onward: ['hsse'],
    second: { unit: 'ethics', form: 'prevention', version: hash('second'), fields: { office: 'wct' }, attachments: [], recipients: [ethics.line] },
  })).submission;
  const first = sending.items.map((item) => readLine(item, 'post').line).filter((line) => line.compartment === 'talk:wct');
  assert.deepEqual(sending.consents.map((signed) => readLine(signed, 'consent').line.parts), [first.map(({ id, kind }) => ({ id, kind }))]);
});

test('what was agreed to at sending is passed on without asking, and is read on every side', async () => {
  const sent = await send();
  const { at, kept, ethics } = sent;
  const request = await pass(sent);
  assert.deepEqual(told(await kept.open(ethics.me)), ['copy answers genuine', 'copy file genuine']);
  const mine = await kept.open(at.reporter);
  assert.deepEqual(told(mine).slice(2), ['copy answers genuine', 'copy file genuine']);
  assert.equal(consentOf(mine, request)?.line.request, '');
  assert.deepEqual(givenAtSending(mine).map(({ unit, used }) => [unit, used]), [['ethics', true], ['hsse', false]]);
});

test('of what was sent, less can be passed on; of what was not, nothing', async () => {
  const sent = await send();
  const { kept, ethics, opened } = sent;
  await pass(sent, now, givenAtSending(opened)[0]!.consent.line.parts.slice(0, 1));
  assert.deepEqual(told(await kept.open(ethics.me)), ['copy answers genuine']);
  const other = await send();
  const letter = await makeLetter(await other.kept.open(other.at.reporter), 'talk:wct', 'More.', [], now);
  other.kept.take(letter);
  const { id, kind } = (await other.kept.open(other.at.first.me)).entries.at(-1)!;
  assert.equal(kind, 'letter');
  await pass(other, now, [...givenAtSending(other.opened)[0]!.consent.line.parts, { id, kind: 'letter' }]);
  await assert.rejects(other.kept.open(other.ethics.me), (error) => isRefusal(error, 'keys-unbelieved'));
});

test('taken back before it is used, it is nothing from the next day on', async () => {
  const sent = await send();
  const { at, kept, ethics } = sent;
  const mine = await kept.open(at.reporter);
  const [given, hsse] = givenAtSending(mine);
  kept.take({ lines: [makeTakingBack(mine, given!, now)] });
  assert.deepEqual(givenAtSending(await kept.open(at.reporter)).map(({ unit, withdrawn }) => [unit, withdrawn]), [['ethics', today], ['hsse', '']]);
  await pass(sent, later);
  await assert.rejects(kept.open(ethics.me), (error) => isRefusal(error, 'keys-unbelieved'));
  const giver = await kept.open(at.first.me);
  assert.ok(giver.lines.every((line) => line.genuine));
  assert.throws(() => makeTakingBack(giver, hsse!, now), (error) => isRefusal(error, 'author'));
});

test('whoever is asked all the same and says no has said no', async () => {
  const sent = await send();
  const { at, kept, ethics } = sent;
  const request = await pass(sent);
  const mine = await kept.open(at.reporter);
  kept.take({ lines: [makeConsent(mine, request, 'no', [], now)] });
  await assert.rejects(kept.open(ethics.me), (error) => isRefusal(error, 'keys-unbelieved'));
  assert.equal(consentOf(await kept.open(at.reporter), request)?.line.answer, 'no');
});
