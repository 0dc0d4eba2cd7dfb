import { el } from '../../safe.js';
import { givenAtSending, givenFor, passOn } from '../../sending.js';
import { makeRequest } from '../../request.js';
import { Refusal } from '../../refusal.js';
import { unitName } from './names.js';
import { page, say, sayDay } from './page.js';
import { drawParts } from './parts.js';
import { SelectPart, ShownPart, type Part } from './steps/part.js';
import { shareInto } from './steps/rests.js';
import type { Desk, Draft, Fresh } from './desk.js';

/** What the person agreed to as they sent it: to which offices it may be passed on as it is, and until when. */
export function drawGiven(desk: Desk): HTMLElement | undefined {
  const all = givenAtSending(desk.opened);
  const living = livingUnits(desk);
  if (all.length === 0) return undefined;
  const back = all.find((given) => given.withdrawn !== '');
  const text = living.length === 0 ? (back === undefined ? say('given.over') : say('given.back', { Day: sayDay(back.withdrawn) }))
    : say('given', { Offices: living.map((unit) => unitName(unit, desk.data)).join(desk.data.words['list.between'] ?? '; '), Day: sayDay(untilOf(desk, living[0] ?? '')) });
  return el('p', { class: 'note given' }, text);
}

/** The offices to which it can be passed on today without asking again. */
export function livingUnits({ opened, data }: Pick<Desk, 'opened' | 'data'>): string[] {
  return givenAtSending(opened).map(({ unit }) => unit)
    .filter((unit) => givenFor(opened, unit, page.today) !== undefined && (data.receivers[unit]?.length ?? 0) > 0);
}

function untilOf({ opened }: Pick<Desk, 'opened'>, unit: string): string {
  return givenFor(opened, unit, page.today)?.consent.line.until ?? '';
}

/** Passing it on unchanged by what was agreed to at sending: to which office, and exactly what goes. No question is put. */
export function givenParts(desk: Desk): Part[] {
  const living = livingUnits(desk);
  const parts = givenFor(desk.opened, living[0] ?? '', page.today)?.consent.line.parts ?? [];
  return [
    new ShownPart(el('div', { class: 'note' }, el('p', {}, say('given.lead')), el('p', {}, say('rests.parts')), drawParts(parts, desk))),
    new SelectPart(say('ask.to'), living.map((value) => ({ value, label: unitName(value, desk.data) })), addGiven),
  ];
}

/** The request that names what goes, signed with the step; the yes is the one given at sending. */
async function addGiven(draft: Draft, unit: string, { data, opened, now }: Fresh): Promise<void> {
  const consent = givenFor(opened, unit, page.today)?.consent.line;
  if (consent === undefined) throw new Refusal('nothing', 'consent');
  const { to, purpose, parts, until } = consent;
  const request = makeRequest(opened, { who: consent.by, step: passOn, to, purpose, parts, until }, now);
  draft.lines.push(request.signed);
  draft.of.push(request.hash);
  await shareInto(draft, request, consent, { data, opened, now });
}
