import { fit, hold, type Rules, type Shape } from './fit.js';
import {
  daysBetween, distinct, isAim, isCode, isCompartment, isDay, isExclusion, isHash, isHashOrNone, isHolder, isId, isName,
  isPerson, isRecipient, isTo, isUnit, isVerify, kinds, roles, split,
} from './forms.js';
import { ensure } from './refusal.js';
import type {
  ActLine, ConsentLine, GrantLine, KeysLine, Line, OfficerLine, Part, PostLine, RequestLine, StepLine,
} from './types.js';

const longestTerm = 400;
const mostCustodians = 5;
/** How many lines a step can rest on. */
const mostOf = 60;

const head: Shape = { v: 'number', is: 'text', id: 'text', by: 'text', at: 'text', 'via?': 'text' };
const place: Shape = { report: 'text', compartment: 'text', turn: 'number' };
const parts = { each: { id: 'text', kind: 'text' } } as const;

/** The fields of each kind of line beside its head (sealing.md section 4). */
const shapes: Record<Line['is'], Shape> = {
  officer: {
    person: 'text', name: 'text', unit: 'text', roles: 'texts', n: 'number', recipient: 'text', verify: 'text',
    from: 'text', until: 'text', custodians: 'texts',
  },
  keys: { report: 'text', who: 'text', recipient: 'text', verify: 'text', exclusions: 'texts', prev: 'text' },
  grant: { ...place, recipient: 'text', holder: 'text', key: 'text', keys: 'text', basis: 'text', sealed: 'text' },
  post: { ...place, kind: 'text', prev: 'text', text: 'text', sealed: 'text', blobs: 'texts' },
  request: {
    report: 'text', who: 'text', step: 'text', to: 'text', purpose: 'text', code: 'text', parts, requirement: 'text',
    review: 'text', until: 'text',
  },
  consent: {
    report: 'text', request: 'text', answer: 'text', step: 'text', to: 'text', purpose: 'text', parts, until: 'text',
  },
  approval: { of: 'text' },
  step: { report: 'text', unit: 'text', step: 'text', code: 'text', to: 'text', day: 'text', of: 'texts' },
  act: { report: 'text', act: 'text', of: 'text' },
  undertaking: { version: 'text' },
};

/** Who may sign which kind of line. */
const authors: Record<Line['is'], readonly string[]> = {
  officer: ['root', 'officer'], keys: ['reporter', 'party', 'officer'], grant: ['reporter', 'party', 'officer'],
  post: ['reporter', 'party', 'officer'], request: ['officer'], consent: ['reporter', 'party'], approval: ['officer'],
  step: ['officer'], act: ['reporter', 'party'], undertaking: ['officer'],
};

/** Refuses an object that is not a line of a known kind, with exactly its fields, each as it must be. */
export function checkLine(value: Record<string, unknown>): asserts value is Record<string, unknown> & Line {
  const is = value['is'];
  ensure(typeof is === 'string' && Object.hasOwn(shapes, is), 'kind', 'is');
  fit(value, { ...head, ...shapes[is as Line['is']] });
  const line = value as unknown as Line;
  ensure(line.via === undefined || line.via === 'server', 'value', 'via');
  hold([...headRules(line), ...rulesOf(line)]);
}

function headRules(line: Line): Rules {
  const [kind] = split(line.by);
  return [
    ['v', line.v === 1],
    ['id', isId(line.id)],
    ['by', isHolder(line.by) && authors[line.is].includes(kind)],
    ['at', isDay(line.at)],
    // Only somebody with a phrase may have the server sign.
    ['via', line.via === undefined || kind === 'reporter' || kind === 'party'],
  ];
}

function rulesOf(line: Line): Rules {
  switch (line.is) {
    case 'officer': return officerRules(line);
    case 'keys': return keysRules(line);
    case 'grant': return grantRules(line);
    case 'post': return postRules(line);
    case 'request': return requestRules(line);
    case 'consent': return consentRules(line);
    case 'approval': return [['of', isHash(line.of)]];
    case 'step': return stepRules(line);
    case 'act': return [['act', actOf(line) !== undefined], ['report', isId(line.report)], ['of', actOf(line) === true]];
    case 'undertaking': return [['version', isHash(line.version)]];
  }
}

