import { makeInFile } from '../../../write.js';
import { el } from '../../../safe.js';
import { field } from '../dom.js';
import { page, say } from '../page.js';
import { SheetForm } from '../sheetform.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import type { Part } from './part.js';

/** What a step keeps in the office's own file: on its sheet if it has one, else in free words. */
export class SheetPart implements Part {
  readonly node: HTMLElement;
  private readonly sheet: SheetForm | undefined;
  private readonly text = el('textarea', { rows: '5', autocomplete: 'off', spellcheck: 'true', dir: 'auto' });

  /** label is what the free words are called. */
  constructor(desk: Desk, private readonly kind: 'note' | 'assessment' | 'statement', sheet: string, label = '') {
    const data = desk.data.sheets[sheet];
    this.sheet = data === undefined ? undefined : new SheetForm(sheet, data);
    const words = label === '' ? say(`step.${kind}`) : label;
    this.node = el('div', { class: 'part-sheet' },
      this.sheet === undefined ? field(words, this.text, say('step.file.hint')) : el('div', {}, this.sheet.node, el('p', { class: 'hint' }, say('step.file.hint'))));
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
    const made = await makeInFile(at.opened, at.data.case.unit, this.kind, body, page.today, at.now, served);
    draft.grants.push(...made.grants);
    draft.items.push(...made.items);
    draft.uploads.push(...made.uploads);
    draft.of.push(made.hash);
  }
}
