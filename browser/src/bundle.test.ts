import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal } from './age.js';
import { bond } from './body.js';
import { openBundle, type Entry, type Opened } from './bundle.js';
import { b64, hash, newId, randomBytes, utf8 } from './encode.js';
import { makeGrant } from './grant.js';
import { verifyKeyOf } from './identity.js';
import { makeItem, padded, type Held } from './item.js';
import { signLine } from './line.js';
import { isRefusal, type RefusalCode } from './refusal.js';
import { makeReceipts, makeSubmission } from './submission.js';
import { now, officer, outline, root, scene, served, stranger, today, type Scene } from './test/world.js';
import { makeColleagueGrants, makeLetter, makeNote, placeToWrite, waitingFor } from './write.js';
import type { Bundle, GrantLine, KeysLine, PostLine, Sealed } from './types.js';

const verdicts = (opened: Opened): string[] => opened.entries.map((entry) => `${entry.kind} ${entry.verdict}`);
const asFirst = async (at: Scene, more = {}): Promise<Opened> => await openBundle(served(at, at.first.me.by, more), at.first.me, root);
const asReporter = async (at: Scene, more = {}): Promise<Opened> => await openBundle(served(at, 'reporter', more), at.reporter, root);

async function refused(bundle: Bundle, at: Scene, code: RefusalCode): Promise<void> {
  await assert.rejects(openBundle(bundle, at.first.me, root), (error) => isRefusal(error, code), code);
}

/** The one line of a kind in a bundle's items, changed and signed anew. */
function resigned(sealed: Sealed, change: Partial<PostLine>, signing: Uint8Array): Sealed {
  return { ...signLine({ ...JSON.parse(sealed.line) as PostLine, ...change }, signing), file: sealed.file };
}

test('a report is read by its officers and by its reporter, with everyone who holds a key', async () => {
  const at = await scene();
  for (const opened of [await asFirst(at), await asReporter(at)]) {
    assert.deepEqual(verdicts(opened), ['answers genuine']);
    assert.equal(opened.answers?.fields['what'], 'It happened on Monday.');
    assert.deepEqual(opened.holders.map((h) => [h.officer?.name ?? h.holder, h.basis, h.genuine]), [
      ['reporter', 'intake', true], ['Amina Example', 'intake', true], ['Bo Example', 'intake', true],
    ]);
    assert.deepEqual(opened.unopened, []);
  }
});

test('letters go both ways, each naming the one before it', async () => {
  const at = await scene();
  const [receipt] = await makeReceipts(at.submission, { number: '4829-1736', received: today, at: now.toISOString(), same: true, unit: 'wct' }, 'Asia/Tokyo', now);
  assert.ok(receipt !== undefined);
  const officerSees = await asFirst(at, { items: [receipt.sealed] });
  const letter = await makeLetter(officerSees, 'talk:wct', 'We read it.', [], now);
  const reporterSees = await asReporter(at, { items: [receipt.sealed, ...letter.items] });
  assert.deepEqual(verdicts(reporterSees), ['answers genuine', 'receipt genuine', 'letter genuine']);
  assert.equal(reporterSees.entries[2]?.officer?.name, 'Amina Example');
  assert.equal(reporterSees.entries[1]?.receipt?.line, at.submission.answers);
  const answer = await makeLetter(reporterSees, 'talk:wct', 'Thank you.', [], now);
  const again = await asFirst(at, { items: [receipt.sealed, ...letter.items, ...answer.items] });
  assert.deepEqual(again.entries.map((entry) => entry.text), [undefined, undefined, 'We read it.', 'Thank you.']);
  const lost = await asFirst(at, { items: [receipt.sealed, ...answer.items] });
  assert.deepEqual([lost.entries[2]?.verdict, lost.entries[2]?.reason, lost.entries[2]?.text], ['missing', 'prev', 'Thank you.']);
});

