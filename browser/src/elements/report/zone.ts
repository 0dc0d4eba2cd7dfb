import { el } from '../../safe.js';
import type { Speech } from '../speech.js';

/** Names that browsers still give to zones which the list has under newer ones. */
const renamed: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara', 'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca', 'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk', 'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy', 'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza', 'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon', 'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv', 'Pacific/Enderbury': 'Pacific/Kanton', 'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/**
 * Offers this device's own zone first, and chooses nothing: a person may sit elsewhere, or
 * not want to say.
 */
export function offerOwnZone(select: HTMLSelectElement, speech: Speech): void {
  if (select.querySelector('[data-own]') !== null) return;
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = renamed[here] ?? here;
  const listed = [...select.options].find((option) => option.value === zone && zone !== '');
  if (listed === undefined) return;
  select.options[0]?.after(el('optgroup', { 'data-own': true, label: speech.say('js.report.zone.own') }, el('option', { value: zone }, listed.text)));
}

/** The zones that this browser knows, under their newer names. */
export function knownZones(): string[] {
  return Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone).sort();
}