function officerRules(l: OfficerLine): Rules {
  const ended = l.roles.length === 0;
  const days = daysBetween(l.from, l.until);
  const rules: Rules = [
    ['unit', isUnit(l.unit)],
    ['roles', distinct(l.roles, (role) => roles.includes(role))],
    ['n', l.n >= 1],
    ['from', isDay(l.from)],
    ['until', isDay(l.until) && days >= 0 && days <= longestTerm && daysBetween(l.at, l.until) <= longestTerm],
    ['recipient', isRecipient(l.recipient) || (l.recipient === '' && ended)],
  ];
  if (l.person.startsWith('recovery:')) return [...rules, ...recoveryRules(l)];
  return [
    ...rules,
    ['person', isId(l.person)],
    ['name', isName(l.name)],
    ['roles', !l.roles.includes('recovery')],
    ['verify', isVerify(l.verify) || (l.verify === '' && ended)],
    ['custodians', l.custodians.length === 0],
  ];
}

/** A unit's recovery is nobody: it opens, with its custodians, and never signs. */
function recoveryRules(l: OfficerLine): Rules {
  const ended = l.roles.length === 0;
  return [
    ['person', l.person === `recovery:${l.unit}`],
    ['name', l.name === '' || isName(l.name)],
    ['roles', ended || l.roles.join() === 'recovery'],
    ['verify', l.verify === ''],
    ['custodians', distinct(l.custodians, isId) && l.custodians.length <= mostCustodians],
    ['custodians', ended || l.custodians.length > 0],
  ];
}

function keysRules(l: KeysLine): Rules {
  const byOfficer = l.by.startsWith('officer:');
  return [
    ['report', isId(l.report)],
    ['who', isPerson(l.who)],
    ['by', byOfficer || l.by === l.who],
    ['recipient', isRecipient(l.recipient)],
    ['verify', isVerify(l.verify)],
    ['exclusions', distinct(l.exclusions, isExclusion)],
    ['prev', isHashOrNone(l.prev) && !(byOfficer && l.prev === '')],
  ];
}

function grantRules(l: GrantLine): Rules {
  return [
    ['report', isId(l.report)],
    ['compartment', isCompartment(l.compartment)],
    ['turn', l.turn >= 1],
    ['recipient', isRecipient(l.recipient)],
    ['holder', isHolder(l.holder) && l.holder !== 'root'],
    ['key', isHash(l.key)],
    ['keys', isHashOrNone(l.keys)],
    ['basis', basisFits(l)],
    ['sealed', isHash(l.sealed)],
  ];
}

/** Holds a grant to the table of section 5: which basis goes with which place, signer and holder. */
function basisFits(l: GrantLine): boolean {
  const [basis, id] = split(l.basis);
  const [where, whereId] = split(l.compartment);
  const [by] = split(l.by);
  const [holder] = split(l.holder);
  const among = (v: string, ...all: string[]): boolean => all.includes(v);
  if (l.basis === 'intake') {
    return by === 'reporter' && among(where, 'talk', 'feedback') && among(holder, 'reporter', 'officer', 'recovery');
  }
  if (l.basis === 'assignment' && isToThemselves(l)) return true;
  if (by !== 'officer') return false;
  if (l.basis === 'assignment') {
    if (where === 'talk') return among(holder, 'officer', 'recovery', 'reporter', 'party');
    if (where === 'file') return among(holder, 'officer', 'recovery');
    return where === 'party' && (among(holder, 'officer', 'recovery') || l.holder === l.compartment);
  }
  if (l.basis === 'recovery') return among(where, 'talk', 'file', 'feedback') && holder === 'officer';
  return among(basis, 'consent', 'exception') && where === 'share' && whereId === id
    && among(holder, 'officer', 'reporter', 'party');
}