test('the office keeps a file of its own, which a new colleague is granted', async () => {
  const at = await scene();
  const opened = await asFirst(at);
  const note = await makeNote(opened, 'wct', 'Ask about Monday.', today, now, [at.second.person]);
  assert.equal(note.grants.length, 2);
  const more = { grants: note.grants, items: note.items };
  const second = await openBundle(served(at, at.second.me.by, more), at.second.me, root);
  assert.deepEqual(verdicts(second), ['answers genuine', 'note genuine']);
  const colleague = await officer('Chi Example', { roles: ['handler'] });
  at.directory.push(colleague.signed);
  assert.deepEqual(waitingFor(second, [at.first.person, at.second.person], today), []);
  second.directory = (await asFirst(at)).directory;
  assert.deepEqual(waitingFor(second, [at.first.person, colleague.person, newId()], today).map((line) => line.name), ['Chi Example']);
  const handed = await makeColleagueGrants(second, colleague.line, now);
  assert.equal(handed.length, 2);
  const all = { grants: [...note.grants, ...handed], items: note.items };
  const third = await openBundle(served(at, colleague.me.by, all), colleague.me, root);
  assert.deepEqual(verdicts(third), ['answers genuine', 'note genuine']);
  assert.deepEqual(third.holders.map((h) => h.genuine), [true, true, true, true, true, true, true]);
  await assert.rejects(makeColleagueGrants(third, colleague.line, now), (error) => isRefusal(error, 'nothing'));
});

test('an office file is begun without a holder whom the server serves no more', async () => {
  const at = await scene();
  const note = await makeNote(await asFirst(at), 'wct', 'Ask about Monday.', today, now, [at.first.person]);
  assert.deepEqual(note.grants.map((grant) => (JSON.parse(grant.line) as GrantLine).holder), [at.first.me.by]);
});

test('somebody excluded is not sealed to, nor granted to', async () => {
  const one = await officer('One');
  const two = await officer('Two');
  const exclusions = [two.me.by];
  await assert.rejects(makeSubmission(outline([one.line, two.line], { exclusions })), (error) => isRefusal(error, 'excluded'));
  await assert.rejects(makeSubmission(outline([one.line], { exclusions: ['unit:wct'] })), (error) => isRefusal(error, 'excluded'));
  await assert.rejects(makeSubmission(outline([])), (error) => isRefusal(error, 'holder'));
  const submission = await makeSubmission(outline([one.line], { exclusions }));
  const { keys } = submission;
  const at: Scene = { first: one, second: two, submission, reporter: { by: 'reporter', ...keys }, directory: [one.signed, two.signed] };
  const opened = await asFirst(at);
  assert.deepEqual(opened.exclusions, exclusions);
  await assert.rejects(makeColleagueGrants(opened, two.line, now), (error) => isRefusal(error, 'excluded'));
  assert.deepEqual(waitingFor(opened, [two.person], today), []);
});

test('a server that swaps the keys line, the answers or the grant is not believed', async () => {
  const at = await scene();
  const good = served(at, at.first.me.by);
  const signing = randomBytes(32);
  const { recipient } = await stranger();
  const keys = JSON.parse(good.keys[0]?.line ?? '') as KeysLine;
  const swapped = signLine({ ...keys, recipient, verify: verifyKeyOf(signing) }, signing);
  await refused({ ...good, keys: [swapped] }, at, 'keys-unbelieved');
  await refused({ ...good, keys: [...good.keys, swapped] }, at, 'keys-conflict');
  await refused({ ...good, keys: [] }, at, 'keys-missing');
  await refused({ ...good, items: [] }, at, 'keys-unbelieved');
  await assert.rejects(openBundle({ ...served(at, 'reporter'), keys: [swapped] }, at.reporter, root), (e) => isRefusal(e, 'keys-swapped'));
});

