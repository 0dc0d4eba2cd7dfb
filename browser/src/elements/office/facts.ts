import { el } from '../../safe.js';
import { say, sayCount, sayDay, page } from './page.js';
import type { CaseData, Limit } from './casedata.js';

/** The plain facts beside a case, as the queue shows them too. */
export function drawFacts(data: CaseData): HTMLElement {
  const { case: facts } = data;
  const row = (label: string, ...value: (Node | string)[]): HTMLElement =>
    el('div', {}, el('dt', {}, label), el('dd', {}, ...value));
  return el('dl', { class: 'facts' },
    row(say('case.fact.form'), data.form.title),
    row(say('case.fact.stage'), data.words[`stage.${facts.stage}`] ?? facts.stage),
    row(say('case.fact.received'), sayDay(facts.received)),
    row(say('case.fact.language'), facts.language),
    facts.urgent && row(say('case.fact.urgent'), el('span', { class: 'badge alarm' }, say('case.fact.urgent.yes'))),
    ...facts.clocks.map((clock) => row(data.words[`clock.${clock.code}`] ?? clock.code, drawClock(clock))));
}

function drawClock(clock: Limit): HTMLElement {
  if (clock.met !== '') return el('span', {}, say('case.clock.met', { Day: sayDay(clock.met) }));
  const days = Math.round((Date.parse(clock.due) - Date.parse(page.today)) / 86_400_000);
  const left = days > 0 ? sayCount('case.clock.left', days) : days === 0 ? say('case.clock.today') : sayCount('case.clock.over', -days);
  const pace = days < 0 ? 'badge alarm' : days <= 2 ? 'badge warm' : 'badge';
  return el('span', {}, `${sayDay(clock.due)} `, el('span', { class: pace }, left));
}

/** What the portal told the reporter by itself. */
export function drawNotices(data: CaseData): HTMLElement | undefined {
  if (data.notices.length === 0) return undefined;
  return el('ul', { class: 'notices' }, ...data.notices.map((notice) => el('li', {},
    el('span', { class: 'meta' }, sayDay(notice.day)), ' ', filled(data.words[`notice.${notice.code}`] ?? notice.code, notice.figures ?? {}))));
}

/** Fills a notice's placeholders with its figures; days are written in words. */
function filled(text: string, figures: Record<string, string>): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => {
    const value = figures[name] ?? figures[name.toLowerCase()] ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? sayDay(value) : value;
  });
}
