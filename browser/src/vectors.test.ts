import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { checkFile, open } from './age.js';
import { openFile } from './attachseal.js';
import { bond, type FileBody } from './body.js';
import { openBundle, type Opened } from './bundle.js';
import { derive, type Label } from './derive.js';
import { Directory } from './directory.js';
import { b64, b64url, concat, hash, hex, unb64, unb64url, utf8 } from './encode.js';
import { manifestItem } from './exportzip.js';
import { openGrant } from './grant.js';
import { checkRecipient, checkVerifyKey, identityOf, recipientOf, seedOf, verifyKeyOf } from './identity.js';
import { openItem } from './item.js';
import { checkSigned, keyHash, parseLine, readLine } from './line.js';
import { padme } from './padme.js';
import { mailboxKeys, readPhrase, sixWords } from './phrase.js';
import { isRefusal } from './refusal.js';
import { list } from './test/world.js';
import { unhex, vectors } from './test/vectors.js';
import { placeToWrite } from './write.js';
import type { Bundle, Sealed, Signed } from './types.js';
import type { Language } from './words.js';

/** A refused vector: what must be refused, and why the Go room does. */
interface Refused {
  reason: string;
  note: string;
}

/** Refuses, and for the same reason as Go. */
async function refuses(attempt: () => unknown, { reason, note }: Refused): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    assert.ok(isRefusal(error), `${note}: ${String(error)}`);
    assert.equal(error.code, reason, note);
    return;
  }
  assert.fail(`${note}: was taken`);
}

const lists = { en: list('en'), fr: list('fr'), es: list('es') };

test('phrases', async () => {
  const file = vectors<{
    phrases: { language: Language; words: string; typed: string[]; entropy: string; handle: string; handleHash: string;
      identity: string; recipient: string; verify: string; repeat: string; draftHandle: string; draftIdentity: string }[];
    refused: { text: string; note: string }[];
    sixWords: { recipient: string; verify: string; words: string[] }[];
    repetition: { key: string; parts: { name: string; value: string | null }[]; sum: string }[];
  }>('phrases');
  for (const each of file.phrases) {
    for (const typed of [each.words, ...each.typed]) {
      const read = readPhrase(typed, lists);
      assert.ok(!('problem' in read), typed);
      assert.equal(hex(read.entropy), each.entropy, typed);
      assert.equal(read.language, each.language);
      assert.equal(read.words.join(' '), each.words);
    }
    const entropy = unhex(each.entropy);
    const keys = await mailboxKeys(entropy);
    const { handle, identity, recipient, verify } = each;
    assert.deepEqual({ handle: keys.handle, identity: keys.identity, recipient: keys.recipient, verify: keys.verify }, { handle, identity, recipient, verify });
    assert.equal(hash(unb64url(keys.handle)), each.handleHash);
    assert.equal(b64url(derive(entropy, 'mailbox/repeat')), each.repeat);
    assert.equal(b64url(derive(entropy, 'draft/handle')), each.draftHandle);
    assert.equal(identityOf(derive(entropy, 'draft/identity')), each.draftIdentity);
  }
  for (const { text, note } of file.refused) assert.ok('problem' in readPhrase(text, lists), note);
  for (const each of file.sixWords) assert.deepEqual(sixWords(each.recipient, each.verify, lists.en), each.words);
  for (const { key, parts, sum } of file.repetition) {
    const bytes = concat(...parts.flatMap(({ name, value }) =>
      [utf8(`${name}\0${unb64(value ?? '').length}\0`), unb64(value ?? '')]));
    assert.equal(b64url(hmac(sha256, unb64url(key), bytes)), sum);
  }
});

test('padding', () => {
  const sizes = vectors<{ size: number; padded: number }[]>('padding');
  assert.ok(sizes.length > 0);
  for (const { size, padded } of sizes) assert.equal(padme(size), padded, String(size));
});

