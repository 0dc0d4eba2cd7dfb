import { el } from '../../safe.js';
import { isReadable, type Entry } from '../../bundle.js';
import { partsOf, type PartChoice } from '../../share.js';
import { say, sayDay } from './page.js';
import type { Part } from '../../types.js';
import type { Known } from './names.js';

/** One item as people call it: the report, a letter of a day, a file by its name. */
export function partName(id: string, { opened }: Pick<Known, 'opened'>): string {
  const entry = opened.entries.find((each) => (each.id === id || each.copied?.id === id) && isReadable(each));
  return entry === undefined ? say('part.unknown') : entryName(entry);
}

function entryName(entry: Entry): string {
  const kind = entry.copied?.kind ?? entry.kind;
  const file = entry.copied?.file ?? entry.file;
  if (file !== undefined) return say('part.file', { Name: file.name });
  return say(`part.${kind === '' ? 'unknown' : kind}`, { Day: sayDay(entry.copied?.day ?? entry.day) });
}

/** The parts of a request or a consent, as a list. */
export function drawParts(parts: readonly Part[], known: Pick<Known, 'opened'>): HTMLElement {
  return parts.length === 0 ? el('p', {}, say('part.none'))
    : el('ul', { class: 'parts' }, ...parts.map((part) => el('li', { dir: 'auto' }, partName(part.id, known))));
}

/** What can be passed on, to be ticked. An assessment says of itself who will read it. */
export class PartsChoice {
  readonly node: HTMLElement;
  private readonly boxes: { part: Part; box: HTMLInputElement }[] = [];

  /** hint says what to bear in mind while ticking. */
  constructor(known: Known, hint: string, private readonly changed: () => void) {
    const choices = partsOf(known.opened, known.data.case.unit);
    this.node = el('fieldset', { class: 'field parts-choice' }, el('legend', {}, say('ask.parts')), el('p', { class: 'hint' }, hint),
      choices.length === 0 ? el('p', {}, say('part.none')) : false, ...choices.map((choice) => this.draw(choice)));
  }

  /** What is ticked. */
  get parts(): Part[] {
    return this.boxes.filter(({ box }) => box.checked).map(({ part }) => part);
  }

  /** What was held back. */
  get held(): Part[] {
    return this.boxes.filter(({ box }) => !box.checked).map(({ part }) => part);
  }

  focus(): void {
    this.boxes[0]?.box.focus();
  }

  private draw(choice: PartChoice): HTMLElement {
    const box = el('input', { type: 'checkbox', onchange: () => { this.changed(); } });
    this.boxes.push({ part: choice.part, box });
    return el('div', { class: 'part-choice' },
      el('label', { class: 'choice' }, box, el('span', { dir: 'auto' }, entryName(choice.entry))),
      ...choice.files.map((file) => this.draw(file)));
  }
}
