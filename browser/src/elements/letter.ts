import { el } from '../safe.js';

/** A piece of a letter: a section's title, or what stands under it. */
export interface Piece {
  text: string;
  isTitle: boolean;
}

const longestTitle = 80;

/**
 * A letter about an outcome, parted at its sections' titles: a short line of its own, without a
 * mark at its end, with something under it. Nothing is dropped. The portal parts it alike without
 * scripts (internal/web/visitor/lettertext.go).
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const blocks = text.split('\n\n');
  blocks.forEach((block, i) => {
    const before = pieces.at(-1);
    if (before !== undefined && !before.isTitle && i < blocks.length - 1 && isTitle(block)) pieces.push({ text: block, isTitle: true });
    else if (before === undefined || before.isTitle) pieces.push({ text: block, isTitle: false });
    else before.text += `\n\n${block}`;
  });
  return pieces;
}

function isTitle(line: string): boolean {
  return !line.includes('\n') && [...line].length <= longestTitle && /^\p{L}.*[\p{L}\p{N}]$/u.test(line);
}

/** Such a letter, its titles as headings of a level. */
export function drawLetterText(text: string, level: 'h2' | 'h3' | 'h4'): HTMLElement[] {
  return piecesOf(text).map((piece) => (piece.isTitle
    ? el(level, { class: 'text-title', dir: 'auto' }, piece.text) : el('p', { class: 'text', dir: 'auto' }, piece.text)));
}
