import { el, put } from '../../safe.js';
import { Chosen } from '../files.js';
import { Speech } from '../speech.js';
import { isImpossibleDay, type Sealed } from '../report/answers.js';
import { chooseReceivers, type Receivers } from '../report/receivers.js';
import { directoryOf } from '../report/send.js';
import { knownZones } from '../report/zone.js';
import { field, fresh } from './dom.js';
import { page, say } from './page.js';
import { SheetForm } from './sheetform.js';
import type { SheetQuestion } from './casedata.js';
import type { Field, FieldText, ReportData } from '../report/data.js';

/** How long an answer can be where the form does not say so (internal/intake). */
const longest = 20_000;
const longestLine = 200;
const mostNames = 50;

/** The questions of a form as an officer asks them, in the language of whoever answers. */
export class TakenForm {
  readonly node: HTMLElement;
  readonly files: Chosen;
  private readonly sheet: SheetForm;
  private readonly zone: HTMLSelectElement | undefined;
  private readonly zoneField: Field | undefined;
  private readonly urgent = el('input', { type: 'checkbox' });
  private readonly out: HTMLInputElement[];
  private readonly receives = el('div', { 'aria-live': 'polite' });

  /** title is the form's, in the officer's language. */
  constructor(private readonly data: ReportData, title: string) {
    const { form, formText, language, intake, limits } = data;
    const texts = formText?.fields ?? {};
    // Of what was told by phone nothing is agreed to ahead: the person is asked in their mailbox.
    const onward = form.onward ?? {};
    this.sheet = new SheetForm(form.id, { title, hint: '', version: data.version, questions: questionsOf(form.fields.filter(({ id }) => !(id in onward)), texts) });
    this.sheet.node.lang = language;
    this.zoneField = form.fields.find((each) => each.kind === 'zone');
    this.zone = this.zoneField === undefined ? undefined
      : el('select', {}, el('option', { value: '' }, say('step.choose')), ...knownZones().map((zone) => el('option', { value: zone }, zone)));
    this.out = intake.filter(({ person }) => person !== page.me).map(({ person }) => el('input', { type: 'checkbox', value: `officer:${person}` }));
    const picker = el('input', { type: 'file', multiple: true });
    const chosen = el('div', {});
    this.files = new Chosen(picker, chosen, limits, new Speech(page.words, page.language));
    this.node = el('div', { onchange: () => { this.drawReceivers(); } }, this.sheet.node,
      this.zone !== undefined && field(say('step.optional', { Label: texts[this.zoneField?.id ?? '']?.label ?? '' }), this.zone),
      field(say('step.optional', { Label: say('taken.files') }), picker, say('taken.files.hint')), chosen,
      el('label', { class: 'choice' }, this.urgent, el('span', {}, say('taken.urgent'))),
      this.out.length > 0 && this.drawOut(), this.receives);
    this.drawReceivers();
  }

  /** Whether something was answered. */
  get unsent(): boolean {
    return this.files.files.length > 0 || Object.keys(this.sheet.fields()).length > 0;
  }

  get isUrgent(): boolean {
    return this.urgent.checked;
  }

  /** The answers as they are sealed. */
  fields(): Sealed {
    const fields: Sealed = this.sheet.fields();
    for (const { id, kind } of this.data.form.fields) {
      const value = fields[id];
      if (kind === 'names' && typeof value === 'string') fields[id] = namesIn(value);
    }
    if (this.zone !== undefined && this.zone.value !== '') fields[this.zoneField?.id ?? ''] = this.zone.value;
    return fields;
  }

  exclusions(): string[] {
    return this.out.filter((box) => box.checked).map((box) => box.value).sort();
  }

  receivers(): Receivers | undefined {
    return chooseReceivers(this.data, directoryOf(this.data), this.exclusions());
  }

  /** What is missing or cannot be, as a sentence, or ""; moves to what is missing. */
  wrong(): string {
    const missing = this.sheet.missing();
    missing?.focus();
    if (missing !== undefined) return say('step.wrong.sheet');
    const fields = this.fields();
    for (const { id, kind, max = mostNames } of this.data.form.fields) {
      const value = fields[id] ?? '';
      if (kind === 'date' && typeof value === 'string' && isImpossibleDay(value)) return say('taken.wrong.day', { Day: value });
      if (kind === 'names' && (value.length > max || [value].flat().some((name) => [...name].length > longestLine))) {
        return say('taken.wrong.names', { Max: max });
      }
    }
    return '';
  }

  private drawOut(): HTMLElement {
    const names = new Map(this.data.intake.map(({ person, name }) => [`officer:${person}`, name]));
    return el('fieldset', { class: 'field' }, el('legend', {}, say('step.optional', { Label: say('taken.exclude') })),
      el('p', { class: 'hint', id: fresh('hint') }, say('taken.exclude.hint')),
      ...this.out.map((box) => el('label', { class: 'choice' }, box, el('span', {}, names.get(box.value)))));
  }

  private drawReceivers(): void {
    const people = this.receivers()?.people.map((line) => line.name) ?? [];
    put(this.receives, el('p', { class: 'note' }, say('taken.receives', { Names: people.join(', ') })));
  }
}

function namesIn(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/** A form's questions, drawn like those of a sheet; a time zone and files have controls of their own. */
function questionsOf(fields: readonly Field[], texts: Record<string, FieldText>): SheetQuestion[] {
  return fields.filter(({ kind }) => kind !== 'files' && kind !== 'zone').map((each): SheetQuestion => {
    const text = texts[each.id];
    const isLong = each.kind === 'long' || each.kind === 'names';
    const max = each.kind === 'names' ? longest : each.max ?? (isLong ? longest : longestLine);
    return {
      id: each.id, kind: each.kind === 'date' ? 'short' : each.kind, label: text?.label ?? each.id, hint: text?.hint ?? '',
      concerned: each.concerned === true, options: text?.options ?? {}, order: [...each.options ?? []], required: each.required === true,
      max: each.kind === 'entries' ? each.max ?? 0 : max, entry: text?.entry ?? '', add: text?.add ?? '',
      ...(each.when !== undefined && { when: each.when }),
      ...(each.fields !== undefined && { fields: questionsOf(each.fields, text?.fields ?? {}) }),
    };
  });
}
