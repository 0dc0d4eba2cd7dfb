import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { beginOffice } from './begin.js';
import { openBundle, type Opened } from './bundle.js';
import { fromUtf8, hash, newId } from './encode.js';
import { makeExport } from './exportzip.js';
import { newIdentity } from './identity.js';
import { consentOf, requestOf } from './lines.js';
import { isRefusal } from './refusal.js';
import { makeAct, makeConsent, makeRequest, type Answer } from './request.js';
import { makeShare, partsOf, receiversOf } from './share.js';
import { makeApproval, makeStep } from './step.js';
import { Kept } from './test/case.js';
import { list, now, officer, root, scene, today, type Officer, type Scene } from './test/world.js';
import { makeColleagueGrants, makeInFile, makeItemIn, makeLetter } from './write.js';
import type { SealedAttachment } from './attachment.js';
import type { Read } from './line.js';
import type { Part, RequestLine } from './types.js';

const later = new Date('2026-11-23T08:00:00Z');
const told = (opened: Opened): string[] => opened.entries.map((entry) =>
  `${entry.compartment.split(':')[0]} ${entry.kind} ${entry.copied?.kind ?? ''} ${entry.verdict} ${entry.reason ?? ''}`.trim());

/** An attachment whose age file is, for once, its name. */
function attachment(name: string): SealedAttachment {
  const sha256 = hash(name);
  return { upload: { upload: newId(), sha256, size: 1 }, body: { identity: newIdentity(), name, type: '', size: 1, sha256 } };
}

interface Asked {
  at: Scene;
  kept: Kept;
  ethics: Officer;
  request: Read<RequestLine>;
  opened: Opened;
}

/** A report with two letters' worth of files, and a request to pass parts of it to Ethics. */
async function ask(pick: (parts: Part[]) => Part[] = (parts) => parts): Promise<Asked> {
  const at = await scene({ attachments: [attachment('diary.txt'), attachment('secret.txt')] });
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  const kept = new Kept(at, [ethics]);
  const file = await makeInFile(await kept.open(at.first.me), 'wct', 'assessment', { text: 'Within our mandate.' }, today, now, [at.second.person]);
  kept.take(file);
  const opened = await kept.open(at.first.me);
  const choices = partsOf(opened, 'wct');
  const parts = choices.flatMap((choice) => [choice.part, ...choice.files.map((each) => each.part)]);
  assert.deepEqual(parts.map((part) => part.kind), ['answers', 'file', 'file', 'assessment']);
  const request = makeRequest(opened, {
    who: 'reporter', step: 'refer', to: 'unit:ethics', purpose: 'assess', parts: pick(parts), until: '2026-12-20',
  }, now);
  const asking = makeStep(opened, { unit: 'wct', step: 'ask', of: [request.hash] }, now);
  kept.take({ lines: [request.signed], step: asking });
  return { at, kept, ethics, request, opened };
}

async function answer({ at, kept, request }: Asked, yes: Answer, parts: readonly Part[] = []): Promise<void> {
  const mine = await kept.open(at.reporter);
  const asked = requestOf(mine, request.hash);
  assert.ok(asked !== undefined);
  kept.take({ lines: [makeConsent(mine, asked, yes, parts, now)] });
}

async function share(asked: Asked, moment = now): Promise<void> {
  const { at, kept, ethics } = asked;
  const opened = await kept.open(at.first.me);
  const request = requestOf(opened, asked.request.hash);
  assert.ok(request !== undefined);
  const receivers = receiversOf(opened.directory, 'ethics', opened.exclusions, today);
  assert.deepEqual(receivers.map((line) => line.name), [ethics.line.name]);
  const made = await makeShare(opened, request, consentOf(opened, request)?.line, receivers, moment);
  kept.take(made, { step: makeStep(opened, { unit: 'wct', step: 'refer', to: 'unit:ethics', of: [request.hash] }, moment) });
}

