import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hash } from './encode.js';
import { signLine } from './line.js';
import { mailboxKeys, readPhrase } from './phrase.js';
import { claimParty, makeNewMailbox, makeParty, makePartyOutcome, type MadeParty } from './party.js';
import { partyMe } from './bundle.js';
import { isRefusal } from './refusal.js';
import { makeConsent, makeRequest } from './request.js';
import { makeShare, partsOf } from './share.js';
import { beginOffice } from './begin.js';
import { consentOf, requestOf } from './lines.js';
import { makeApproval, makeStep } from './step.js';
import { Kept } from './test/case.js';
import { list, now, officer, root, scene, today, type Scene } from './test/world.js';
import { makeColleagueGrants, makeItemIn, makeLetter } from './write.js';
import type { Me } from './intake.js';

const english = list('en');
const verdicts = (opened: { entries: { kind: string; verdict: string; compartment: string }[] }, place: string): string[] =>
  opened.entries.filter((entry) => entry.compartment === place).map((entry) => `${entry.kind} ${entry.verdict}`);

interface Invited {
  at: Scene;
  kept: Kept;
  made: MadeParty;
  me: Me;
}

/** A report, and somebody whom an officer invites. */
async function invite(role = 'witness'): Promise<Invited> {
  const at = await scene();
  const kept = new Kept(at);
  const opened = await kept.open(at.first.me);
  const made = await makeParty(opened, { unit: 'wct', letter: 'Please read this.', today, served: [at.first.person, at.second.person] }, 'en', english, now);
  const step = makeStep(opened, { unit: 'wct', step: 'invite', to: made.who, code: role, of: [made.keysHash, made.letterHash] }, now);
  kept.take(made.outgoing, { step });
  const read = readPhrase(made.words.join(' '), { en: english });
  assert.ok(!('problem' in read));
  return { at, kept, made, me: partyMe(await mailboxKeys(read.entropy), made.who) };
}

/** The person makes words of their own. */
async function claim({ kept, made }: Invited): Promise<Me> {
  const read = readPhrase(made.words.join(' '), { en: english });
  assert.ok(!('problem' in read));
  const claimed = await claimParty(kept.serve(made.who), made.who, read, english, 'en', root, now);
  assert.equal(claimed.claim.handle, made.outgoing.party.handle);
  kept.take({ grants: claimed.claim.grants, party: claimed.claim });
  return claimed.me;
}

test('an invited person reads, makes words of their own, writes, and both officers read it', async () => {
  const invited = await invite();
  const { at, kept, made, me } = invited;
  const first = await kept.open(me);
  assert.deepEqual(verdicts(first, made.who), ['letter genuine']);
  assert.equal(first.entries[0]?.officer?.name, 'Amina Example');
  assert.deepEqual([first.person.who, first.turns.has('talk:wct')], [made.who, false]);
  const mine = await claim(invited);
  const again = await kept.open(mine);
  assert.deepEqual(again.unopened, []);
  kept.take(await makeLetter(again, made.who, 'I was there.', [], now));
  for (const reader of [at.first.me, at.second.me]) {
    const opened = await kept.open(reader);
    assert.equal(opened.entries.at(-1)?.text, 'I was there.');
    assert.deepEqual(verdicts(opened, made.who), ['letter genuine', 'letter genuine']);
    assert.ok(opened.holders.every((each) => each.genuine));
    assert.equal(opened.parties.get(made.who)?.keys.verify, mine.verify);
  }
  kept.take(await makePartyOutcome(await kept.open(at.second.me), made.who, 'It is done.', [], now));
  assert.equal((await kept.open(mine)).entries.at(-1)?.text, 'It is done.');
  // The reporter sees nothing of it.
  assert.ok((await kept.open(at.reporter)).entries.every((entry) => entry.compartment === 'talk:wct'));
});

test('a colleague is handed what there is with every person', async () => {
  const { at, kept, made } = await invite();
  const colleague = await officer('Chi Example', { roles: ['handler'] });
  kept.directory.push(colleague.signed);
  kept.take({ grants: await makeColleagueGrants(await kept.open(at.first.me), colleague.line, now) });
  const opened = await kept.open(colleague.me);
  assert.deepEqual(verdicts(opened, made.who), ['letter genuine']);
  assert.equal(opened.parties.size, 1);
});

