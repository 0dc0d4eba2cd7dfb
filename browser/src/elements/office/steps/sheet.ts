import { makeInFile, makeItemIn } from '../../../write.js';
import { el } from '../../../safe.js';
import { field } from '../dom.js';
import { page, say } from '../page.js';
import { SheetForm } from '../sheetform.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import type { Part } from './part.js';

/** What a step writes down, on its sheet if it has one, else in free words: in the office's own file, or where place says. */
export class SheetPart implements Part {
  readonly node: HTMLElement;
  private readonly sheet: SheetForm | undefined;
  private readonly text = el('textarea', { rows: '5', autocomplete: 'off', spellcheck: 'true', dir: 'auto' });

  /** label is what the free words are called; place names the compartment of somebody who reads it, too. */
  constructor(
    desk: Desk, private readonly kind: 'note' | 'assessment' | 'statement', sheet: string, label = '',
    private readonly place?: (draft: Draft) => string,
  ) {
    const data = desk.data.sheets[sheet];
    this.sheet = data === undefined ? undefined : new SheetForm(sheet, data);
    const words = label === '' ? say(`step.${kind}`) : label;
    const hint = say(place === undefined ? 'step.file.hint' : 'step.statement.hint');
    this.node = el('div', { class: 'part-sheet' },
      this.sheet === undefined ? field(words, this.text, hint) : el('div', {}, this.sheet.node, el('p', { class: 'hint' }, hint)));
  }

  get unsent(): boolean {
    return this.text.value.trim() !== '' || Object.keys(this.sheet?.fields() ?? {}).length > 0;
  }

  wrong(): string {
    if (this.sheet !== undefined) return this.sheet.missing() === undefined ? '' : say('step.wrong.sheet');
    return this.text.value.trim() === '' ? say('case.editor.empty') : '';
  }

  focus(): void {
    const missing = this.sheet?.missing();
    if (missing === undefined) this.text.focus();
    else missing.focus();
  }

  async add(draft: Draft, at: Fresh): Promise<void> {
    const { sheet } = this;
    const body = sheet === undefined ? { text: this.text.value.trim() }
      : { text: '', sheet: sheet.id, version: sheet.data.version, fields: sheet.fields() };
    const served = at.data.colleagues.map((colleague) => colleague.person);
    const place = this.place?.(draft);
    const made = place === undefined ? await makeInFile(at.opened, at.data.case.unit, this.kind, body, page.today, at.now, served)
      : { grants: [], ...await makeItemIn(at.opened, place, this.kind, body, [], at.now) };
    draft.grants.push(...made.grants);
    draft.items.push(...made.items);
    draft.uploads.push(...made.uploads);
    draft.of.push(made.hash);
  }
}
