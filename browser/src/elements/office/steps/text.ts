import { makeItemIn } from '../../../write.js';
import { el } from '../../../safe.js';
import { field } from '../dom.js';
import { FileChoice } from '../filechoice.js';
import { say } from '../page.js';
import type { Desk, Draft, Fresh } from '../desk.js';
import type { Known } from '../names.js';
import type { Part } from './part.js';

/** A text that the step needs: written into one of the case's compartments as one kind of item. */
export class TextPart implements Part {
  readonly node: HTMLElement;
  private readonly text: HTMLTextAreaElement;
  private readonly files: FileChoice | undefined;

  /** place names the compartment when it is sent; with files a letter may carry some. */
  constructor(
    desk: Desk, private readonly kind: 'letter' | 'statement' | 'note',
    private readonly place: (draft: Draft, at: Fresh) => string,
    texts: { label: string; hint: string; files?: boolean; lang?: string },
  ) {
    this.text = el('textarea', { rows: '6', autocomplete: 'off', spellcheck: 'true', dir: 'auto', lang: texts.lang });
    this.files = texts.files === true ? new FileChoice(desk.limits) : undefined;
    this.node = el('div', { class: 'part-text' }, field(texts.label, this.text, texts.hint), this.files?.node);
  }

  /** The text as it is written. */
  get value(): string {
    return this.text.value.trim();
  }

  get unsent(): boolean {
    return this.value !== '' || (this.files?.files.length ?? 0) > 0;
  }

  wrong(): string {
    return this.value === '' ? say('case.editor.empty') : this.files?.wrong() ?? '';
  }

  focus(): void {
    this.text.focus();
  }

  async add(draft: Draft, at: Fresh): Promise<void> {
    const made = await makeItemIn(at.opened, this.place(draft, at), this.kind, { text: this.value }, await this.files?.seal() ?? [], at.now);
    draft.items.push(...made.items);
    draft.uploads.push(...made.uploads);
    draft.of.push(made.hash);
  }
}

/** Where the affected person is written to: the talk, or their own mailbox where somebody else began the talk. */
export function placeOfLetters({ data, opened }: Known): string {
  const talk = `talk:${data.case.unit}`;
  const { whose } = data.board;
  const shared = opened.holders.some(({ holder, compartment, ended }) => holder === whose && compartment === talk && ended === '');
  return whose.startsWith('party:') && !shared ? whose : talk;
}

/** The letter to the person, in the talk with this office or in a mailbox of their own. */
export function letterPart(desk: Desk): TextPart {
  const ofParty = placeOfLetters(desk).startsWith('party:');
  return new TextPart(desk, 'letter', () => placeOfLetters(desk), {
    label: say('step.letter'), hint: ofParty ? say('party.letter.hint') : say('step.letter.hint', { Language: desk.data.theirs.name }), files: true,
  });
}
