import { consentOf, requestOf } from '../../../lines.js';
import { Refusal } from '../../../refusal.js';
import { el } from '../../../safe.js';
import { makeShare, receiversOf } from '../../../share.js';
import { sayWho } from '../names.js';
import { page, say, sayDay } from '../page.js';
import { drawParts } from '../parts.js';
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
  const list = usable(desk, option.step);
  const [first] = list;
  if (list.length > 1) {
    return new ChoicePart(say('rests'), list.map((each) => ({ value: each.hash, label: sayAsked(desk, each), about: '' })), use,
      { chosen: list.find((each) => each.hash === option.request)?.hash ?? '' });
  }
  return new ShownPart(el('div', { class: 'note' },
    first === undefined ? el('p', {}, say('rests.none')) : el('p', {}, sayAsked(desk, first)),
    first !== undefined && shares && el('div', {}, el('p', {}, say('rests.parts')), drawParts(first.code === '' ? first.agreed : first.parts, desk))),
  (draft, at) => use(draft, first?.hash ?? option.request, at));
}

function sayAsked(desk: Desk, asked: Asked): string {
  const values = { Who: sayWho(asked.who, desk), To: sayWho(asked.to, desk), Day: sayDay(asked.answered || asked.day), Until: sayDay(asked.until) };
  return say(asked.code === '' ? `rests.${asked.answer === 'part' ? 'part' : 'yes'}` : 'rests.exception', values);
}

/** Makes the share of a request: new keys for it, and a copy of each part that was agreed. */
async function addShare(draft: Draft, hash: string, { data, opened, now }: Fresh): Promise<void> {
  const request = requestOf(opened, hash);
  if (request === undefined) throw new Refusal('nothing', 'request');
  const unit = request.line.to.replace(/^unit:/, '');
  const consent = request.line.code === '' ? consentOf(opened, request)?.line : undefined;
  const served = data.receivers[unit] ?? [];
  const receivers = receiversOf(opened.directory, unit, opened.exclusions, page.today).filter((line) => served.includes(line.person));
  const { grants, items } = await makeShare(opened, request, consent, receivers, now);
  draft.to = request.line.to;
  draft.grants.push(...grants);
  draft.items.push(...items);
}