/** With new words come new keys: whoever has them hands themselves what they held under the old. */
function isToThemselves(l: GrantLine): boolean {
  const [where] = split(l.compartment);
  if (!isPerson(l.by) || l.by !== l.holder) return false;
  return where === 'share' || where === 'talk' || l.compartment === l.by;
}

function postRules(l: PostLine): Rules {
  return [
    ['report', isId(l.report)],
    ['compartment', isCompartment(l.compartment)],
    ['turn', l.turn >= 1],
    ['kind', kinds.includes(l.kind) && kindFits(l)],
    ['prev', isHashOrNone(l.prev)],
    ['text', isHash(l.text)],
    ['sealed', isHash(l.sealed)],
    ['blobs', distinct(l.blobs, isHash) && (l.kind !== 'file' || l.blobs.length === 1)],
  ];
}

/** Holds a kind to the compartments it can lie in, and authors to theirs. */
function kindFits(l: PostLine): boolean {
  const [where] = split(l.compartment);
  const [by] = split(l.by);
  if (by === 'reporter' && where !== 'talk' && where !== 'feedback') return false;
  if (by === 'party') return (where === 'talk' || l.by === l.compartment) && ['letter', 'file', 'statement'].includes(l.kind);
  // What was passed on, and the answer to it.
  if (where === 'share') return l.kind === 'copy' || l.kind === 'letter';
  if (l.kind === 'copy') return false;
  if (l.kind === 'note' || l.kind === 'assessment') return where === 'file';
  if (l.kind === 'answers' || l.kind === 'letter') return where !== 'file';
  return l.kind !== 'receipt' || by !== 'officer';
}

function partsFit(all: readonly Part[]): boolean {
  return distinct(all.map((part) => part.id), isId) && all.every((part) => kinds.includes(part.kind));
}

function requestRules(l: RequestLine): Rules {
  return [
    ['report', isId(l.report)],
    ['who', l.who === '' || isPerson(l.who)],
    ['step', isCode(l.step)],
    ['to', isTo(l.to)],
    ['purpose', isCode(l.purpose)],
    ['code', (l.code === '' || isCode(l.code)) && (l.code !== '') === (l.who === '')],
    ['parts', partsFit(l.parts)],
    ['requirement', isHashOrNone(l.requirement)],
    ['review', l.review === '' || isDay(l.review)],
    ['until', isDay(l.until)],
  ];
}

function consentRules(l: ConsentLine): Rules {
  // Only a yes to a request that names no parts can name none; a part is a part of some.
  const atSending = l.request === '';
  const names = l.answer === 'part' || (l.answer === 'yes' && atSending);
  return [
    ['report', isId(l.report)],
    ['request', isHash(l.request) || (atSending && l.purpose === 'misdirected')],
    // What is given at sending goes to an office whole, or is taken back.
    ['answer', (atSending ? ['yes', 'withdrawn'] : ['yes', 'part', 'no', 'withdrawn']).includes(l.answer)],
    ['step', isCode(l.step)],
    ['to', isTo(l.to) && (!atSending || l.to.startsWith('unit:'))],
    ['purpose', isCode(l.purpose)],
    ['parts', partsFit(l.parts) && (l.parts.length > 0 || !names)],
    ['until', isDay(l.until)],
  ];
}

function stepRules(l: StepLine): Rules {
  return [
    ['report', isId(l.report)],
    ['unit', isUnit(l.unit)],
    ['step', isCode(l.step)],
    ['code', l.code === '' || isCode(l.code)],
    ['to', l.to === '' || isAim(l.to)],
    ['day', l.day === '' || isDay(l.day)],
    ['of', l.of.length <= mostOf && distinct(l.of, isHash)],
  ];
}

/** Whether `of` fits the act; undefined if there is no such act. */
function actOf(l: ActLine): boolean | undefined {
  switch (l.act) {
    case 'withdraw': return l.of === '';
    case 'undo': case 'agree': return isHash(l.of);
    case 'lift': return isExclusion(l.of);
    case 'name': case 'meet': return isHashOrNone(l.of);
    default: return undefined;
  }
}
