import assert from 'node:assert/strict';
import { test } from 'node:test';
import { b64, b64url, hash, newId, randomBytes, sha256, unb64, unb64url, utf8 } from './encode.js';
import { checkVerifyKey, verifyKeyOf } from './identity.js';
import { parseLine, readLine, signLine, signedBy } from './line.js';
import { padme } from './padme.js';
import { isRefusal, type RefusalCode } from './refusal.js';
import { stranger } from './test/world.js';
import type { KeysLine, PostLine } from './types.js';

const signing = sha256(utf8('a signer'));
const verify = verifyKeyOf(signing);
const h = hash('something');
const post: PostLine = {
  v: 1, is: 'post', id: newId(), by: 'reporter', at: '2026-11-22', report: newId(), compartment: 'talk:wct', turn: 1,
  kind: 'letter', prev: '', text: h, sealed: h, blobs: [],
};
const good = JSON.stringify(post);

function refused(json: string, code: RefusalCode): void {
  assert.throws(() => parseLine(json), (error) => isRefusal(error, code), `${code}: ${json.slice(0, 80)}`);
}

test('a line is read as it was written, in any order of its names', () => {
  assert.deepEqual(parseLine(good), post);
  const turned = JSON.stringify(Object.fromEntries(Object.entries(post).reverse()));
  assert.deepEqual(parseLine(turned), post);
  assert.deepEqual(parseLine(good.replace('{"v"', '{ "\\u0076"')), post);
});

test('names that repeat, are unknown, missing or in another case are refused', () => {
  refused(good.replace('{', '{"id":"x",'), 'name-repeated');
  refused(good.replace('{', '{"\\u0069d":"x",'), 'name-repeated');
  refused(good.replace('{', '{"ID":"x",'), 'name-repeated');
  refused(good.replace('{', '{"more":"x",'), 'name-unknown');
  refused(good.replace('"prev":"",', ''), 'name-missing');
  refused(good.replace('"turn"', '"Turn"'), 'name-unknown');
});

test('text that is not what it seems is refused', () => {
  refused('\uFEFF' + good, 'bom');
  refused(good.replace('letter', 'let\\ud800ter'), 'surrogate');
  refused(good.replace('letter', 'let\\udc00\\ud800ter'), 'surrogate');
  refused(good.replace('letter', 'let\ud800ter'), 'utf-8');
  refused(good.replace(',', ',\n'), 'line-break');
  refused(good + '{}', 'json');
  refused(good.replace('letter', 'let\tter'), 'json');
  refused(good.replace('letter', 'let\\xter'), 'json');
  refused(`[${good}]`, 'json');
  refused('', 'json');
});

test('numbers are digits below 2^53', () => {
  for (const number of ['1.0', '1e0', '-1', '01', '9007199254740992', '99999999999999999999']) {
    refused(good.replace('"turn":1', `"turn":${number}`), 'number');
  }
  refused(good.replace('"turn":1', '"turn":0'), 'value');
  refused(good.replace('"turn":1', '"turn":"1"'), 'type');
  refused(good.replace('"turn":1', '"turn":null'), 'type');
  assert.equal((parseLine(good.replace('"turn":1', '"turn":9007199254740991')) as PostLine).turn, 2 ** 53 - 1);
});

test('depth, length and counts are bounded', () => {
  refused(good.replace('"blobs":[]', '"blobs":[[[[[[[[]]]]]]]]'), 'depth');
  refused(good.replace('"blobs":[]', '"blobs":[[[[[[[]]]]]]]'), 'type');
  refused(good.replace('letter', 'x'.repeat(5000)), 'too-long');
  refused(good.replace('letter', 'x'.repeat(17000)), 'too-long');
  refused(good.replace('"blobs":[]', `"blobs":[${'"",'.repeat(200)}""]`), 'too-many');
});

