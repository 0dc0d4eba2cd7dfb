import { el } from '../../safe.js';
import { entryName } from '../answers.js';
import { field, fresh } from './dom.js';
import { say } from './page.js';
import type { SheetData, SheetQuestion } from './casedata.js';

type Fields = Record<string, string | string[]>;

/** One question of a sheet, as it is asked. */
interface Asked {
  question: SheetQuestion;
  node: HTMLElement;
  /** What was answered, "" or [] if nothing. */
  fields(): Fields;
  focus(): void;
}

/** An office's own form, drawn with its questions; reads what was answered. */
export class SheetForm {
  readonly node: HTMLElement;
  private readonly questions: Asked[];

  constructor(readonly id: string, readonly data: SheetData) {
    this.questions = drawQuestions(data.questions);
    this.node = el('div', { class: 'sheet', oninput: () => { this.showAsked(); } }, el('h3', {}, data.title),
      data.hint !== '' && el('p', { class: 'hint' }, data.hint), ...this.questions.map((each) => each.node));
    this.showAsked();
  }

  /** The answers by question; what is not asked, or was not answered, is not there. */
  fields(): Fields {
    return Object.assign({}, ...this.questions.filter((each) => !each.node.hidden).map((each) => each.fields())) as Fields;
  }

  /** Moves to the first required question without an answer, and says whether there is one. */
  missing(): Asked | undefined {
    return this.questions.find((each) => each.question.required && !each.node.hidden && Object.keys(each.fields()).length === 0);
  }

  /** Shows what is asked under the answers given so far. */
  private showAsked(): void {
    const given: Fields = {};
    for (const each of this.questions) {
      const when = Object.entries(each.question.when ?? {});
      each.node.hidden = when.some(([id, values]) => ![given[id] ?? []].flat().some((value) => values.includes(value)));
      if (!each.node.hidden) Object.assign(given, each.fields());
    }
  }
}

function drawQuestions(questions: readonly SheetQuestion[]): Asked[] {
  return questions.map((question) => {
    switch (question.kind) {
      case 'choice': case 'choices': return drawChoice(question);
      case 'entries': return drawGroup(question);
      default: return drawText(question);
    }
  });
}

function labelOf({ label, required }: SheetQuestion): string {
  return required ? label : say('step.optional', { Label: label });
}

function drawChoice(question: SheetQuestion): Asked {
  const name = fresh('sheet');
  const type = question.kind === 'choice' ? 'radio' : 'checkbox';
  const boxes = question.order.map((value) => el('input', { type, name, value }));
  const node = el('fieldset', { class: 'field' }, el('legend', {}, labelOf(question)),
    question.hint !== '' && el('p', { class: 'hint' }, question.hint),
    ...boxes.map((box) => el('label', { class: 'choice' }, box, el('span', {}, question.options[box.value] ?? box.value))));
  return {
    question, node, focus: () => { boxes[0]?.focus(); },
    fields: () => {
      const values = boxes.filter((box) => box.checked).map((box) => box.value);
      const [first] = values;
      return first === undefined ? {} : { [question.id]: question.kind === 'choice' ? first : values };
    },
  };
}

function drawText(question: SheetQuestion): Asked {
  const limit = question.max > 0 ? { maxlength: question.max } : {};
  const control = question.kind === 'date' ? el('input', { type: 'date' })
    : question.kind === 'short' ? el('input', { type: 'text', autocomplete: 'off', dir: 'auto', ...limit })
      : el('textarea', { rows: '4', autocomplete: 'off', spellcheck: 'true', dir: 'auto', ...limit });
  return {
    question, node: field(labelOf(question), control, question.hint), focus: () => { control.focus(); },
    fields: () => (control.value.trim() === '' ? {} : { [question.id]: control.value.trim() }),
  };
}

/** Questions that are asked again and again; the answers lie flat, under "<id>.<n>.<sub>". */
function drawGroup(question: SheetQuestion): Asked {
  const entries: Asked[][] = [];
  const list = el('div', { class: 'entries' });
  const more = el('button', { type: 'button', class: 'button quiet small' }, question.add === '' ? say('step.add') : question.add);
  const add = (): void => {
    const inside = drawQuestions(question.fields ?? []);
    entries.push(inside);
    list.append(el('fieldset', { class: 'entry' }, el('legend', {}, entryName(question.entry ?? '', entries.length)), ...inside.map((each) => each.node)));
    more.hidden = question.max > 0 && entries.length >= question.max;
  };
  more.addEventListener('click', () => {
    add();
    entries.at(-1)?.[0]?.focus();
  });
  add();
  return {
    question, focus: () => { entries[0]?.[0]?.focus(); },
    node: el('fieldset', { class: 'field' }, el('legend', {}, labelOf(question)),
      question.hint !== '' && el('p', { class: 'hint' }, question.hint), list, more),
    fields: () => numbered(question.id, entries),
  };
}

/** Entries that were left empty are passed over, so that the numbers have no gap. */
function numbered(id: string, entries: readonly Asked[][]): Fields {
  const filled = entries.map((inside) => Object.assign({}, ...inside.map((each) => each.fields())) as Fields)
    .filter((fields) => Object.keys(fields).length > 0);
  return Object.fromEntries(filled.flatMap((fields, i) =>
    Object.entries(fields).map(([sub, value]) => [`${id}.${i + 1}.${sub}`, value])));
}
