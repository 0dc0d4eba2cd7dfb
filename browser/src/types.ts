/** A line as it was received: its JSON to the byte, and 64 bytes of signature in base64. */
export interface Signed {
  line: string;
  sig: string;
}

/** A signed line with the age file (base64) that it speaks of. */
export interface Sealed extends Signed {
  file: string;
}

/** The age file of an attachment that was sent in parts. */
export interface Upload {
  upload: string;
  sha256: string;
  size: number;
}

/** Whose seat a key has in an organisation. */
export type Role =
  | 'intake' | 'handler' | 'reviewer' | 'head' | 'editor' | 'custodian' | 'recovery'
  // Of single cases alone: nothing is sealed to them at intake.
  | 'external' | 'decider';

/** What an item is. */
export type Kind = 'answers' | 'letter' | 'note' | 'assessment' | 'statement' | 'file' | 'copy' | 'outcome' | 'receipt';

interface Head {
  v: 1;
  id: string;
  by: string;
  at: string;
  via?: 'server';
}

/** This key belongs to this person, in this office. */
export interface OfficerLine extends Head {
  is: 'officer';
  person: string;
  name: string;
  unit: string;
  roles: Role[];
  n: number;
  recipient: string;
  verify: string;
  from: string;
  until: string;
  custodians: string[];
}

/** These are the keys of the person with the phrase. */
export interface KeysLine extends Head {
  is: 'keys';
  report: string;
  who: string;
  recipient: string;
  verify: string;
  exclusions: string[];
  prev: string;
}

/** This holder was handed this compartment's identity. */
export interface GrantLine extends Head {
  is: 'grant';
  report: string;
  compartment: string;
  turn: number;
  recipient: string;
  holder: string;
  key: string;
  keys: string;
  basis: string;
  sealed: string;
}

/** This item is mine. */
export interface PostLine extends Head {
  is: 'post';
  report: string;
  compartment: string;
  turn: number;
  kind: Kind;
  prev: string;
  text: string;
  sealed: string;
  blobs: string[];
}

/** One item in a request or a consent. */
export interface Part {
  id: string;
  kind: Kind;
}

/** May we? Without a who nobody is asked: that is an exception, and has its code. */
export interface RequestLine extends Head {
  is: 'request';
  report: string;
  /** `reporter`, `party:<id>` or "". */
  who: string;
  step: string;
  to: string;
  purpose: string;
  code: string;
  parts: Part[];
  requirement: string;
  review: string;
  until: string;
}

/** Yes, part, no, withdrawn. */
export interface ConsentLine extends Head {
  is: 'consent';
  report: string;
  request: string;
  answer: string;
  step: string;
  to: string;
  purpose: string;
  parts: Part[];
  until: string;
}

/** A second person agrees to exactly that line. */
export interface ApprovalLine extends Head {
  is: 'approval';
  of: string;
}

/** An officer takes this step in their office's case; code, to and day are "" where it has none. */
export interface StepLine extends Head {
  is: 'step';
  report: string;
  unit: string;
  step: string;
  code: string;
  to: string;
  day: string;
  /** Hashes of the lines it rests on. */
  of: string[];
}

/** Withdraw, undo, lift an exclusion, name later, meet, agree. */
export interface ActLine extends Head {
  is: 'act';
  report: string;
  act: string;
  of: string;
}

/** I keep confidence. */
export interface UndertakingLine extends Head {
  is: 'undertaking';
  version: string;
}

/** Any line. */
export type Line =
  | OfficerLine | KeysLine | GrantLine | PostLine | RequestLine | ConsentLine | ApprovalLine | StepLine | ActLine
  | UndertakingLine;

/** What one holder is served of one report (internal/seal Bundle). */
export interface Bundle {
  report: string;
  keys: Signed[];
  grants: Signed[];
  own: Sealed[];
  items: Sealed[];
  directory: Signed[];
  ended: { grant: string; day: string }[];
  /** Requests, consents, approvals, acts and steps, as they came. */
  lines: Signed[];
  /** Grant lines of the authors of copied items, for the compartments these were copied from. */
  origins: Signed[];
}
