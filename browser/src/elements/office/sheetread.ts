import { arrange, daysInWords, drawAnswerList } from '../answers.js';
import { el } from '../../safe.js';
import { sayDay } from './page.js';
import type { Entry } from '../../bundle.js';
import type { CaseData } from './casedata.js';

/** What was written on an office's own form, under its questions; undefined where there was none. */
export function drawSheet(entry: Pick<Entry, 'sheet'>, data: CaseData): HTMLElement | undefined {
  if (entry.sheet === undefined) return undefined;
  const sheet = data.sheets[entry.sheet.id];
  return el('div', { class: 'sheet-read' }, el('p', { class: 'sheet-title' }, sheet?.title ?? entry.sheet.id),
    drawAnswerList(arrange(daysInWords(entry.sheet.fields, sayDay), sheet?.questions ?? []), 'answers'));
}
