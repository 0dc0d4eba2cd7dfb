import { dayOf, newId } from './encode.js';
import { signLine } from './line.js';
import { ensure } from './refusal.js';
import type { Opened } from './bundle.js';
import type { Me } from './intake.js';
import type { ApprovalLine, Signed, StepLine, UndertakingLine } from './types.js';

/** A step as an office takes it: code, to and day are left out where it has none. */
export interface StepParts {
  unit: string;
  step: string;
  code?: string;
  /** `officer:<id>`, `party:<id>`, `unit:<unit>` or `case:<dddd-dddd>`. */
  to?: string;
  day?: string;
  /** Hashes of the lines it rests on; each stands once. */
  of?: readonly string[];
}

/** An officer's step in their office's case. Refuses with `author` whoever is no officer. */
export function makeStep(opened: Opened, parts: StepParts, now: Date): Signed {
  ensure(isOfficer(opened.me), 'author');
  const line: StepLine = {
    v: 1, is: 'step', id: newId(), by: opened.me.by, at: dayOf(now), report: opened.report, unit: parts.unit, step: parts.step,
    code: parts.code ?? '', to: parts.to ?? '', day: parts.day ?? '', of: [...new Set(parts.of)],
  };
  return signLine(line, opened.me.signing);
}

/** A second officer agrees to exactly the line with this hash. */
export function makeApproval(opened: Pick<Opened, 'me'>, of: string, now: Date): Signed {
  ensure(isOfficer(opened.me), 'author');
  const line: ApprovalLine = { v: 1, is: 'approval', id: newId(), by: opened.me.by, at: dayOf(now), of };
  return signLine(line, opened.me.signing);
}

/** An officer keeps confidence, in the words whose hash is version. */
export function makeUndertaking(me: Me, version: string, now: Date): Signed {
  ensure(isOfficer(me), 'author');
  const line: UndertakingLine = { v: 1, is: 'undertaking', id: newId(), by: me.by, at: dayOf(now), version };
  return signLine(line, me.signing);
}

function isOfficer(me: Me): boolean {
  return me.by.startsWith('officer:');
}