test('keys that a server made are not believed', async () => {
  const invited = await invite();
  const { at, kept, made, me } = invited;
  const other = await invite();
  const [, foreign] = other.kept.keys;
  const line = { ...JSON.parse(foreign!.line) as object, who: made.who, by: made.who, report: (await kept.open(me)).report };
  const swapped = signLine(line as never, other.me.signing);
  const [reporter, own] = kept.keys;
  kept.keys.splice(1, 1, swapped);
  await assert.rejects(kept.open(me), (error) => isRefusal(error, 'keys-swapped'));
  const officerSees = await kept.open(at.first.me);
  assert.deepEqual([officerSees.parties.size, officerSees.holders.find((each) => each.holder === made.who)?.reason], [0, 'holder-key']);
  kept.keys.splice(0, 2, reporter!, own!, swapped);
  await assert.rejects(kept.open(me), (error) => isRefusal(error, 'keys-conflict'));
  kept.keys.splice(0, 3, reporter!);
  await assert.rejects(kept.open(me), (error) => isRefusal(error, 'keys-missing'));
});

test('lost words are replaced by two officers, and by no one officer alone', async () => {
  const invited = await invite('affected');
  const { at, kept, made } = invited;
  const opened = await kept.open(at.first.me);
  const renewed = await makeNewMailbox(opened, made.who, 'en', english, now);
  const step = makeStep(opened, { unit: 'wct', step: 'new-mailbox', to: made.who, of: [renewed.keysHash] }, now);
  kept.take({ grants: renewed.grants, party: renewed.party, step });
  const read = readPhrase(renewed.words.join(' '), { en: english });
  assert.ok(!('problem' in read));
  const me = partyMe(await mailboxKeys(read.entropy), made.who);
  await assert.rejects(kept.open(me), (error) => isRefusal(error, 'keys-swapped'));
  kept.take({ lines: [makeApproval(opened, hash(step.line), now)] });
  await assert.rejects(kept.open(me), (error) => isRefusal(error, 'keys-swapped'));
  kept.take({ lines: [makeApproval(await kept.open(at.second.me), hash(step.line), now)] });
  const mine = await kept.open(me);
  assert.deepEqual(verdicts(mine, made.who), ['letter genuine']);
  kept.take(await makeLetter(mine, made.who, 'It is me.', [], now));
  assert.equal((await kept.open(at.second.me)).entries.at(-1)?.text, 'It is me.');
});

test('where somebody else reported, the affected person is asked, and the receiving office writes to them', async () => {
  const invited = await invite('affected');
  const { at, kept, made } = invited;
  const mine = await claim(invited);
  const ethics = await officer('Eve Example', { unit: 'ethics' });
  kept.directory.push(ethics.signed);
  const first = await kept.open(at.first.me);
  kept.take({ step: makeStep(first, { unit: 'wct', step: 'affected', to: made.who }, now) });
  kept.take(await makeLetter(await kept.open(mine), made.who, 'It happened to me.', [], now));
  const opened = await kept.open(at.first.me);
  assert.equal(opened.person.who, made.who);
  const parts = partsOf(opened, 'wct').map((choice) => choice.part);
  assert.deepEqual(parts.map((part) => part.kind), ['answers', 'letter']);
  const request = makeRequest(opened, { who: made.who, step: 'refer', to: 'unit:ethics', purpose: 'assess', parts, until: '2026-12-20' }, now);
  kept.take({ lines: [request.signed] });
  const theirs = await kept.open(mine);
  kept.take({ lines: [makeConsent(theirs, requestOf(theirs, request.hash)!, 'yes', [], now)] });
  const giver = await kept.open(at.first.me);
  kept.take(await makeShare(giver, request, consentOf(giver, request)?.line, [ethics.line], now));
  const receiver = await kept.open(ethics.me);
  assert.deepEqual(receiver.entries.map((entry) => `${entry.copied?.kind} ${entry.verdict} ${entry.reason ?? ''}`), ['answers genuine ', 'letter genuine ']);
  assert.equal(receiver.person.who, made.who);
  kept.take(await beginOffice(receiver, 'ethics', today, now, [ethics.person]),
    await makeItemIn(receiver, 'talk:ethics', 'letter', { text: 'We read it.' }, [], now));
  const heard = await kept.open(mine);
  assert.equal(heard.entries.at(-1)?.text, 'We read it.');
  kept.take(await makeLetter(heard, 'talk:ethics', 'Thank you.', [], now));
  assert.deepEqual(verdicts(await kept.open(ethics.me), 'talk:ethics'), ['letter genuine', 'letter genuine']);
  assert.ok((await kept.open(at.reporter)).entries.every((entry) => entry.compartment === 'talk:wct'));
});
