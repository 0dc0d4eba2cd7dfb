import { makeAct, type Act } from '../../request.js';
import { el, put } from '../../safe.js';
import { makeItemIn, type Sent } from '../../write.js';
import { nowNear } from '../report/data.js';
import { doIt, problem, secondPress } from './confirm.js';
import { drawLift, keptOut } from './lift.js';
import { canDo, placeToWriteIn, type OfficeReading } from './reading.js';
import type { Deciding, Unsent, Visit } from './visit.js';

/** What a person can do beside writing, each folded away until it is wanted; nothing if nothing can be done. */
export function drawCan(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const { speech, data } = visit;
  const can = canDo(at, visit.reading.who, data.today, data.undoDays);
  if (!can.meet && !can.name && !can.withdraw && keptOut(at, visit.reading).length === 0) return undefined;
  return el('section', { 'data-can': true }, el('h3', {}, speech.say('mailbox.can')),
    visit.reading.who === 'reporter' && can.meet && drawAdd(at, visit),
    can.meet && visit.begun(`meet ${at.part.unit}`, () => new ActWithWords('meet', at, visit)).element,
    can.name && visit.begun(`name ${at.part.unit}`, () => new ActWithWords('name', at, visit)).element,
    can.withdraw && drawWithdraw(at, visit),
    drawLift(at, visit));
}

/** What belongs to the report and was forgotten goes as a letter. */
function drawAdd({ suffix }: OfficeReading, { speech }: Visit): HTMLElement {
  return el('details', { class: 'card folds' }, el('summary', {}, speech.say('js.mailbox.add')),
    el('p', {}, speech.say('js.mailbox.add.text')),
    el('p', { class: 'actions' }, el('button', { type: 'button', class: 'quiet', onclick: () => { goToLetter(suffix); } }, speech.say('js.mailbox.add.go'))));
}

/** Moves to the box in which one writes to an office. */
export function goToLetter(suffix: string): void {
  document.getElementById(`letter${suffix}`)?.focus();
}

/** Asking for a meeting, or giving one's name: an act with words of the person's own. */
class ActWithWords implements Unsent {
  readonly element: HTMLElement;
  private readonly text: HTMLTextAreaElement;
  private readonly status = el('div', {});
  private readonly button: HTMLButtonElement;

  constructor(private readonly act: 'meet' | 'name', private readonly at: OfficeReading, private readonly visit: Visit) {
    const { speech } = visit;
    const id = `${act}${at.suffix}`;
    this.text = el('textarea', { id, rows: 4, maxlength: 20_000, autocomplete: 'off' });
    this.button = el('button', { type: 'submit' }, speech.say(`mailbox.${act}.send`));
    const form = el('form', { autocomplete: 'off', novalidate: true, 'data-act': act },
      el('p', {}, speech.say(`mailbox.${act}.text`)),
      el('div', { class: 'field' },
        el('label', { for: id }, speech.say(`mailbox.${act}.words`), ' ',
          act === 'meet' && el('span', { class: 'optional' }, `(${speech.say('choice.optional')})`)), this.text),
      this.status, el('p', { class: 'actions' }, this.button));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    this.element = el('details', { class: 'card folds' }, el('summary', {}, speech.say(`mailbox.${act}`)), form);
  }

  isOpen(): boolean {
    return this.text.value.trim() !== '';
  }

  clear(): void {
    this.text.value = '';
  }

  private async send(): Promise<void> {
    const { visit, at, button, status, act } = this;
    if (act === 'name' && !this.isOpen()) {
      put(status, problem(visit.speech.say('js.mailbox.no-name')));
      this.text.focus();
      return;
    }
    await doIt({
      visit, suffix: at.suffix, button, status, done: visit.speech.say(act === 'meet' ? 'js.mailbox.meet.done' : 'js.mailbox.name.done'),
      what: this.text.value.trim(), make: async () => await this.seal(),
      sent: () => {
        this.clear();
        this.element.removeAttribute('open');
      },
    });
  }

