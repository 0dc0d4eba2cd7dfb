import { el } from '../../safe.js';
import { said } from './dom.js';
import { partName } from './parts.js';
import type { Part } from '../../types.js';
import type { Known } from './names.js';

/** What a request says, before it is signed. */
export interface Asking {
  step: string;
  to: string;
  purpose: string;
  parts: Part[];
  until: string;
}

/** A request as its reader will find it, in their language; their names of files are their own. */
export function drawAsking(asking: Asking, known: Known): HTMLElement {
  const { theirs } = known.data;
  const word = (key: string, values: Record<string, string> = {}): string =>
    (theirs.words[`office.preview.${key}`] ?? key).replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '');
  const text = theirs.text.steps?.[asking.step];
  const locale = theirs.language === 'en' ? 'en-GB' : theirs.language;
  const day = asking.until === '' ? '…'
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${asking.until}T00:00:00Z`));
  const office = theirs.units[asking.to.replace(/^unit:/, '')] ?? word('other');
  const row = (label: string, value: HTMLElement | string): HTMLElement => el('div', {}, el('dt', {}, label), el('dd', {}, value));
  return el('div', { class: 'letter-preview', lang: theirs.language },
    el('p', {}, el('strong', {}, word('title', { Office: theirs.unit }))),
    el('dl', { class: 'facts' },
      row(word('step'), text?.name ?? word(`step.${asking.step}`)),
      row(word('to'), asking.step === 'contact' ? word('contact') : office),
      asking.purpose === '' ? '' : row(word('purpose'), word(`purpose.${asking.purpose}`)),
      row(word('parts'), asking.parts.length === 0 ? word('parts.none')
        : el('ul', {}, ...asking.parts.map((part) => el('li', { dir: 'auto' }, partName(part.id, known))))),
      row(word('until'), day)),
    el('p', {}, el('strong', {}, word('yes'))), said(text?.yes ?? word(`yes.${asking.step}`)),
    el('p', {}, el('strong', {}, word('no'))), said(text?.no ?? word(`no.${asking.step}`)),
    el('p', {}, word('free')));
}
