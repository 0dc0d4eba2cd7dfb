import { el } from '../../safe.js';
import { areAims, drawTheirClocks, ownClocks } from './clocks.js';
import { officeOf, procedureOf, sayOf } from './names.js';
import type { Speech } from '../speech.js';
import type { MailboxData, Offer, OfficePart, Procedure, Stage } from './data.js';

/** One stage on the way as it is drawn: behind, here, or perhaps ahead. */
export interface Station {
  stage: Stage;
  is: 'passed' | 'here' | 'ahead';
}

/**
 * The way of a case: the stages it passed in the order in which it did, where it stands, and
 * what of the usual way may follow. Nothing follows an end, or a withdrawal.
 */
export function wayOf(procedure: Procedure, part: Pick<OfficePart, 'stage' | 'notices' | 'withdrawn'>): Station[] {
  const { stages } = procedure;
  const here = stages.find(({ id }) => id === part.stage);
  if (here === undefined) return [];
  const passed = passedStages(procedure, part).filter(({ id }) => id !== here.id);
  const usual = stages.filter(({ way }) => way);
  const last = Math.max(...[here, ...passed].map((stage) => usual.indexOf(stage)));
  const ahead = here.end || part.withdrawn !== '' ? [] : usual.slice(last + 1);
  return [
    ...passed.map((stage): Station => ({ stage, is: 'passed' })), { stage: here, is: 'here' },
    ...ahead.map((stage): Station => ({ stage, is: 'ahead' })),
  ];
}

/** Where a case stood, each stage where it was reached last: its first one, and those that the notices tell. */
function passedStages({ stages, steps }: Procedure, { stage, notices }: Pick<OfficePart, 'stage' | 'notices'>): Stage[] {
  const told = (notices ?? []).flatMap(({ code, figures }) => (code === 'step' ? steps[figures?.['step'] ?? '']?.to ?? '' : []));
  const [first] = stages;
  // Opening the report is no step: a case in which a step was taken had been read.
  const begun = first === undefined || first.id === stage ? [] : [first.id, ...(told.length > 0 ? ['open'] : [])];
  const order = [...begun, ...told];
  return stages.filter(({ id }) => order.includes(id)).sort((a, b) => order.lastIndexOf(a.id) - order.lastIndexOf(b.id));
}

/** Where a case stands, what that means and what comes next, and the time limits, each in its own place. */
export function drawStand(part: OfficePart, data: MailboxData, speech: Speech): (HTMLElement | undefined)[] {
  const procedure = procedureOf(part, data);
  const facts = [...received(part, speech), ...ownClocks(part, procedure, data.today, speech), ...ended(part, speech)];
  const offers = (part.offers ?? []).map((offer) => el('p', {}, sayOffer(offer, speech)));
  const empty = part.stage === '' && facts.length === 0 && offers.length === 0;
  return [
    empty ? undefined : el('div', { class: 'card' },
      ...drawWords(part, procedure, speech),
      facts.length > 0 && el('dl', { class: 'facts' }, ...facts),
      areAims(part) && el('p', { class: 'hint' }, speech.say('mailbox.clock.aims')),
      ...offers,
      procedure !== undefined && part.stage !== '' && part.kind === 'report' && drawWay(procedure, part, speech)),
    drawTheirClocks(part, procedure, data.today, speech),
  ];
}

/** What became of something that was passed on. */
export function sayOffer({ unit, since, decided, decidedOn }: Offer, speech: Speech): string {
  const key = decided === 'accept' || decided === 'decline' ? `mailbox.offer.${decided}` : 'mailbox.offer';
  return speech.say(key, { Office: officeOf(unit, speech), Day: since === '' ? '' : speech.day(since), Decided: decidedOn === '' ? '' : speech.day(decidedOn) });
}

/** A stage in words: the procedure's, or those of the interface. */
export function stageWords({ stage }: OfficePart, procedure: Procedure | undefined, speech: Speech): Pick<Stage, 'name' | 'about' | 'next'> {
  const known = procedure?.stages.find(({ id }) => id === stage);
  return known ?? { name: speech.say(`stage.${stage}`), about: speech.has(`stage.${stage}.about`) ? speech.say(`stage.${stage}.about`) : '', next: '' };
}

function drawWords(part: OfficePart, procedure: Procedure | undefined, speech: Speech): (HTMLElement | false)[] {
  if (part.stage === '') return [];
  const { name, about, next } = stageWords(part, procedure, speech);
  return [
    el('h3', {}, sayOf('mailbox.stage', part.kind, speech, { Stage: name })),
    about !== '' && el('p', {}, about),
    next !== '' && part.withdrawn === '' && el('p', {}, el('strong', {}, speech.say('mailbox.next')), ' ', next),
  ];
}

function received({ received: day }: OfficePart, speech: Speech): HTMLElement[] {
  return day === '' ? [] : [el('dt', {}, speech.say('mailbox.received')), el('dd', {}, speech.day(day))];
}

function ended({ ended: day }: OfficePart, speech: Speech): HTMLElement[] {
  return day === '' ? [] : [el('dt', {}, speech.say('mailbox.ended')), el('dd', {}, speech.day(day))];
}

/** The way as a list on the timeline: passed, here, and what may follow. */
function drawWay(procedure: Procedure, part: OfficePart, speech: Speech): HTMLElement | false {
  const way = wayOf(procedure, part);
  if (way.length < 2) return false;
  return el('div', { 'data-way': true },
    el('h4', {}, speech.say('js.mailbox.way')),
    el('ol', { class: 'course stages' }, ...way.map(({ stage, is }) =>
      el('li', { class: is, 'aria-current': is === 'here' && 'step' },
        el('strong', {}, stage.name), ' ', el('span', { class: 'soft' }, speech.say(`js.mailbox.way.${is}`))))),
    way.some(({ is }) => is === 'ahead') && el('p', { class: 'hint' }, speech.say('js.mailbox.way.text')));
}