test('what was agreed to is passed on, and is read by the receiver, the reporter and the giver', async () => {
  const asked = await ask();
  const { at, kept, ethics, request } = asked;
  await answer(asked, 'part', request.line.parts.filter((_, i) => i !== 2));
  await share(asked);
  const receiver = await kept.open(ethics.me);
  const copies = ['share copy answers genuine', 'share copy file genuine', 'share copy assessment genuine'];
  assert.deepEqual(told(receiver), copies);
  const [answers, file, assessment] = receiver.entries.map((entry) => entry.copied);
  assert.equal(answers?.answers?.fields['what'], 'It happened on Monday.');
  assert.deepEqual([file?.file?.name, file?.blob.length, assessment?.text], ['diary.txt', 43, 'Within our mandate.']);
  assert.equal(assessment?.officer?.name, 'Amina Example');
  // Nothing of what was held back is served, nor can be opened.
  assert.ok(!JSON.stringify(receiver.entries).includes('secret.txt'));
  assert.deepEqual(receiver.holders.map((each) => [each.holder, each.genuine]), [
    [at.first.me.by, true], [ethics.me.by, true], ['reporter', true],
  ]);
  assert.equal(receiver.person.who, 'reporter');
  for (const me of [at.reporter, at.first.me]) {
    const opened = await kept.open(me);
    assert.deepEqual(told(opened).filter((line) => line.startsWith('share')), copies);
    assert.ok(opened.lines.every((line) => line.genuine));
  }
});

test('an export of what was passed on holds its attachments and what it rests on', async () => {
  const asked = await ask();
  const { kept, ethics } = asked;
  await answer(asked, 'part', asked.request.line.parts.slice(0, 2));
  await share(asked);
  const opened = await kept.open(ethics.me);
  const made = await makeExport({
    bundle: kept.serve(ethics.me.by), opened, number: '4829-1736', now, words: list('en'), lock: async (plain) => plain,
    blob: async (sum) => new Blob([sum === hash('diary.txt') ? 'diary.txt' : '']),
  });
  const files = unzipSync(new Uint8Array(await made.zip.arrayBuffer()));
  const manifest = JSON.parse(fromUtf8(files['manifest.json']!)) as { items: { kind: string; blob: string }[]; lines: string[] };
  assert.deepEqual(manifest.items.map((item) => [item.kind, item.blob !== '']), [['copy', false], ['copy', true]]);
  assert.equal(fromUtf8(files[manifest.items[1]!.blob]!), 'diary.txt');
  const folders = new Set(manifest.lines.map((name) => name.split('/')[0]));
  assert.deepEqual([...folders], ['grants', 'keys', 'directory', 'lines', 'origins']);
  const keys = fromUtf8(files['identities.age']!).trim().split('\n');
  assert.equal(keys.length, 2);
});

test('the receiving office begins with the reporter, and a colleague reads it', async () => {
  const asked = await ask();
  const { at, kept, ethics } = asked;
  await answer(asked, 'yes');
  await share(asked);
  const receiver = await kept.open(ethics.me);
  const begun = await beginOffice(receiver, 'ethics', today, now, [ethics.person]);
  const letter = await makeItemIn(receiver, 'talk:ethics', 'letter', { text: 'We read what you passed on.' }, [], now);
  kept.take(begun, letter);
  const mine = await kept.open(at.reporter);
  assert.equal(mine.entries.at(-1)?.text, 'We read what you passed on.');
  kept.take(await makeLetter(mine, 'talk:ethics', 'Thank you.', [], now));
  const again = await kept.open(ethics.me);
  assert.equal(again.entries.at(-1)?.text, 'Thank you.');
  const colleague = await officer('Fay Example', { unit: 'ethics', roles: ['handler'] });
  kept.directory.push(colleague.signed);
  kept.take({ grants: await makeColleagueGrants(await kept.open(ethics.me), colleague.line, now) });
  const opened = await kept.open(colleague.me);
  assert.deepEqual(told(opened), ['talk letter  genuine', 'talk letter  genuine']);
  assert.deepEqual([...new Set(opened.holders.map((each) => each.compartment))], ['talk:ethics', 'file:ethics']);
  // It is what was passed on that says why the office could begin.
  const without = { ...kept.serve(colleague.me.by), origins: [] };
  await assert.rejects(openBundle(without, colleague.me, root), (error) => isRefusal(error, 'keys-unbelieved'));
});

test('an office that declines says so in the share, and keeps a note of its own', async () => {
  const asked = await ask();
  const { at, kept, ethics } = asked;
  await answer(asked, 'yes');
  await share(asked);
  const receiver = await kept.open(ethics.me);
  const place = `share:${asked.request.line.id}`;
  const reasons = await makeItemIn(receiver, place, 'letter', { text: 'This is for another office.' }, [], now);
  const note = await makeInFile(receiver, 'ethics', 'note', { text: 'Not ours.' }, today, now, [ethics.person]);
  const step = makeStep(receiver, { unit: 'ethics', step: 'decline', code: 'not-ours', of: [reasons.hash, note.hash] }, now);
  kept.take(reasons, note, { step });
  for (const me of [at.first.me, at.reporter]) {
    const entry = (await kept.open(me)).entries.at(-1);
    assert.deepEqual([entry?.text, entry?.verdict, entry?.officer?.name], ['This is for another office.', 'genuine', 'Eve Example']);
  }
  assert.equal((await kept.open(ethics.me)).entries.at(-1)?.text, 'Not ours.');
});

