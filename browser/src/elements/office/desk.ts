import type { Opened } from '../../bundle.js';
import type { Sealed, Signed, Upload } from '../../types.js';
import type { CaseData } from './casedata.js';
import type { FileLimits } from './filechoice.js';
import type { Key } from './key.js';

/** A case as it was just fetched and opened: what is sealed rests on nothing older. */
export interface Fresh {
  data: CaseData;
  opened: Opened;
  now: Date;
}

/** What one step sends: its figures and what it rests on, filled by the parts of its form. */
export interface Draft {
  step: string;
  code: string;
  to: string;
  day: string;
  of: string[];
  grants: Sealed[];
  items: Sealed[];
  uploads: Upload[];
  lines: Signed[];
  party?: { handle: string; keys: Signed };
}

/** A draft with nothing in it yet. */
export function draftOf(step: string): Draft {
  return { step, code: '', to: '', day: '', of: [], grants: [], items: [], uploads: [], lines: [] };
}

/** What forms of a case work with. Data and opened are those that are shown now. */
export interface Desk {
  readonly number: string;
  readonly key: Key;
  readonly limits: FileLimits;
  readonly data: CaseData;
  readonly opened: Opened;
  /** Fetches anew, lets the draft be filled, signs the step, sends all of it and draws the case again. */
  take(step: string, fill: (draft: Draft, at: Fresh) => Promise<void>): Promise<void>;
  /** Agrees to a step of somebody else, by the hash of its line. */
  approve(hash: string): Promise<void>;
  /** Sends items and grants that belong to no step, and draws again. */
  send(make: (at: Fresh) => Promise<{ grants: Sealed[]; items: Sealed[]; uploads: Upload[] }>): Promise<void>;
  /** A form that survives what is drawn around it; forgotten once it was sent. */
  form(name: string, make: () => KeptForm): HTMLElement;
  /** Forgets a kept form and says on the drawn page what happened. */
  finished(name: string, said: string, more?: HTMLElement): void;
}

/** A form that is kept while its page is drawn again. */
export interface KeptForm {
  readonly node: HTMLElement;
  /** Whether something was typed or chosen that was not sent. */
  readonly unsent: boolean;
}
