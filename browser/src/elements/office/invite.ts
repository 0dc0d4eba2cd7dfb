import { makeParty, makeNewMailbox } from '../../party.js';
import { el } from '../../safe.js';
import { fetchWords, languages, type Language } from '../../words.js';
import { printAlone } from '../paper.js';
import { forbiddenPart } from './forbidden.js';
import { TextPart } from './steps/text.js';
import { sayWho } from './names.js';
import { letterOf } from './requests.js';
import { page, say, sayDay } from './page.js';
import { ChoicePart, SelectPart, type Choice, type Part } from './steps/part.js';
import { usable } from './steps/rests.js';
import type { Asked } from './casedata.js';
import type { Desk, Draft, Fresh } from './desk.js';
import type { StepPlan } from './steps/form.js';

/** The roles in which somebody gets a mailbox of their own. */
const roles = ['affected', 'concerned', 'witness', 'invited'] as const;

/** What was made for a person: the words, to be shown once. */
interface Made {
  words: string[];
  language: Language;
}

/** Reaching a person beside the reporter: a mailbox of their own, with a first letter in it. */
export function planInvite(desk: Desk): StepPlan {
  const yes = usable(desk, 'contact');
  let made: Made | undefined;
  const role = new ChoicePart(say('invite.role'), roles.map((value) => ({ value, label: say(`who.${value}`), about: say(`invite.role.${value}`) })),
    (draft, value) => { draft.code = value; });
  const contact = yes.length === 0 ? undefined : new ChoicePart(say('invite.contact'), [
    ...yes.map((each) => contactChoice(each, desk)), { value: 'none', label: say('invite.contact.none') },
  ], () => undefined);
  const language = languagePart();
  const letter = new LetterText(desk);
  const named = forbiddenPart(desk);
  const last = async (draft: Draft, at: Fresh): Promise<void> => {
    const request = contact === undefined || contact.value === 'none' ? undefined : yes.find((each) => each.hash === contact.value);
    const chosen = language.value as Language;
    const list = await fetchWords(page.static.words[chosen] ?? '');
    const served = at.data.colleagues.map((colleague) => colleague.person);
    const party = await makeParty(at.opened, {
      unit: at.data.case.unit, letter: letter.value, today: page.today, served,
      ...(request === undefined ? {} : { who: request.to }),
    }, chosen, list, at.now);
    const { grants, items, uploads, party: mailbox } = party.outgoing;
    Object.assign(draft, { to: party.who, party: mailbox });
    draft.grants.push(...grants);
    draft.items.push(...items);
    draft.uploads.push(...uploads);
    draft.of.push(party.keysHash, party.letterHash, ...(request === undefined ? [] : [request.hash]));
    made = { words: party.words, language: chosen };
  };
  return {
    step: 'invite', lead: say('invite.lead'), parts: [role, ...(contact === undefined ? [] : [contact]), ...(named === undefined ? [] : [named]), language, letter], last,
    button: say('invite.button'), said: say('invite.said'), after: () => made && drawWords(desk, made),
  };
}

/** One yes to reach a person, by the letter that said who it is; or the exception in its place. */
function contactChoice(asked: Asked, desk: Desk): Choice {
  const values = { Day: sayDay(asked.code === '' ? asked.answered : asked.day), Until: sayDay(asked.until) };
  if (asked.code !== '') return { value: asked.hash, label: say('invite.contact.except', { ...values, Ground: say(`except.code.${asked.code}`) }) };
  return { value: asked.hash, label: say('invite.contact.one', values), about: short(letterOf(asked, desk)) };
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** New words for somebody who lost theirs, once the office has checked who they are. */
export function planNewMailbox(desk: Desk): StepPlan {
  let made: Made | undefined;
  const people = ['reporter', ...desk.data.board.parties.map((party) => party.who)];
  const who = new SelectPart(say('new-mailbox.who'), people.map((value) => ({ value, label: sayWho(value, desk) })),
    (draft, value) => { draft.to = value === 'reporter' ? '' : value; });
  const language = languagePart();
  const last = async (draft: Draft, at: Fresh): Promise<void> => {
    const chosen = language.value as Language;
    const list = await fetchWords(page.static.words[chosen] ?? '');
    const box = await makeNewMailbox(at.opened, who.value, chosen, list, at.now);
    draft.party = box.party;
    draft.grants.push(...box.grants);
    draft.of.push(box.keysHash);
    made = { words: box.words, language: chosen };
  };
  return {
    step: 'new-mailbox', lead: say('new-mailbox.lead'), parts: [who, language], last,
    button: say('step.take.second'), said: say('new-mailbox.said'), after: () => made && drawWords(desk, made),
  };
}

/** Nothing is proposed: the language of the report would tell something of whoever sent it. */
function languagePart(): ChoicePart {
  return new ChoicePart(say('invite.language'), languages.map((value) => ({ value, label: say(`language.${value}`) })), () => undefined,
    { hint: say('invite.language.hint') });
}

/** The first letter's words; the item itself is made with the mailbox. */
class LetterText extends TextPart implements Part {
  constructor(desk: Desk) {
    super(desk, 'letter', () => '', { label: say('invite.letter'), hint: say('invite.letter.hint') });
  }

  override async add(): Promise<void> {
    // makeParty seals it, once the person's keys are made.
  }
}

/** The words, shown once: to be handed over on paper, or as a link whose words stand after #. */
function drawWords(desk: Desk, { words, language }: Made): HTMLElement {
  const door = desk.data.doors[language] ?? page.site;
  const link = `${door}#${words.map(encodeURIComponent).join('-')}`;
  const title = el('h2', { tabindex: '-1' }, say('words.title'));
  const copied = el('span', { role: 'status', class: 'meta' });
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(() => { copied.textContent = say('words.copied'); }, () => { copied.textContent = say('words.not-copied'); });
  };
  return el('div', { class: 'card words-once' }, title, el('p', { class: 'note warm' }, say('words.once')),
    el('ol', { class: 'words', lang: language, translate: 'no' }, ...words.map((word) => el('li', {}, word))),
    el('p', {}, say('words.paper', { Site: page.site })),
    el('p', { class: 'words-link', translate: 'no' }, link),
    el('div', { class: 'actions' },
      el('button', { type: 'button', class: 'button', onclick: () => { printAlone(drawSheet(words, language, door)); } }, say('words.print')),
      el('button', { type: 'button', class: 'button quiet', onclick: copy }, say('words.copy')), copied),
    el('p', { class: 'hint' }, say('words.safe', { Number: desk.number })));
}

/** The sheet that is handed over: the words and where they are used. It names no case. */
function drawSheet(words: readonly string[], language: string, door: string): HTMLElement {
  return el('div', { class: 'print-sheet', lang: language },
    el('ol', { class: 'words', translate: 'no' }, ...words.map((word) => el('li', {}, word))),
    el('p', { class: 'words-link', translate: 'no' }, door));
}
