import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBundle, type Opened } from './bundle.js';
import { b64url, sha256, utf8 } from './encode.js';
import { isRefusal } from './refusal.js';
import { makeReceipts, makeSubmission, type Receipt, type Submission } from './submission.js';
import { now, officer, outline, root, today, type Officer } from './test/world.js';
import { makeLetter } from './write.js';
import type { Me } from './intake.js';
import type { Bundle, Sealed, Signed } from './types.js';

interface Two {
  wct: Officer;
  ethics: Officer;
  submission: Submission;
  reporter: Me;
}

/** A report that tells a second office. */
async function two(unit = 'ethics'): Promise<Two> {
  const wct = await officer('Amina Example');
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  const submission = await makeSubmission(outline([wct.line], { second: {
    unit, form: 'prevention', version: b64url(sha256(utf8('second'))), attachments: [],
    fields: { office: 'wct', fear: 'That I lose my contract.' }, recipients: [ethics.line],
  } }));
  const { identity, recipient, signing, verify } = submission.keys;
  return { wct, ethics, submission, reporter: { by: 'reporter', identity, recipient, signing, verify } };
}

/** What a holder is served: the lines and items of the compartments in which they hold a grant. */
function served({ wct, ethics, submission }: Two, by: string, more: Sealed[] = []): Bundle {
  const { sending } = submission;
  const place = (each: Signed): string => (JSON.parse(each.line) as { compartment: string }).compartment;
  const own = sending.grants.filter((grant) => grant.line.includes(`"holder":"${by}"`));
  const held = new Set(own.map(place));
  const here = (each: Signed): boolean => held.has(place(each));
  return {
    report: submission.held.report, keys: [sending.keys], own,
    grants: sending.grants.filter(here).map(({ line, sig }) => ({ line, sig })),
    items: [...sending.items, ...more].filter(here), directory: [wct.signed, ethics.signed], ended: [], lines: [], origins: [],
  };
}

const open = async (at: Two, me: Me, more: Sealed[] = []): Promise<Opened> => await openBundle(served(at, me.by, more), me, root);
const told: Receipt = {
  number: '4829-1736', received: today, at: now.toISOString(), same: true, unit: 'wct', also: [{ number: '1111-1117', unit: 'ethics' }],
};

test('each office reads its own answers and nothing of the other; the reporter reads both', async () => {
  const at = await two();
  const first = await open(at, at.wct.me);
  assert.deepEqual(first.entries.map((e) => [e.compartment, e.verdict]), [['talk:wct', 'genuine']]);
  assert.equal(first.answers?.fields['what'], 'It happened on Monday.');
  const second = await open(at, at.ethics.me);
  assert.deepEqual(second.answers?.fields, { office: 'wct', fear: 'That I lose my contract.' });
  assert.deepEqual(second.holders.map((h) => h.officer?.name ?? h.holder), ['reporter', 'Eve Example']);
  const both = await open(at, at.reporter);
  assert.deepEqual(both.entries.map((e) => [e.compartment, e.verdict]), [['talk:wct', 'genuine'], ['talk:ethics', 'genuine']]);
  assert.ok(both.holders.every((h) => h.genuine));
});

test('each office gives its receipt, and the first the zone', async () => {
  const at = await two();
  const receipts = await makeReceipts(at.submission, told, 'Asia/Tokyo', now);
  const opened = await open(at, at.reporter, receipts.map((made) => made.sealed));
  const shown = opened.entries.flatMap((e) => (e.receipt === undefined ? [] : [[e.compartment, e.receipt.number, e.receipt.zone, e.verdict]]));
  assert.deepEqual(shown, [['talk:wct', '4829-1736', 'Asia/Tokyo', 'genuine'], ['talk:ethics', '1111-1117', '', 'genuine']]);
  const ethics = await open(at, at.ethics.me, receipts.map((made) => made.sealed));
  assert.ok(!JSON.stringify(ethics.entries).includes('4829-1736'));
});

test('a receipt for the report alone, where the other office gave no number', async () => {
  const at = await two();
  const { also: _, ...alone } = told;
  assert.equal((await makeReceipts(at.submission, alone, '', now)).length, 1);
});

test('a letter goes to one office', async () => {
  const at = await two();
  const both = await open(at, at.reporter);
  const letter = await makeLetter(both, 'talk:ethics', 'For you alone.', [], now);
  assert.deepEqual((await open(at, at.ethics.me, letter.items)).entries.map((e) => e.text), [undefined, 'For you alone.']);
  assert.deepEqual((await open(at, at.wct.me, letter.items)).entries.map((e) => e.text), [undefined]);
});

test('a second talk of the first one’s unit, or of an officer of another unit, is not made', async () => {
  for (const unit of ['wct', 'pppt']) {
    await assert.rejects(two(unit), (error) => isRefusal(error), unit);
  }
});
