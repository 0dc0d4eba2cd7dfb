import { makeConsent, type Answer } from '../../request.js';
import { el, put } from '../../safe.js';
import { nowNear } from '../report/data.js';
import { doIt, problem } from './confirm.js';
import { holderName, pair, partName, procedureOf, receiverName, wordOr } from './names.js';
import { canTakeBack, isOpen, type Asked, type OfficeReading, type Reading } from './reading.js';
import type { Part } from '../../types.js';
import type { Speech } from '../speech.js';
import type { MailboxData, OfficePart } from './data.js';
import type { Unsent, Visit } from './visit.js';

/** A request in words, as its page and its copy on paper say it. */
export interface AskedWords {
  step: string;
  who: string;
  day: string;
  to: string;
  purpose: string;
  until: string;
  yes: string;
  no: string;
  /** Whether it is for talks, which need everybody's own yes. */
  talks: boolean;
  parts: { part: Part; name: string; agreed: boolean }[];
  /** What was answered and when; "" while it waits. */
  answer: string;
}

/** Words a request: who asks, for what, to whom, which parts, until when, and what became of it. */
export function wordsOfAsked(asked: Asked, { part }: Pick<OfficeReading, 'part'>, reading: Reading, data: MailboxData, speech: Speech): AskedWords {
  const { line, officer } = asked.request;
  const names = line.parts.map((each) => ({
    part: each, name: partName(each, reading, speech), agreed: asked.agreed.some(({ id }) => id === each.id),
  }));
  return {
    ...stepWords(line.step, part, data, speech), who: holderName(line.by, officer, reading.who, speech), day: speech.day(line.at),
    to: receiverName(line.to, reading, data.today, speech), purpose: wordOr(`purpose.${line.purpose}`, 'purpose.other', speech),
    until: speech.day(line.until), parts: names, answer: answerText(asked, data.today, speech),
  };
}

/** The name of a step and what happens on yes and on no: the procedure's, or those of what every office can ask. */
function stepWords(step: string, part: OfficePart, data: MailboxData, speech: Speech): Pick<AskedWords, 'step' | 'yes' | 'no' | 'talks'> {
  const words = procedureOf(part, data)?.steps[step];
  if (words !== undefined && words.name !== '') return { step: words.name, yes: words.yes, no: words.no, talks: words.talks };
  if (!speech.has(`request.step.${step}`)) return { step: speech.say('request.step.other'), yes: '', no: '', talks: false };
  return { step: speech.say(`request.step.${step}`), yes: speech.say(`request.yes.${step}`), no: speech.say(`request.no.${step}`), talks: false };
}

function answerText(asked: Asked, today: string, speech: Speech): string {
  const { answer, answered, used, request } = asked;
  if (isOpen(asked, today)) return '';
  if (answer === '') return speech.say('request.answer.over', { Day: speech.day(request.line.until) });
  const key = used && (answer === 'yes' || answer === 'part') ? 'used' : answer;
  return speech.say(`request.answer.${key}`, { Day: speech.day(answered) });
}

/** Every request that waits for an answer, each a card. */
export function drawWaiting(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const { speech, data } = visit;
  const waiting = at.asked.filter((asked) => isOpen(asked, data.today));
  if (waiting.length === 0) return undefined;
  return el('section', { class: 'asked' }, el('h3', {}, speech.say('request.title')), el('p', {}, speech.say('request.lead')),
    ...waiting.map((asked) => visit.begun(`asked ${asked.request.hash}`, () => new RequestCard(asked, at, visit)).element));
}

/** One request, with its answer until that is sent. */
class RequestCard implements Unsent {
  readonly element: HTMLFormElement;
  private readonly status = el('div', {});
  private readonly button: HTMLButtonElement;

  constructor(private readonly asked: Asked, private readonly at: OfficeReading, private readonly visit: Visit) {
    const words = wordsOfAsked(asked, at, visit.reading, visit.data, visit.speech);
    const id = `ask-${asked.request.hash}`;
    this.button = el('button', { type: 'submit' }, visit.speech.say('request.send'));
    this.element = el('form', { class: 'card', autocomplete: 'off', novalidate: true, 'aria-labelledby': id, 'data-request': true },
      el('h4', { id }, words.step), ...drawAbout(words, visit.speech), this.choices(words), drawSilence(words, visit.speech),
      this.status, el('p', { class: 'actions' }, this.button));
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.element.addEventListener('change', () => { this.showParts(); });
    this.showParts();
  }

  isOpen(): boolean {
    return this.element.isConnected && this.answer !== '';
  }

  clear(): void {
    this.element.reset();
  }

  private get answer(): string {
    return this.element.querySelector<HTMLInputElement>('[name="answer"]:checked')?.value ?? '';
  }

  private get ticked(): string[] {
    return [...this.element.querySelectorAll<HTMLInputElement>('[name="part"]:checked')].map((box) => box.value);
  }

  private choices({ parts }: AskedWords): HTMLElement {
    const { speech } = this.visit;
    const several = parts.length > 1;
    return el('fieldset', {}, el('legend', {}, speech.say('request.answer')),
      radio('yes', speech.say(several ? 'request.yes.all' : 'request.yes')),
      several && radio('part', speech.say('request.part')),
      several && el('fieldset', { class: 'entry', 'data-parts': true }, el('legend', {}, speech.say('request.part.which')),
        ...parts.map(({ part, name }) => el('label', { class: 'choice' },
          el('input', { type: 'checkbox', name: 'part', value: part.id }), el('span', { dir: 'auto' }, name)))),
      radio('no', speech.say('request.no')));
  }

