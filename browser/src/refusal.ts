/** What sealing refuses, by the codes that the Go room and the vectors use too. */
export type RefusalCode =
  | 'age-file' | 'age-head' | 'age-open' | 'age-stanza' | 'answers-bond' | 'answers-exclusions' | 'answers-keys'
  | 'attachment' | 'author' | 'author-grant' | 'base64' | 'basis' | 'blobs' | 'bom' | 'depth' | 'directory-chain' | 'directory-n'
  | 'directory-unit' | 'grant-false' | 'grant-recipient' | 'holder-key' | 'identity' | 'json' | 'keys-conflict' | 'keys-missing'
  | 'keys-swapped' | 'keys-unbelieved' | 'kind' | 'line-break' | 'name-missing' | 'name-repeated' | 'name-unknown'
  | 'no-key' | 'number' | 'padding' | 'parts' | 'place' | 'recipient' | 'sealed-hash' | 'signature' | 'small-order' | 'surrogate'
  | 'text-hash' | 'too-long' | 'too-many' | 'type' | 'utf-8' | 'value' | 'verify'
  // What only a page meets: words, passwords, workers, uploads, and rules for a writer.
  | 'words' | 'password' | 'locked' | 'worker' | 'upload' | 'excluded' | 'holder' | 'turn' | 'nothing';

/** An error of the core modules: a code, and where it arose. It never holds content. */
export class Refusal extends Error {
  constructor(readonly code: RefusalCode, readonly where = '') {
    super(where === '' ? code : `${code}: ${where}`);
    this.name = 'Refusal';
  }
}

/** Says whether an error is a refusal, of one code if a code is given. */
export function isRefusal(error: unknown, code?: RefusalCode): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}

/** The refusal that something threw, or undefined; any other error is thrown on. */
export function refusalOf(attempt: () => void): Refusal | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

/** Throws a refusal unless the condition holds. */
export function ensure(condition: boolean, code: RefusalCode, where = ''): asserts condition {
  if (!condition) throw new Refusal(code, where);
}