test('keys', async () => {
  const file = vectors<{
    derived: { ikm: string; label: Label; out: string }[];
    identities: { seed: string; identity: string; recipient: string; hash: string; verify: string }[];
    bonds: { identity: string; keys: string; bond: string }[];
    refusedIdentities: ({ text: string } & Refused)[];
    refusedRecipients: ({ text: string } & Refused)[];
    refusedVerify: ({ text: string } & Refused)[];
  }>('keys');
  for (const { ikm, label, out } of file.derived) assert.equal(hex(derive(unhex(ikm), label)), out, label);
  for (const each of file.identities) {
    assert.equal(identityOf(unhex(each.seed)), each.identity);
    assert.equal(hex(seedOf(each.identity)), each.seed);
    assert.equal(await recipientOf(each.identity), each.recipient);
    assert.equal(keyHash(each.recipient), each.hash);
    assert.equal(verifyKeyOf(unhex(each.seed)), each.verify);
  }
  for (const each of file.bonds) assert.equal(bond(each.identity, each.keys), each.bond);
  for (const each of file.refusedIdentities) await refuses(() => seedOf(each.text), each);
  for (const each of file.refusedRecipients) await refuses(() => checkRecipient(each.text), each);
  for (const each of file.refusedVerify) await refuses(() => checkVerifyKey(each.text), each);
});

test('lines', async () => {
  const file = vectors<{
    lines: { is: string; signed: Signed; verify: string; hash: string }[];
    refused: ({ signed: Signed; verify: string } & Refused)[];
  }>('lines');
  const check = (signed: Signed, verify: string): string => {
    const { is } = parseLine(signed.line);
    checkSigned(readLine(signed, is), checkedKey(verify));
    return is;
  };
  const checkedKey = (verify: string): string => { checkVerifyKey(verify); return verify; };
  for (const each of file.lines) {
    assert.equal(check(each.signed, each.verify), each.is);
    assert.equal(hash(each.signed.line), each.hash);
  }
  for (const each of file.refused) await refuses(() => check(each.signed, each.verify), each);
});

test('age files', async () => {
  const file = vectors<{
    identity: string; good: { file: string; plain: string; note: string }[];
    refused: ({ file: string; head: boolean } & Refused)[];
  }>('agefiles');
  for (const each of file.good) assert.equal(b64(await open(unb64(each.file), file.identity)), each.plain ?? '', each.note);
  for (const each of file.refused) {
    const bytes = unb64(each.file ?? '');
    if (each.head) await refuses(() => { checkFile(bytes); }, each);
    else checkFile(bytes);
    await refuses(async () => await open(bytes, file.identity), each);
  }
});

/** Things sealed by either side, and what is in them. */
interface SealedVectors {
  grants: ({ identity: string; verify: string; sealed: Sealed; compartment: string } & Refused)[];
  items: ({ identity: string; verify: string; sealed: Sealed; text: string } & Refused)[];
  attachments: ({ body: FileBody; sum: string; file: string; plain: string } & Refused)[];
}

for (const name of ['sealed', 'browser']) {
  test(`grants, items and attachments of ${name}.json`, async () => {
    const file = vectors<SealedVectors>(name);
    const grant = async ({ sealed, verify, identity }: SealedVectors['grants'][0]): Promise<string> => {
      const read = readLine(sealed, 'grant');
      checkSigned(read, verify);
      return await openGrant(sealed, read.line, identity);
    };
    const item = async ({ sealed, verify, identity }: SealedVectors['items'][0]): Promise<string> => {
      const read = readLine(sealed, 'post');
      checkSigned(read, verify);
      return (await openItem(sealed, read.line, identity)).text;
    };
    const attachment = async ({ file: sealed, sum, body }: SealedVectors['attachments'][0]): Promise<string> =>
      b64(new Uint8Array(await (await openFile(new Blob([unb64(sealed)]), sum, body)).arrayBuffer()));
    for (const each of file.grants) {
      if (each.reason === '') assert.equal(await grant(each), each.compartment, each.note);
      else await refuses(async () => await grant(each), each);
    }
    for (const each of file.items) {
      if (each.reason === '') assert.equal(await item(each), each.text, each.note);
      else await refuses(async () => await item(each), each);
    }
    for (const each of file.attachments) {
      if (each.reason === '') assert.equal(await attachment(each), each.plain ?? '', each.note);
      else await refuses(async () => await attachment(each), each);
    }
    for (const kind of [file.grants, file.items, file.attachments]) assert.ok(kind.some((each) => each.reason === ''));
  });
}