  /** Which parts is asked only of somebody who says yes to some. */
  private showParts(): void {
    const parts = this.element.querySelector<HTMLElement>('[data-parts]');
    if (parts !== null) parts.hidden = this.answer !== 'part';
  }

  private send(): void {
    const { visit, asked, at, button, status, answer, ticked } = this;
    const wrong = answer === '' ? 'js.mailbox.no-answer' : answer === 'part' && ticked.length === 0 ? 'js.mailbox.no-part' : '';
    if (wrong !== '') {
      put(status, problem(visit.speech.say(wrong)));
      this.element.querySelector<HTMLInputElement>(answer === 'part' ? '[name="part"]' : '[name="answer"]')?.focus();
      return;
    }
    void sendAnswer({ visit, asked, at, button, status, answer: answer as Answer, parts: asked.request.line.parts.filter(({ id }) => ticked.includes(id)) },
      () => { this.clear(); });
  }
}

interface Answering {
  visit: Visit;
  asked: Asked;
  at: OfficeReading;
  button: HTMLButtonElement;
  status: HTMLElement;
  answer: Answer;
  parts: readonly Part[];
}

async function sendAnswer({ visit, asked, at, button, status, answer, parts }: Answering, sent?: () => void): Promise<void> {
  await doIt({
    visit, suffix: at.suffix, button, status, done: visit.speech.say('mailbox.answered'), ...(sent === undefined ? {} : { sent }),
    what: [answer, ...parts.map(({ id }) => id)].join(' '),
    make: async () => ({
      unit: at.part.unit, items: [], uploads: [], lines: [makeConsent(visit.opened, asked.request, answer, parts, nowNear(visit.data.today))],
    }),
  });
}

function radio(value: string, text: string): HTMLElement {
  return el('label', { class: 'choice' }, el('input', { type: 'radio', name: 'answer', value }), el('span', {}, text));
}

function drawAbout(words: AskedWords, speech: Speech): (HTMLElement | false)[] {
  const row = (key: string, value: string): HTMLElement[] => [el('dt', {}, speech.say(key)), el('dd', {}, value)];
  return [
    el('dl', { class: 'facts' }, ...row('request.who', `${words.who}, ${words.day}`), ...row('request.to', words.to),
      ...row('request.purpose', words.purpose), ...row('request.until', words.until)),
    el('p', {}, speech.say(words.parts.length === 0 ? 'request.parts.none' : 'request.parts')),
    words.parts.length > 0 && el('ul', {}, ...words.parts.map(({ name }) => el('li', { dir: 'auto' }, name))),
    words.yes !== '' && el('p', {}, words.yes), words.no !== '' && el('p', {}, words.no),
    words.talks && el('p', {}, el('strong', {}, speech.say('request.talks'))),
  ];
}

function drawSilence({ talks }: AskedWords, speech: Speech): HTMLElement {
  return el('p', {}, el('strong', {}, speech.say('request.silence')), ' ', speech.say(talks ? 'request.back.talks' : 'request.back.until'));
}

/** What was asked and answered, or ran out; and a way back while a yes is not used. */
export function drawAnswered(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const over = at.asked.filter((asked) => !isOpen(asked, visit.data.today));
  if (over.length === 0) return undefined;
  return el('section', { 'data-answered': true }, el('h3', {}, visit.speech.say('request.given')),
    el('ul', { class: 'know plain' }, ...over.map((asked) => drawOver(asked, at, visit))));
}

function drawOver(asked: Asked, at: OfficeReading, visit: Visit): HTMLElement {
  const { speech } = visit;
  const words = wordsOfAsked(asked, at, visit.reading, visit.data, speech);
  const agreed = words.parts.filter((part) => part.agreed);
  return el('li', {}, el('div', {}, el('h4', {}, words.step),
    el('p', {}, sayAbout(words, speech)),
    agreed.length > 0 && el('ul', {}, ...agreed.map(({ name }) => el('li', { dir: 'auto' }, name))),
    asked.request.genuine ? el('p', {}, el('strong', {}, words.answer)) : el('p', {}, el('span', { class: 'badge alarm' }, speech.say('request.doubt'))),
    canTakeBack(asked, words.talks) && drawBack(asked, words, at, visit)));
}

/** Who asked for what, in a sentence. */
export function sayAbout({ who, day, to, purpose }: AskedWords, speech: Speech): string {
  return `${who}, ${day}. ${pair(speech.say('request.to'), to, speech)}. ${pair(speech.say('request.purpose'), purpose, speech)}.`;
}

function drawBack(asked: Asked, { step }: AskedWords, at: OfficeReading, visit: Visit): HTMLElement {
  const status = el('div', {});
  const button = el('button', { type: 'button', class: 'quiet', 'data-back': true }, visit.speech.say('request.back'), el('span', { class: 'vh' }, ` (${step})`));
  button.addEventListener('click', () => { void sendAnswer({ visit, asked, at, button, status, answer: 'withdrawn', parts: [] }); });
  return el('div', {}, status, el('p', { class: 'actions' }, button));
}
