import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './age.js';
import { stretch, stretchByScript } from './argon2.js';
import { b64, b64url, hex, newId, randomBytes, unb64, unb64url, utf8 } from './encode.js';
import { identityOf, verifyKeyOf } from './identity.js';
import { Answered, type Post } from './post.js';
import { isRefusal } from './refusal.js';
import { checkWorkerAddress } from './safe.js';
import {
  checkPassword, enrol, forgetSeed, keepSeed, passwordBytes, passwordKeys, proposePassword, signIn, staffMe, takeSeed,
  unlockTab, wayIdentity, type Person,
} from './staff.js';
import { list } from './test/world.js';

/** sessionStorage in a test. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0, clear: () => { kept.clear(); }, key: () => null, getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => { kept.delete(name); }, setItem: (name, value) => { kept.set(name, value); },
  };
}

const password = 'correct horse battery staple';
// Stretching has its own test; elsewhere a cheap stand-in of the same shape keeps tests quick.
const quick = async (bytes: Uint8Array, salt: Uint8Array): Promise<Uint8Array> =>
  unb64url((await import('./encode.js')).hash(new Uint8Array([...bytes, ...salt])));

/** An office that enrols one person and signs them in. */
class Office implements Post {
  readonly person: Person = { id: newId(), name: 'Amina', unit: 'wct', roles: ['intake'], certified: false, suspended: '' };
  readonly unlock = b64url(randomBytes(32));
  readonly session = b64url(randomBytes(32));
  enrolled: Record<string, string> = {};
  locked = false;

  async json<T>(path: string, body: unknown): Promise<T> {
    return this.answer(path, body as Record<string, string>) as T;
  }

  async bytes(): Promise<Blob> {
    throw new Error('not asked here');
  }

  private answer(path: string, body: Record<string, string>): unknown {
    switch (path) {
      case '/office/enrol/answer': return { person: this.person, unlock: this.unlock };
      case '/office/enrol': this.enrolled = body; return { words: ['from', 'the', 'server'] };
      case '/office/salt': return { salt: this.enrolled['salt'] };
      case '/office/signin':
        if (body['login'] !== this.enrolled['login']) throw new Answered(401, 'sign-in', '');
        return { person: this.person, unlock: this.unlock, seed: this.enrolled['seed'], session: this.session };
      case '/office/session-key':
        if (this.locked) throw new Answered(423, 'locked', '');
        return { key: this.session };
      default: throw new Answered(404, '', '');
    }
  }
}

test('Argon2id is the same by WebAssembly and by script, and is the published function', async () => {
  const salt = utf8('0123456789abcdef');
  const fast = await stretch(passwordBytes(password), salt);
  assert.equal(hex(fast), hex(stretchByScript(passwordBytes(password), salt)));
  assert.equal(fast.length, 32);
});

test('a password is the same however it was typed', async () => {
  assert.deepEqual(passwordBytes('é'), passwordBytes('e\u0301'));
  assert.deepEqual(passwordBytes('ﬁ'), passwordBytes('fi'));
  const salt = randomBytes(16);
  assert.equal((await passwordKeys('é', salt, quick)).login, (await passwordKeys('e\u0301', salt, quick)).login);
});

test('own passwords need 15 characters, proposed ones are six words', () => {
  assert.throws(() => { checkPassword('fourteen chars'); }, (error) => isRefusal(error, 'password'));
  assert.throws(() => { checkPassword('😀'.repeat(14)); }, (error) => isRefusal(error, 'password'));
  checkPassword('fifteen charact');
  const proposed = proposePassword(list('fr'));
  assert.equal(proposed.split(' ').length, 6);
  checkPassword(proposed);
});

test('an officer enrols, signs in, and finds the same keys in the tab', async () => {
  Object.assign(globalThis, { sessionStorage: storage() });
  const office = new Office();
  const { words, person } = await enrol(office, quick, 'token', password, list('en'));
  assert.equal(words.length, 6);
  assert.notDeepEqual(words, ['from', 'the', 'server']);
  const { me } = await signIn(office, quick, 'Amina', password);
  assert.equal(me.recipient, office.enrolled['recipient']);
  assert.equal(me.verify, office.enrolled['verify']);
  assert.equal(me.by, `officer:${person.id}`);
  assert.deepEqual((await unlockTab(office, person.id)).identity, me.identity);
  await assert.rejects(signIn(office, quick, 'Amina', password + 'x'), (error) => error instanceof Answered && error.status === 401);
  office.locked = true;
  await assert.rejects(unlockTab(office, person.id), (error) => isRefusal(error, 'locked'));
  office.locked = false;
  forgetSeed();
  await assert.rejects(unlockTab(office, person.id), (error) => isRefusal(error, 'locked'));
});

test('nothing that the office was handed holds the seed, the password or a secret key', async () => {
  const office = new Office();
  await enrol(office, quick, 'token', password, list('en'));
  assert.deepEqual(Object.keys(office.enrolled).sort(), ['login', 'recipient', 'salt', 'seed', 'token', 'verify']);
  const keys = await passwordKeys(password, unb64(office.enrolled['salt'] ?? ''), quick);
  assert.notEqual(keys.login, b64url(keys.unlock));
  const seed = await open(unb64(office.enrolled['seed'] ?? ''), wayIdentity(keys.unlock, unb64url(office.unlock)));
  const me = await staffMe(office.person.id, seed);
  assert.equal(me.verify, verifyKeyOf(me.signing));
  for (const value of Object.values(office.enrolled)) {
    for (const secret of [password, b64(seed), b64url(seed), me.identity, b64url(keys.unlock)]) assert.ok(!value.includes(secret));
  }
});

test('what the tab keeps opens only with its own session key', async () => {
  const seed = randomBytes(32);
  const session = randomBytes(32);
  const kept = storage();
  await keepSeed(seed, session, kept);
  assert.deepEqual(await takeSeed(session, kept), seed);
  await assert.rejects(takeSeed(randomBytes(32), kept), (error) => isRefusal(error, 'locked'));
  const text = kept.getItem('fairlead.seed') ?? '';
  assert.ok(!text.includes(b64(seed)) && !text.includes(identityOf(session)));
});

test('only listed workers may be started', () => {
  for (const good of ['/static/argon2.worker.js', '/static/attach.worker.0a1b2c.js']) assert.equal(checkWorkerAddress(good), good);
  for (const bad of ['https://example.org/static/attach.worker.js', '//example.org/static/attach.worker.js', '/static/office.js',
    '/static/attach.worker.js?x', '/send/upload/attach.worker.js', 'data:text/javascript,1', '/static/../attach.worker.js']) {
    assert.throws(() => checkWorkerAddress(bad), (error) => isRefusal(error, 'worker'), bad);
  }
});
