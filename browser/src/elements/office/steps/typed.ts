import { el } from '../../../safe.js';
import { field } from '../dom.js';
import type { Draft } from '../desk.js';
import type { Part } from './part.js';

/** A short text of a given shape. */
export class TypedPart implements Part {
  readonly node: HTMLElement;
  private readonly input = el('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });

  constructor(
    label: string, hint: string, private readonly shape: RegExp, private readonly sentence: string,
    private readonly put: (draft: Draft, value: string) => void,
  ) {
    this.node = field(label, this.input, hint);
  }

  get unsent(): boolean {
    return this.input.value.trim() !== '';
  }

  wrong(): string {
    return this.shape.test(this.input.value.trim()) ? '' : this.sentence;
  }

  focus(): void {
    this.input.focus();
  }

  add(draft: Draft): void {
    this.put(draft, this.input.value.trim());
  }
}
