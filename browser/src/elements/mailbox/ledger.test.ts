import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Speech } from '../speech.js';
import { recordTexts } from './ledger.js';
import type { LedgerRecord } from './data.js';

const speech = new Speech({
  'js.mailbox.pair': '{{.Name}}: {{.Value}}', 'ledger.taken': 'A step', 'ledger.letter': 'A letter', 'ledger.times': '{{.Line}}, {{.Count}} times',
  'mailbox.who.office': 'the office', 'mailbox.who.you': 'you',
}, 'en');
const line = (day: string, act: string, by = 'officer:1'): LedgerRecord => ({ n: 1, day, act, by, of: '' });

test('what was done several times in one day stands once, with its number', () => {
  const ledger = [line('2026-11-01', 'taken'), line('2026-11-01', 'letter'), line('2026-11-01', 'taken', 'officer:2'), line('2026-11-02', 'taken'),
    line('2026-11-02', 'letter', 'reporter')];
  assert.deepEqual(recordTexts(ledger, 'reporter', speech), [
    '1 November 2026: A step (the office), 2 times', '1 November 2026: A letter (the office)', '2 November 2026: A step (the office)',
    '2 November 2026: A letter (you)',
  ]);
});
