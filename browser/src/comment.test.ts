import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBundle } from './bundle.js';
import { isRefusal } from './refusal.js';
import { makeSubmission, type Submission } from './submission.js';
import { now, officer, outline, root, type Officer } from './test/world.js';
import { makeLetter } from './write.js';
import type { Me } from './intake.js';
import type { Bundle, OfficerLine } from './types.js';

/** What a holder is served of a comment. */
function served({ sending, held }: Submission, by: string, people: readonly Officer[]): Bundle {
  return {
    report: held.report, keys: [sending.keys], grants: sending.grants.map(({ line, sig }) => ({ line, sig })),
    own: sending.grants.filter((grant) => grant.line.includes(`"holder":"${by}"`)), items: sending.items,
    directory: people.map((each) => each.signed), ended: [], lines: [], origins: [],
  };
}

async function comment(to: readonly OfficerLine[]): Promise<Submission> {
  return await makeSubmission(outline(to, { unit: '', form: 'feedback' }));
}

test('a comment goes to the editors of any office, who read it and can answer', async () => {
  const editors = [await officer('Ada Example', { roles: ['editor'] }), await officer('Ben Example', { unit: 'ethics', roles: ['handler', 'editor'] })];
  const made = await comment(editors.map((each) => each.line));
  assert.equal(made.held.compartment, 'feedback');
  for (const editor of editors) {
    const opened = await openBundle(served(made, editor.me.by, editors), editor.me, root);
    assert.deepEqual(opened.entries.map((entry) => [entry.compartment, entry.verdict]), [['feedback', 'genuine']]);
    assert.ok(opened.holders.every((holder) => holder.genuine));
    assert.equal((await makeLetter(opened, 'feedback', 'Thank you.', [], now)).items.length, 1);
  }
});

test('a comment is sealed to nobody who is no editor', async () => {
  const handler = await officer('Hal Example', { roles: ['intake', 'head'] });
  await assert.rejects(comment([handler.line]), (error) => isRefusal(error, 'holder'));
});

test('a grant of a comment to somebody who is no editor is not believed', async () => {
  const editor = await officer('Ada Example', { roles: ['editor'] });
  const made = await comment([editor.line]);
  // The same keys, of somebody who is no editor by their line.
  const same = await officer('Ada Example', {
    person: editor.person, recipient: editor.line.recipient, verify: editor.line.verify, roles: ['handler'],
  });
  const { identity, recipient, signing, verify } = made.keys;
  const reporter: Me = { by: 'reporter', identity, recipient, signing, verify };
  const opened = await openBundle(served(made, 'reporter', [same]), reporter, root);
  assert.deepEqual(opened.holders.map((holder) => [holder.holder === 'reporter', holder.genuine]), [[true, true], [false, false]]);
});