test('values are held to their forms', () => {
  const wrong: [string, string][] = [
    ['"at":"2026-11-22"', '"at":"2026-02-30"'], ['"by":"reporter"', '"by":"root"'], ['"by":"reporter"', '"by":"officer:x"'],
    ['talk:wct', 'talk:WCT'], ['talk:wct', 'file:wct'], ['"kind":"letter"', '"kind":"poem"'], ['"v":1', '"v":2'],
    [`"text":"${h}"`, `"text":"${h.slice(0, 42)}"`], [`"text":"${h}"`, `"text":"${h.slice(0, 42)}!"`],
    ['"blobs":[]', `"blobs":["${h}","${h}"]`], ['{', '{"via":"",'], ['{', '{"via":"browser",'],
  ];
  for (const [from, to] of wrong) refused(good.replace(from, to), 'value');
  refused(good.replace('"post"', '"poem"'), 'kind');
});

test('a signature holds for its own line, kind and key only', () => {
  const signed = signLine(post, signing);
  assert.ok(signedBy(readLine(signed, 'post'), verify));
  assert.ok(!signedBy(readLine(signed, 'post'), verifyKeyOf(randomBytes(32))));
  const other = { line: signed.line.replace('"turn":1', '"turn":2'), sig: signed.sig };
  assert.ok(!signedBy(readLine(other, 'post'), verify));
  assert.ok(!signedBy(readLine({ ...signed, sig: signed.sig.slice(0, -4) }, 'post'), verify));
  assert.ok(!signedBy(readLine({ ...signed, sig: b64(randomBytes(64)) }, 'post'), verify));
  assert.throws(() => readLine(signed, 'grant'), (error) => isRefusal(error, 'kind'));
});

test('keys of small order and keys in another spelling are refused', () => {
  const small = [
    new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)),
    Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0xec : i === 31 ? 0x7f : 0xff)),
  ];
  for (const key of small) assert.throws(() => checkVerifyKey(b64url(key)), (error) => isRefusal(error, 'small-order'));
  const beyond = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0xee : i === 31 ? 0x7f : 0xff));
  assert.throws(() => checkVerifyKey(b64url(beyond)), (error) => isRefusal(error));
  assert.throws(() => checkVerifyKey('AAAA'), (error) => isRefusal(error, 'verify'));
});

test('a keys line names a hybrid recipient in lower case', async () => {
  const { recipient } = await stranger();
  const keys: KeysLine = {
    v: 1, is: 'keys', id: newId(), by: 'reporter', at: '2026-11-22', report: newId(), who: 'reporter', recipient, verify,
    exclusions: ['unit:wct', `officer:${newId()}`], prev: '',
  };
  assert.ok(signLine(keys, signing).line.length > 2000);
  const broken = [recipient.toUpperCase(), recipient.slice(0, -1), 'age1' + 'q'.repeat(58), recipient.replace('age1pq1', 'age1pq1q')];
  for (const wrong of broken) {
    assert.throws(() => signLine({ ...keys, recipient: wrong }, signing), (error) => isRefusal(error, 'value'));
  }
});

test('base64 has one spelling', () => {
  for (const wrong of ['YQ', 'YQ=', 'YR==', 'Y Q==', 'YQ==\n', '-_==']) {
    assert.throws(() => unb64(wrong), (error) => isRefusal(error, 'base64'), wrong);
  }
  for (const wrong of ['YQ==', 'YR', 'Y+', 'Y', 'YQ\n']) {
    assert.throws(() => unb64url(wrong), (error) => isRefusal(error, 'base64'), wrong);
  }
  assert.deepEqual([...unb64url('YQ')], [97]);
});

test('Padmé sizes', () => {
  assert.equal(padme(0), 1024);
  assert.equal(padme(1024), 1024);
  assert.equal(padme(1025), 1088);
  assert.equal(padme(9000), 9216);
  assert.equal(padme(2 ** 31 + 1), 2 ** 31 + 2 ** 26);
});