  private async seal(): Promise<Deciding> {
    const { opened, data } = this.visit;
    const { unit } = this.at.part;
    const now = nowNear(data.today);
    const text = this.text.value.trim();
    const letter: Sent | undefined = text === '' ? undefined : await makeItemIn(opened, placeToWriteIn(unit, opened), 'letter', { text }, [], now);
    return {
      unit, lines: [makeAct(opened, this.act, letter?.hash ?? '', now)], items: letter?.items ?? [], uploads: [],
    };
  }
}

/** Withdrawing: first what stops, what may go on and what stays, then a second press. */
function drawWithdraw(at: OfficeReading, visit: Visit): HTMLElement {
  const { speech } = visit;
  const says = ['stops', 'goes-on', 'stays'].flatMap((each) => [
    el('dt', {}, speech.say(`mailbox.withdraw.${each}`)), el('dd', {}, speech.say(`mailbox.withdraw.${each}.text`)),
  ]);
  return el('details', { class: 'card folds', 'data-act': 'withdraw' }, el('summary', {}, speech.say('mailbox.withdraw')),
    el('dl', { class: 'says' }, ...says), el('p', {}, speech.say('mailbox.withdraw.undo')),
    secondPress(speech.say('mailbox.withdraw.send'), [el('p', {}, speech.say('js.mailbox.withdraw.sure'))], speech.say('js.mailbox.withdraw.yes'), visit,
      (button, status) => { void sendAct('withdraw', '', { at, visit, button, status, done: speech.say('js.mailbox.withdraw.done') }); }));
}

/** That it was withdrawn, and the way back while there is one. */
export function drawWithdrawn(at: OfficeReading, visit: Visit): HTMLElement | undefined {
  const { speech, data } = visit;
  if (at.part.withdrawn === '') return undefined;
  const { undoUntil } = canDo(at, visit.reading.who, data.today, data.undoDays);
  const status = el('div', {});
  const button = el('button', { type: 'button', class: 'quiet', 'data-undo': true }, speech.say('mailbox.undo'));
  button.addEventListener('click', () => { void sendAct('undo', at.undo, { at, visit, button, status, done: speech.say('js.mailbox.undo.done') }); });
  return el('div', { class: 'note warm' }, el('p', {}, speech.say('mailbox.withdrawn', { Day: speech.day(at.part.withdrawn) })),
    undoUntil !== '' && el('p', {}, speech.say('mailbox.undo.text', { Day: speech.day(undoUntil) })),
    status, undoUntil !== '' && el('p', { class: 'actions' }, button));
}

/** The word that is waited for under what an officer wrote down: agree, or write what is wrong with it. words are the keys of what is said. */
export function drawAgree(
  itemHash: string, at: OfficeReading, visit: Visit,
  words = { text: 'mailbox.agree.text', agree: 'mailbox.agree', wrong: 'mailbox.agree.wrong' },
): HTMLElement {
  const { speech } = visit;
  const status = el('div', {});
  const button = el('button', { type: 'button', 'data-agree': true }, speech.say(words.agree));
  button.addEventListener('click', () => { void sendAct('agree', itemHash, { at, visit, button, status, done: speech.say('js.mailbox.agree.done') }); });
  return el('div', { class: 'agree' }, words.text !== '' && el('p', {}, speech.say(words.text)), status,
    el('p', { class: 'actions' }, button,
      el('button', { type: 'button', class: 'quiet', onclick: () => { goToLetter(at.suffix); } }, speech.say(words.wrong))));
}

/** Where an act is done, and where its problems are told. */
export interface Acting {
  at: OfficeReading;
  visit: Visit;
  button: HTMLButtonElement;
  status: HTMLElement;
  done: string;
}

/** Signs and sends one act without words of the person's own. */
export async function sendAct(act: Act, of: string, { at, visit, button, status, done }: Acting): Promise<void> {
  await doIt({
    visit, suffix: at.suffix, button, status, done, what: act,
    make: async () => ({
      unit: at.part.unit, lines: [makeAct(visit.opened, act, of, nowNear(visit.data.today))], items: [], uploads: [],
    }),
  });
}
