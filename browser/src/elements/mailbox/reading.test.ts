import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../encode.js';
import { makeAct, makeConsent, makeRequest, type Answer } from '../../request.js';
import { requestOf } from '../../lines.js';
import { makeStep } from '../../step.js';
import { Kept } from '../../test/case.js';
import { now, scene, today, type Scene } from '../../test/world.js';
import { makeItemIn } from '../../write.js';
import { agreedOn, canDo, canTakeBack, isOpen, placeIn, readMailbox, waitsForAgreement, type Reading } from './reading.js';
import type { Opened } from '../../bundle.js';
import type { OfficePart } from './data.js';

const part: OfficePart = {
  number: '1234-5678', kind: 'report', form: 'harassment', unit: 'wct', stage: 'open', language: 'en', received: today, clocks: [],
  notices: [], procedure: 'conduct', category: '', ended: '', withdrawn: '', whose: 'you', role: '', offers: [], opened: [], ledger: [],
};

/** A report, as its reporter reads it. */
class Mailbox {
  private constructor(readonly at: Scene, readonly kept: Kept) {}

  static async begin(): Promise<Mailbox> {
    const at = await scene();
    return new Mailbox(at, new Kept(at));
  }

  async officer(): Promise<Opened> {
    return await this.kept.open(this.at.first.me);
  }

  async read(change: Partial<OfficePart> = {}): Promise<Reading> {
    const opened = await this.kept.open(this.at.reporter);
    return readMailbox({ who: 'reporter', cases: [{ ...part, ...change }], bundle: this.kept.serve('reporter') }, opened);
  }

  /** An officer asks for something to be passed on, and gives the request's hash. */
  async asks(until = '2026-12-20'): Promise<string> {
    const opened = await this.officer();
    const answers = opened.entries.find((entry) => entry.kind === 'answers');
    const request = makeRequest(opened, {
      who: 'reporter', step: 'offer-iaig', to: 'unit:iaig', purpose: 'investigate', parts: [{ id: answers?.id ?? '', kind: 'answers' }], until,
    }, now);
    this.kept.take({ lines: [request.signed], step: makeStep(opened, { unit: 'wct', step: 'ask', of: [request.hash] }, now) });
    return request.hash;
  }

  async answers(hash: string, answer: Answer): Promise<void> {
    const mine = await this.kept.open(this.at.reporter);
    const request = requestOf(mine, hash);
    assert.ok(request !== undefined);
    this.kept.take({ lines: [makeConsent(mine, request, answer, [], now)] });
  }
}

test('a request is open until it is answered or its day is past, and a yes can be taken back until it is used', async () => {
  const box = await Mailbox.begin();
  const hash = await box.asks();
  const [asked] = (await box.read()).parts[0]?.asked ?? [];
  assert.ok(asked !== undefined);
  assert.deepEqual([asked.unit, asked.answer, isOpen(asked, '2026-12-20'), isOpen(asked, '2026-12-21'), canTakeBack(asked, false)], ['wct', '', true, false, false]);
  await box.answers(hash, 'yes');
  const [given] = (await box.read()).parts[0]?.asked ?? [];
  assert.ok(given !== undefined);
  assert.deepEqual([given.answer, given.answered, given.agreed.length, isOpen(given, today), canTakeBack(given, false)], ['yes', today, 1, false, true]);
  const officer = await box.officer();
  box.kept.take({ step: makeStep(officer, { unit: 'wct', step: 'offer-iaig', to: 'unit:iaig', of: [hash] }, now) });
  const [used] = (await box.read()).parts[0]?.asked ?? [];
  assert.ok(used !== undefined);
  // The yes to talks can be taken back at any time.
  assert.deepEqual([used.used, canTakeBack(used, false), canTakeBack(used, true)], [true, false, true]);
});

test('recording that a no is respected uses nothing', async () => {
  const box = await Mailbox.begin();
  const hash = await box.asks();
  await box.answers(hash, 'no');
  box.kept.take({ step: makeStep(await box.officer(), { unit: 'wct', step: 'respect', of: [hash] }, now) });
  const [asked] = (await box.read()).parts[0]?.asked ?? [];
  assert.deepEqual([asked?.answer, asked?.used], ['no', false]);
});

test('a note of a talk waits for a word until there is one', async () => {
  const box = await Mailbox.begin();
  const note = await makeItemIn(await box.officer(), 'talk:wct', 'statement', { text: 'We spoke on Monday.' }, [], now);
  box.kept.take(note);
  const before = await box.read();
  const [entry] = before.parts[0]?.entries.filter(({ kind }) => kind === 'statement') ?? [];
  assert.ok(entry !== undefined && waitsForAgreement(entry, before.opened));
  box.kept.take({ lines: [makeAct(before.opened, 'agree', note.hash, now)] });
  const after = await box.read();
  assert.deepEqual([waitsForAgreement(entry, after.opened), agreedOn(after.opened, note.hash)], [false, today]);
});

test('a withdrawal can be undone for seven days, once', async () => {
  const box = await Mailbox.begin();
  const withdrawn = { withdrawn: today };
  const act = makeAct((await box.read()).opened, 'withdraw', '', now);
  box.kept.take({ lines: [act] });
  const [at] = (await box.read(withdrawn)).parts;
  assert.ok(at !== undefined && at.undo !== '');
  const can = (day: string): string[] => Object.entries(canDo(at, 'reporter', day, 7)).filter(([, value]) => value !== false).map(([name, value]) => `${name} ${value}`);
  assert.deepEqual(can('2026-11-29'), ['meet true', 'name true', 'undoUntil 2026-11-29']);
  assert.deepEqual(can('2026-11-30'), ['meet true', 'name true', 'undoUntil ']);
  box.kept.take({ lines: [makeAct((await box.read()).opened, 'undo', at.undo, now)] });
  assert.equal((await box.read(withdrawn)).parts[0]?.undo, '');
});

test('whoever reported for somebody else withdraws nothing, and a party gives no name later', () => {
  const can = (change: Partial<OfficePart>, who: string, writes = true): boolean[] => {
    const { meet, name, withdraw } = canDo({ part: { ...part, ...change }, undo: '', writes }, who, today, 7);
    return [meet, name, withdraw];
  };
  const party = `party:${newId()}`;
  assert.deepEqual(can({}, 'reporter'), [true, true, true]);
  assert.deepEqual(can({ stage: '', whose: 'other' }, 'reporter'), [true, true, false]);
  assert.deepEqual(can({ stage: '', whose: '', role: 'concerned' }, party), [true, false, false]);
  assert.deepEqual(can({ role: 'affected' }, party), [true, false, true]);
  assert.deepEqual(can({ ended: today }, 'reporter'), [false, false, false]);
  // An office to which something was passed on has not accepted yet.
  assert.deepEqual(can({}, 'reporter', false), [false, false, true]);
  assert.deepEqual(can({ kind: 'enquiry' }, 'reporter'), [false, false, false]);
});

test('what was passed on stands with the office that passed it on, and what is nobody’s in the first part', () => {
  const share = `share:${newId()}`;
  const offer = { unit: 'iaig', share, since: today, decided: '', decidedOn: '' };
  const cases = [part, { ...part, unit: 'ethics', offers: [offer] }, { ...part, unit: 'iaig', offers: null }];
  assert.deepEqual(['talk:wct', 'talk:iaig', share, 'share:x', ''].map((place) => placeIn(place, cases)), [0, 2, 1, 0, 0]);
});