test('without a yes that holds, a share is nobody\'s', async () => {
  for (const spoil of ['no', 'withdrawn', 'expired'] as const) {
    const asked = await ask();
    const { kept, ethics } = asked;
    await answer(asked, 'yes');
    await share(asked, spoil === 'expired' ? new Date('2027-01-05T08:00:00Z') : later);
    if (spoil === 'no') kept.lines.splice(2, 1);
    if (spoil === 'withdrawn') await answer(asked, 'withdrawn');
    await assert.rejects(kept.open(ethics.me), (error) => isRefusal(error, 'keys-unbelieved'), spoil);
    const giver = await kept.open(asked.at.first.me);
    assert.deepEqual(giver.holders.filter((each) => each.compartment.startsWith('share:')).map((each) => each.reason),
      ['basis', 'basis', 'basis'], spoil);
  }
});

test('a copy of what nobody agreed to is not genuine', async () => {
  const asked = await ask();
  const { at, kept, ethics, request } = asked;
  await answer(asked, 'part', request.line.parts.slice(0, 1));
  const opened = await kept.open(at.first.me);
  const consent = consentOf(opened, request)?.line;
  assert.ok(consent !== undefined);
  const receivers = [ethics.line];
  const more = { ...consent, parts: request.line.parts };
  kept.take(await makeShare(opened, request, more, receivers, now));
  const receiver = await kept.open(ethics.me);
  assert.deepEqual(told(receiver), [
    'share copy answers genuine', 'share copy  not-genuine parts', 'share copy  not-genuine parts', 'share copy  not-genuine parts',
  ]);
});

test('an exception needs a second officer', async () => {
  const asked = await ask();
  const { at, kept, ethics } = asked;
  const opened = await kept.open(at.first.me);
  const parts = asked.request.line.parts.slice(0, 1);
  const request = makeRequest(opened, {
    who: '', code: 'danger', step: 'refer', to: 'unit:ethics', purpose: 'protect', parts, until: '2026-12-20',
  }, now);
  const step = makeStep(opened, { unit: 'wct', step: 'except', to: 'unit:ethics', code: 'danger', of: [request.hash] }, now);
  kept.take({ lines: [request.signed], step }, await makeShare(opened, request, undefined, [ethics.line], now));
  await assert.rejects(kept.open(ethics.me), (error) => isRefusal(error, 'keys-unbelieved'));
  const own = makeApproval(opened, hash(step.line), now);
  kept.take({ lines: [own] });
  await assert.rejects(kept.open(ethics.me), (error) => isRefusal(error, 'keys-unbelieved'));
  kept.take({ lines: [makeApproval(await kept.open(at.second.me), hash(step.line), now)] });
  assert.deepEqual(told(await kept.open(ethics.me)), ['share copy answers genuine']);
  assert.equal((await kept.open(at.reporter)).entries.at(-1)?.copied?.kind, 'answers');
});

test('whom the reporter excluded is passed nothing, unless let in again', async () => {
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  const at = await scene({ exclusions: [ethics.me.by] });
  const kept = new Kept(at, [ethics]);
  const opened = await kept.open(at.first.me);
  const parts = partsOf(opened, 'wct').map((choice) => choice.part);
  const request = makeRequest(opened, { who: 'reporter', step: 'refer', to: 'unit:ethics', purpose: 'assess', parts, until: '2026-12-20' }, now);
  kept.take({ lines: [request.signed] });
  await answer({ at, kept, ethics, request, opened }, 'yes');
  assert.deepEqual(receiversOf(opened.directory, 'ethics', opened.exclusions, today), []);
  const ready = await kept.open(at.first.me);
  const consent = consentOf(ready, request)?.line;
  await assert.rejects(makeShare(ready, request, consent, [ethics.line], now), (error) => isRefusal(error, 'excluded'));
  kept.take(await makeShare({ ...ready, exclusions: [] }, request, consent, [ethics.line], now));
  const reasons = async (): Promise<unknown[]> => (await kept.open(at.reporter)).holders
    .filter((each) => each.holder === ethics.me.by).map((each) => each.reason);
  assert.deepEqual(await reasons(), ['excluded']);
  const lift = makeAct(await kept.open(at.reporter), 'lift', ethics.me.by, now);
  kept.take({ lines: [lift] });
  assert.deepEqual(await reasons(), [undefined]);
  assert.deepEqual((await kept.open(at.first.me)).exclusions, []);
});
