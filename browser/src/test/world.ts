import { readFileSync } from 'node:fs';
import { holderOf } from '../directory.js';
import { b64url, newId, randomBytes, sha256, utf8 } from '../encode.js';
import { identityOf, recipientOf, verifyKeyOf } from '../identity.js';
import { signLine } from '../line.js';
import { parseWords, type Language } from '../words.js';
import { staffMe } from '../staff.js';
import { makeSubmission, type Submission, type SubmissionParts } from '../submission.js';
import type { Me } from '../intake.js';
import type { Bundle, OfficerLine, Role, Sealed, Signed } from '../types.js';

// A small world for tests: a root, officers, a report. Everything is made anew by the code
// under test; nothing here is a stand-in.

/** The day on which the tests take place, and a moment of it. */
export const today = '2026-11-22';
export const now = new Date('2026-11-22T06:01:02Z');

/** A word list as the project keeps it. */
export function list(language: Language): string[] {
  return parseWords(readFileSync(`internal/seal/words/words.${language}.txt`, 'utf8'));
}

/** An organisation's root. */
export const rootSeed = sha256(utf8('root of the tests'));
export const root = verifyKeyOf(rootSeed);

/** An officer with keys. */
export interface Officer {
  me: Me;
  person: string;
  line: OfficerLine;
  signed: Signed;
}

/** Makes an officer whom the root, or somebody else, certifies. */
export async function officer(
  name: string, change: Partial<OfficerLine> = {}, by: { by: string; signing: Uint8Array } = { by: 'root', signing: rootSeed },
): Promise<Officer> {
  const person = change.person ?? newId();
  const me = await staffMe(person, randomBytes(32));
  const line: OfficerLine = {
    v: 1, is: 'officer', id: newId(), by: by.by, at: today, person, name, unit: 'wct', roles: ['intake'] as Role[], n: 1,
    recipient: me.recipient, verify: me.verify, from: '2026-11-01', until: '2027-10-31', custodians: [], ...change,
  };
  return { me, person, line, signed: signLine(line, by.signing) };
}

/** What a report is made of, unless a test says otherwise. */
export function outline(recipients: readonly OfficerLine[], change: Partial<SubmissionParts> = {}): SubmissionParts {
  return {
    language: 'en', form: 'harassment', version: b64url(sha256(utf8('form'))), site: 'https://example.org',
    phrase: randomBytes(16), fields: { what: 'It happened on Monday.', who: ['a', 'b'] }, attachments: [],
    recipients, unit: 'wct', exclusions: [], urgent: false, now, ...change,
  };
}

/** A report with two officers, and the bundles that each would be served. */
export interface Scene {
  first: Officer;
  second: Officer;
  submission: Submission;
  reporter: Me;
  directory: Signed[];
}

/** Makes a report to two officers. */
export async function scene(change: Partial<SubmissionParts> = {}): Promise<Scene> {
  const first = await officer('Amina Example');
  const second = await officer('Bo Example', { roles: ['intake', 'head'] });
  const submission = await makeSubmission(outline([first.line, second.line], change));
  const { identity, recipient, signing, verify } = submission.keys;
  const reporter: Me = { by: 'reporter', identity, recipient, signing, verify };
  return { first, second, submission, reporter, directory: [first.signed, second.signed] };
}

/** The bundle that a holder would be served of a report. */
export function served(at: Scene, by: string, more: { grants?: Sealed[]; items?: Sealed[] } = {}): Bundle {
  const { sending } = at.submission;
  const all = [...sending.grants, ...more.grants ?? []];
  const bare = ({ line, sig }: Sealed): Signed => ({ line, sig });
  return {
    report: at.submission.held.report, keys: [sending.keys], grants: all.map(bare),
    own: all.filter((grant) => grant.line.includes(`"holder":"${by}"`)),
    items: [...sending.items, ...more.items ?? []], directory: at.directory, ended: [], lines: [], origins: [],
  };
}

/** An unrelated identity with its recipient. */
export async function stranger(): Promise<{ identity: string; recipient: string }> {
  const identity = identityOf(randomBytes(32));
  return { identity, recipient: await recipientOf(identity) };
}

export { holderOf };
