import { consentOf, requestOf } from '../../../lines.js';
import { Refusal } from '../../../refusal.js';
import { el } from '../../../safe.js';
import { makeShare, receiversOf } from '../../../share.js';
import { sayWho } from '../names.js';
import { page, say, sayDay } from '../page.js';
import { drawParts } from '../parts.js';
import type { Read } from '../../../line.js';
import type { ConsentLine, RequestLine } from '../../../types.js';
import type { Asked, Option } from '../casedata.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import { ChoicePart, ShownPart, type Part } from './part.js';

/** The answers on which a step can rest: a living yes to it, or an approved exception. */
export function usable(desk: Desk, step: string): Asked[] {
  return desk.data.board.asked.filter((each) => each.step === step && (each.alive || (each.code !== '' && each.approved && !each.used)));
}

/** The yes that a step uses, with exactly what it covers; where there are several, one is chosen. */
export function restsPart(desk: Desk, option: Option): Part {
  const shares = option.kind === 'refer' || option.kind === 'pass-on';
  const use = async (draft: Draft, hash: string, at: Fresh): Promise<void> => {
    if (shares) await addShare(draft, hash, at);
    draft.of.push(hash);
  };
  // What is passed on is handed over by whoever asked: every reader asks that of the signatures.
  const list = usable(desk, option.step).filter(({ by }) => !shares || by === `officer:${page.me}`);
  const [first] = list;
  if (list.length > 1) {
    return new ChoicePart(say('rests'), list.map((each) => ({ value: each.hash, label: sayAsked(desk, each), about: '' })), use,
      { chosen: list.find((each) => each.hash === option.request)?.hash ?? '' });
  }
  return new ShownPart(el('div', {}, first !== undefined && shares && drawWarnings(first), el('div', { class: 'note' },
    first === undefined ? el('p', {}, say('rests.none')) : el('p', {}, sayAsked(desk, first)),
    first !== undefined && shares && el('div', {}, el('p', {}, say('rests.parts')), drawParts(first.code === '' ? first.agreed : first.parts, desk)))),
  (draft, at) => use(draft, first?.hash ?? option.request, at));
}

/** Before parts travel: who reads an assessment among them, and that it may not rest on what is held back. */
function drawWarnings(asked: Asked): HTMLElement | undefined {
  const going = asked.code === '' ? asked.agreed : asked.parts;
  const said: string[] = [];
  if (going.some((part) => part.kind === 'assessment')) {
    said.push(say('ask.assessment'));
    if (going.length < asked.parts.length) said.push(say('ask.assessment.held'));
  }
  return said.length === 0 ? undefined : el('div', { class: 'note warm' }, ...said.map((text) => el('p', {}, text)));
}

function sayAsked(desk: Desk, asked: Asked): string {
  const values = { Who: sayWho(asked.who, desk), To: sayWho(asked.to, desk), Day: sayDay(asked.answered || asked.day), Until: sayDay(asked.until) };
  return say(asked.code === '' ? `rests.${asked.answer === 'part' ? 'part' : 'yes'}` : 'rests.exception', values);
}

/** Makes the share of a request: new keys for it, and a copy of each part that was agreed. */
async function addShare(draft: Draft, hash: string, { data, opened, now }: Fresh): Promise<void> {
  const request = requestOf(opened, hash);
  if (request === undefined) throw new Refusal('nothing', 'request');
  await shareInto(draft, request, request.line.code === '' ? consentOf(opened, request)?.line : undefined, { data, opened, now });
}

/** Puts a request's share into the draft, for whoever receives in that office and may today. */
export async function shareInto(draft: Draft, request: Read<RequestLine>, consent: ConsentLine | undefined, { data, opened, now }: Fresh): Promise<void> {
  const unit = request.line.to.replace(/^unit:/, '');
  const served = data.receivers[unit] ?? [];
  const receivers = receiversOf(opened.directory, unit, opened.exclusions, page.today).filter((line) => served.includes(line.person));
  const { grants, items } = await makeShare(opened, request, consent, receivers, now);
  draft.to = request.line.to;
  draft.grants.push(...grants);
  draft.items.push(...items);
}
