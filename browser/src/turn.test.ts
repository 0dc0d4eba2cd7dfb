import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './age.js';
import { withoutTurns, type Opened } from './bundle.js';
import { fromUtf8, unb64 } from './encode.js';
import { parseLine } from './line.js';
import { makeTurns } from './turn.js';
import { placeOf } from './trust.js';
import { Kept } from './test/case.js';
import { list, now, officer, root, scene, today, type Scene } from './test/world.js';
import { claimParty, makeNewMailbox, makeParty } from './party.js';
import { mailboxKeys, readPhrase } from './phrase.js';
import { makeApproval, makeStep } from './step.js';
import { hash } from './encode.js';
import { partyMe } from './bundle.js';
import { makeColleagueGrants, makeLetter, makeNote } from './write.js';
import type { GrantLine, Sealed } from './types.js';

const english = list('en');
const texts = ({ entries }: Opened): (string | undefined)[] => entries.filter((each) => each.text !== undefined && each.verdict === 'genuine').map((each) => each.text);
const lines = (grants: readonly Sealed[]): GrantLine[] => grants.map(({ line }) => parseLine(line) as GrantLine);
const handed = (grants: readonly Sealed[]): string[] => lines(grants).map((line) => `${placeOf(line)} ${line.holder}`).sort();

/** A report with a letter, a note and a witness, held by two officers and a third. */
async function begun() {
  const at = await scene();
  const third = await officer('Chi Example', { roles: ['handler'] });
  const kept = new Kept(at, [third]);
  const served = [at.first.person, at.second.person, third.person];
  kept.take(await makeLetter(await kept.open(at.first.me), 'talk:wct', 'Before.', [], now));
  kept.take(await makeNote(await kept.open(at.first.me), 'wct', 'For us.', today, now, served));
  const made = await makeParty(await kept.open(at.first.me), { unit: 'wct', letter: 'Please read this.', today, served }, 'en', english, now);
  kept.take(made.outgoing, { step: makeStep(await kept.open(at.first.me), { unit: 'wct', step: 'invite', to: made.who, code: 'witness', of: [made.keysHash, made.letterHash] }, now) });
  kept.take({ grants: await makeColleagueGrants(await kept.open(at.first.me), third.line, now) });
  return { at, third, kept, served, made };
}

/** The first officer gives new turns to all that somebody left. */
async function turn({ first }: Scene, kept: Kept, served: readonly string[]): Promise<Sealed[][]> {
  const turns = await makeTurns(await kept.open(first.me), 'wct', today, now, served);
  kept.take(...turns.map((grants) => ({ grants })));
  return turns;
}

test('while nobody left there is no new turn', async () => {
  const { at, kept, served } = await begun();
  assert.deepEqual(await turn(at, kept, served), []);
});

test('whoever left opens nothing that is written later; all others read all of it', async () => {
  const { at, third, kept, served, made } = await begun();
  const before = await kept.open(at.second.me);
  kept.end(at.second.me.by);
  const left = served.filter((person) => person !== at.second.person);
  const turns = await turn(at, kept, left);
  const officers = [at.first.me.by, third.me.by];
  assert.deepEqual(turns.map(handed).sort(), [
    [...officers.map((by) => `file:wct#2 ${by}`)].sort(),
    [...officers, made.who].map((by) => `${made.who}#2 ${by}`).sort(),
    [...officers, 'reporter'].map((by) => `talk:wct#2 ${by}`).sort(),
  ]);
  assert.deepEqual(await turn(at, kept, left), []);
  kept.take(await makeLetter(await kept.open(third.me), 'talk:wct', 'After.', [], now));
  kept.take(await makeLetter(await kept.open(at.reporter), 'talk:wct', 'I see.', [], now));
  kept.take(await makeNote(await kept.open(at.first.me), 'wct', 'Still for us.', today, now, left));
  for (const [me, all] of [[at.first.me, 6], [third.me, 6], [at.reporter, 3]] as const) {
    const opened = await kept.open(me);
    assert.ok(opened.holders.every((each) => each.genuine));
    assert.ok(opened.entries.every((each) => each.verdict === 'genuine'));
    assert.equal(texts(opened).length, all);
    assert.equal(withoutTurns(opened.holders).filter((each) => each.holder === me.by).length, me === at.reporter ? 1 : 3);
  }
  for (const item of kept.items.slice(-3)) {
    for (const { identity } of before.held.values()) await assert.rejects(open(unb64(item.file), identity));
  }
  // It can open what it could before: the identities are the right ones.
  const [item] = kept.items;
  assert.ok(fromUtf8(await open(unb64(item!.file), before.held.get('talk:wct#1')!.identity)).startsWith('{'));
});

test('a colleague who comes later, and whoever gets new words, are handed every turn', async () => {
  const { at, third, kept, served, made } = await begun();
  kept.end(at.second.me.by);
  await turn(at, kept, served.filter((person) => person !== at.second.person));
  kept.take(await makeLetter(await kept.open(at.first.me), 'talk:wct', 'After.', [], now));
  const late = await officer('Di Example', { roles: ['handler'] });
  kept.directory.push(late.signed);
  kept.take({ grants: await makeColleagueGrants(await kept.open(third.me), late.line, now) });
  assert.deepEqual(texts(await kept.open(late.me)), ['Before.', 'For us.', 'Please read this.', 'After.']);

  const read = readPhrase(made.words.join(' '), { en: english });
  assert.ok(!('problem' in read));
  const { me, claim } = await claimParty(kept.serve(made.who), made.who, read, english, 'en', root, now);
  assert.deepEqual(lines(claim.grants).map(placeOf).sort(), [`${made.who}#1`, `${made.who}#2`]);
  kept.take({ grants: claim.grants, party: claim });
  assert.deepEqual(texts(await kept.open(me)), ['Please read this.']);

  const opened = await kept.open(at.first.me);
  const renewed = await makeNewMailbox(opened, 'reporter', 'en', english, now);
  assert.deepEqual(lines(renewed.grants).map(placeOf).sort(), ['talk:wct#1', 'talk:wct#2']);
  const step = makeStep(opened, { unit: 'wct', step: 'new-mailbox', of: [renewed.keysHash] }, now);
  kept.take({ grants: renewed.grants, party: renewed.party, step, lines: [makeApproval(await kept.open(third.me), hash(step.line), now)] });
  const words = readPhrase(renewed.words.join(' '), { en: english });
  assert.ok(!('problem' in words));
  assert.deepEqual(texts(await kept.open(partyMe(await mailboxKeys(words.entropy), 'reporter'))), ['Before.', 'After.']);
  // A turn from then on is for the words that count.
  kept.end(third.me.by);
  const [next] = await turn(at, kept, [at.first.person, late.person]);
  kept.take(await makeLetter(await kept.open(late.me), 'talk:wct', 'Last.', [], now));
  assert.ok(handed(next!).some((each) => each === 'talk:wct#3 reporter'));
  assert.deepEqual(texts(await kept.open(partyMe(await mailboxKeys(words.entropy), 'reporter'))), ['Before.', 'After.', 'Last.']);
});
