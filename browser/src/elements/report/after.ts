import { put, el } from '../../safe.js';
import { calendarOf, drawWords, keepButtons, saveText } from '../keep.js';
import type { Speech } from '../speech.js';
import { drawAgreed } from './onward.js';
import { drawAlso } from './second.js';
import type { Report, Sent } from './send.js';

/** Makes the page after sending from the template that came with the form. */
export function drawAfter(template: HTMLTemplateElement, report: Report, sent: Sent, speech: Speech): DocumentFragment {
  const page = template.content.cloneNode(true) as DocumentFragment;
  const slot = (name: string): Element => page.querySelector(`[data-slot="${name}"]`) ?? el('div');
  const { receipt } = sent;
  const { data, receivers, phrase } = report;
  put(slot('number'), receipt.number);
  if (!receipt.at.startsWith('0001-')) put(slot('received'), speech.received(receipt.at, sent.zone));
  put(slot('receipt'), receipt.same && speech.say(sent.signed ? 'js.report.receipt' : 'js.report.no-receipt'));
  slot('words').replaceWith(drawWords(phrase.words));
  slot('keep').replaceWith(keepButtons(phrase.words, mailboxAddress(data.mailbox), speech));
  put(slot('unit'), speech.say('sent.holders.text', { Unit: receivers.fallback ? data.fallback.name : data.unitName }));
  put(slot('holders'), ...receivers.people.map((line) => el('li', {}, line.name)),
    receivers.recovery !== undefined && el('li', {}, speech.say('js.report.recovery')));
  if (receipt.same) put(slot('also'), drawAlso(sent, speech));
  if (receipt.same) put(slot('onward'), drawAgreed(report.onward ?? [], speech));
  if (receipt.same) showAfter(page, report.fields['wish']);
  else show(page, 'different');
  for (const button of page.querySelectorAll<HTMLElement>('[data-calendar]')) {
    button.addEventListener('click', () => {
      saveText(calendarOf(button.dataset['calendar'] ?? data.today, speech.say('reminder.title')), 'reminder.ics', 'text/calendar');
    });
  }
  return page;
}

/** Shows what the pack says of the answer to "wish"; the answer itself stays here. */
function showAfter(page: DocumentFragment, wish: string | string[] | undefined): void {
  const texts = [...page.querySelectorAll<HTMLElement>('[data-after]')];
  const text = texts.find((each) => each.dataset['after'] === wish) ?? texts.find((each) => each.dataset['after'] === 'any');
  if (text !== undefined) text.hidden = false;
}

function show(page: DocumentFragment, only: string): void {
  for (const part of page.querySelectorAll<HTMLElement>(`[data-only="${only}"]`)) part.hidden = false;
}

/** Where the words are used, as it stands in a saved file. */
export function mailboxAddress(path: string): string {
  return new URL(path, location.origin).href;
}
