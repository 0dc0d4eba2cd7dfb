import { exact } from '../speech.js';
import { isReadable, type Entry } from '../../bundle.js';
import { el } from '../../safe.js';
import { page, say } from './page.js';

/** When the report arrived, as its sender's side signed it: where they named a zone, also in that. */
export function drawReceipt(entries: readonly Entry[]): HTMLElement | undefined {
  const receipt = entries.find((entry) => entry.kind === 'receipt' && isReadable(entry))?.receipt;
  if (receipt === undefined) return undefined;
  const { at, zone = '' } = receipt;
  const inUtc = exact(at, 'UTC', page.language);
  if (inUtc === undefined) return undefined;
  const there = zone === '' ? undefined : exact(at, zone, page.language);
  return el('p', { class: 'meta' }, there === undefined
    ? say('case.receipt.utc', { At: inUtc })
    : say('case.receipt', { There: there, Zone: zone, At: inUtc }));
}