test('whoever can only write to the database cannot sign a report anew', async () => {
  const at = await scene();
  const good = served(at, at.first.me.by);
  const { held } = at.submission;
  const signing = randomBytes(32);
  const { recipient, identity } = await stranger();
  // The server's own keys, answers sealed to the compartment's public recipient, and the
  // reporter's grant files under lines that the server signed.
  const keys = signLine({ ...JSON.parse(good.keys[0]?.line ?? '') as KeysLine, recipient, verify: verifyKeyOf(signing) }, signing);
  const grants = at.submission.sending.grants.map((grant) => ({
    ...signLine(JSON.parse(grant.line) as GrantLine, signing), file: grant.file,
  }));
  const opened = await asFirst(at);
  const body = { ...opened.answers!, keys: hash(keys.line), bond: bond(identity, hash(keys.line)) };
  const answers = await makeItem({ held: { ...held, newest: '' }, author: { by: 'reporter', signing }, kind: 'answers', body, now });
  const bundle: Bundle = {
    ...good, keys: [keys], grants, items: [answers.sealed], own: grants.filter((g) => g.line.includes(`"holder":"${at.first.me.by}"`)),
  };
  await refused(bundle, at, 'keys-unbelieved');
});

test('a grant that was swapped opens nothing, and a stranger is shown as no genuine holder', async () => {
  const at = await scene();
  const thief = await officer('Thief');
  const opened = await asFirst(at);
  const stolen = await makeGrant({
    held: at.submission.held, author: { by: 'reporter', signing: randomBytes(32) },
    to: { holder: thief.me.by, recipient: thief.me.recipient }, basis: 'intake', now,
  });
  at.directory.push(thief.signed);
  const told = await asReporter(at, { grants: [stolen] });
  assert.deepEqual(told.holders.map((h) => h.genuine), [true, true, true, false]);
  // An officer who holds nothing here grants: nobody believes it.
  const chain = await makeGrant({
    held: at.submission.held, author: { by: thief.me.by, signing: thief.me.signing },
    to: { holder: thief.me.by, recipient: thief.me.recipient }, basis: 'assignment', now,
  });
  assert.equal((await asReporter(at, { grants: [chain] })).holders.at(-1)?.reason, 'basis');
  assert.equal(placeToWrite(opened, 'talk:wct').recipient, at.submission.held.recipient);
});

test('a trap compartment under a genuine name is refused', async () => {
  const at = await scene();
  const { identity, recipient } = await stranger();
  const trap: Held = { ...at.submission.held, identity, recipient, newest: '' };
  const grant = await makeGrant({
    held: trap, author: { by: at.second.me.by, signing: at.second.me.signing },
    to: { holder: at.first.me.by, recipient: at.first.me.recipient }, basis: 'assignment', now,
  });
  const opened = await asFirst(at, { grants: [grant] });
  assert.equal(opened.holders.at(-1)?.reason, 'grant-recipient');
  assert.equal(placeToWrite(opened, 'talk:wct').recipient, at.submission.held.recipient);
});

test('a poisoned directory gives no author and no holder', async () => {
  const at = await scene();
  const letter = await makeLetter(await asFirst(at), 'talk:wct', 'We read it.', [], now);
  const poisoned = await officer('Amina Example', { person: at.first.person }, { by: 'root', signing: randomBytes(32) });
  at.directory = [poisoned.signed, at.second.signed];
  const opened = await asReporter(at, { items: letter.items });
  assert.deepEqual(opened.entries.map((entry) => entry.reason), [undefined, 'author']);
  assert.equal(opened.holders.find((h) => h.holder === at.first.me.by)?.genuine, false);
  assert.equal(opened.directory.refused.length, 1);
});