test('directories', () => {
  const { cases } = vectors<{ cases: {
    note: string; root: string; lines: Signed[]; refused: { hash: string; reason: string }[] | null;
    asked: { person: string; day: string; current: number; at: number[] }[];
  }[] }>('directory');
  for (const each of cases) {
    const directory = Directory.check(each.lines, each.root);
    const told = (lines: { hash: string; reason: string }[]): string[] => lines.map((line) => `${line.hash} ${line.reason}`).sort();
    assert.deepEqual(told(directory.refused), told(each.refused ?? []), each.note);
    for (const { person, day, current, at } of each.asked) {
      assert.equal(directory.current(person, day)?.n ?? 0, current, `${each.note}: ${day}`);
      assert.deepEqual(directory.at(person, day).map((line) => line.n), at ?? [], `${each.note}: ${day}`);
    }
  }
});

test('manifests of an export', () => {
  const { manifests } = vectors<{ manifests: { items: ReturnType<typeof manifestItem>[] }[] }>('export');
  for (const { items } of manifests) {
    assert.ok(items.length > 0);
    for (const item of items) assert.deepEqual(manifestItem(item, item.blob !== ''), item);
  }
});

/** A case of bundles.json; its bundle names lines and sealed things by their place. */
interface BundleCase {
  note: string;
  holder: string;
  identity: string;
  verify: string;
  bundle: Record<'keys' | 'grants' | 'own' | 'items' | 'directory' | 'lines' | 'origins', number[]> & { report: string; ended: Bundle['ended'] };
  error: string;
  items: { hash: string; kind: string; verdict: string; reason: string; from: string; copied: string }[];
  holdings: { hash: string; holder: string; ended: string; reason: string }[];
  unopened: string[];
  lines: { hash: string; is: string; reason: string }[];
  people: { who: string; hash: string }[];
  place: Record<string, number>;
}

test('bundles that a server altered', async (t) => {
  const file = vectors<{ root: string; signed: Signed[]; sealed: Sealed[]; cases: BundleCase[] }>('bundles');
  const pick = <T>(all: T[], places: number[] | null): T[] => (places ?? []).map((i) => all[i] as T);
  for (const each of file.cases) {
    await t.test(each.note, async () => {
      const { report, keys, grants, own, items, directory, lines, origins, ended } = each.bundle;
      const bundle: Bundle = {
        report, ended: ended ?? [], keys: pick(file.signed, keys), grants: pick(file.signed, grants), own: pick(file.sealed, own),
        items: pick(file.sealed, items), directory: pick(file.signed, directory), lines: pick(file.signed, lines),
        origins: pick(file.signed, origins),
      };
      const me = {
        by: each.holder, identity: each.identity, recipient: await recipientOf(each.identity), verify: each.verify,
        signing: new Uint8Array(32),
      };
      const opening = openBundle(bundle, me, file.root);
      if (each.error !== '') await refuses(async () => await opening, { reason: each.error, note: each.note });
      else compare(await opening, each);
    });
  }
});

function compare(opened: Opened, each: BundleCase): void {
  assert.deepEqual(
    opened.entries.map(({ hash: line, verdict, reason, copied }) =>
      ({ line, verdict, reason: reason ?? '', from: copied?.from ?? '', copied: copied?.hash ?? '' })),
    (each.items ?? []).map(({ hash: line, verdict, reason, from, copied }) => ({ line, verdict, reason, from, copied })));
  const told = opened.holders.map((h) => `${h.hash} ${h.ended} ${h.reason ?? ''}`).sort();
  assert.deepEqual(told, (each.holdings ?? []).map((h) => `${h.hash} ${h.ended} ${h.reason}`).sort());
  assert.deepEqual([...opened.unopened].sort(), [...each.unopened ?? []].sort());
  assert.deepEqual(
    [...opened.lines.map((line) => `${line.hash} ${line.line.is} ${line.reason ?? ''}`), ...opened.unread.map((line) => `${line.hash}  ${line.reason}`)].sort(),
    (each.lines ?? []).map((line) => `${line.hash} ${line.is} ${line.reason}`).sort());
  const people = [...opened.reporter === undefined ? [] : [opened.reporter], ...opened.parties.values()];
  assert.deepEqual(
    people.map(({ who, hash: line }) => `${who} ${line}`).sort(),
    (each.people ?? []).map(({ who, hash: line }) => `${who} ${line}`).sort());
  const places: Record<string, number> = {};
  for (const compartment of opened.turns.keys()) {
    try {
      places[compartment] = placeToWrite(opened, compartment).turn;
    } catch (error) {
      assert.ok(isRefusal(error, 'turn'));
    }
  }
  assert.deepEqual(places, each.place ?? {});
}