test('a moved, altered, copied or forged item is shown as not genuine', async () => {
  const at = await scene();
  const other = await scene();
  const letter = (await makeLetter(await asFirst(at), 'talk:wct', 'We read it.', [], now)).items[0]!;
  const elsewhere = (await makeLetter(await asFirst(other), 'talk:wct', 'Elsewhere.', [], now)).items[0]!;
  const file = b64(await seal(padded('{"v":1}'), at.submission.held.recipient));
  const cases: [Sealed, Entry['reason']][] = [
    [elsewhere, 'place'],
    [resigned(elsewhere, { report: at.submission.held.report }, other.first.me.signing), 'author'],
    [resigned(letter, { turn: 2 }, at.first.me.signing), 'author-grant'],
    [resigned(letter, {}, randomBytes(32)), 'signature'],
    [{ ...letter, sig: '' }, 'signature'],
    [{ ...letter, file }, 'sealed-hash'],
    [{ ...letter, file: elsewhere.file }, 'sealed-hash'],
    [resigned({ ...letter, file: elsewhere.file }, { sealed: JSON.parse(elsewhere.line).sealed as string }, at.first.me.signing), 'age-open'],
    [resigned(letter, { text: hash('x') }, at.first.me.signing), 'text-hash'],
    [resigned(letter, { kind: 'statement' }, at.first.me.signing), 'name-unknown'],
    [{ ...letter, line: letter.line.slice(0, -1) }, 'json'],
  ];
  for (const [sealed, reason] of cases) {
    const opened = await asReporter(at, { items: [sealed] });
    assert.equal(opened.entries[1]?.verdict, 'not-genuine', String(reason));
    assert.equal(opened.entries[1]?.reason, reason);
    assert.equal(opened.entries[1]?.text, undefined);
  }
  const twice = await asReporter(at, { items: [letter, letter] });
  assert.deepEqual(twice.entries.map((entry) => entry.verdict), ['genuine', 'genuine', 'repeat']);
});

test('a grant that does not open is named, to be reported', async () => {
  const at = await scene();
  const { sending, held, author } = at.submission;
  const broken = await makeGrant({
    held, author, to: { holder: at.first.me.by, recipient: at.first.me.recipient }, basis: 'intake', now,
  });
  const file = await seal(utf8((await stranger()).identity), at.first.me.recipient);
  const line = { ...JSON.parse(broken.line) as GrantLine, sealed: hash(file), id: newId() };
  const bad: Sealed = { ...signLine(line, author.signing), file: b64(file) };
  const opened = await asFirst(at, { grants: [bad] });
  assert.deepEqual(opened.unopened, [hash(bad.line)]);
  assert.equal(sending.grants.length, 3);
});

test('a writer waits when a newer turn is named that it does not hold', async () => {
  const at = await scene();
  const { identity, recipient } = await stranger();
  const next: Held = { ...at.submission.held, turn: 2, identity, recipient, newest: '' };
  const grant = await makeGrant({
    held: next, author: { by: at.second.me.by, signing: at.second.me.signing },
    to: { holder: at.second.me.by, recipient: at.second.me.recipient }, basis: 'assignment', now,
  });
  const opened = await asFirst(at, { grants: [grant] });
  await assert.rejects(makeLetter(opened, 'talk:wct', 'x', [], now), (error) => isRefusal(error, 'turn'));
});

test('half a surrogate pair in an answer does not make the report unreadable', async () => {
  const at = await scene({ fields: { what: 'broken \ud800 paste' } });
  assert.equal((await asFirst(at)).answers?.fields['what'], 'broken \ufffd paste');
});

test('a case of fifty letters opens quickly', async () => {
  const at = await scene();
  const opened = await asFirst(at);
  const items: Sealed[] = [];
  for (let i = 0; i < 50; i++) items.push(...(await makeLetter(opened, 'talk:wct', `Letter ${i}. `.repeat(80), [], now)).items);
  const bundle = served(at, 'reporter', { items });
  // Processor time, so that a busy machine does not decide the test.
  const start = process.cpuUsage();
  const read = await openBundle(bundle, at.reporter, root);
  const used = process.cpuUsage(start);
  const took = (used.user + used.system) / 1000;
  assert.equal(read.entries.filter((entry) => entry.verdict === 'genuine').length, 51);
  console.log(`fifty letters: ${Math.round(took)} ms`);
  assert.ok(took < 1500, `${took} ms`);
});
