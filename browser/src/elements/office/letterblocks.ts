/** The officer's own words in a letter, in the order in which they are asked. */
export const ownWords = ['Looked', 'Found', 'Cannot', 'Reasons', 'Next'] as const;

/** A letter's reviewed blocks, in order; one that has no text in this language is left out. */
export function blocksOf(letter: readonly string[], blocks: Record<string, string>): string[] {
  return letter.flatMap((name) => blocks[name] ?? []);
}

/** Whether a letter asks for something. */
export function asksFor(blocks: readonly string[], name: string): boolean {
  return blocks.some((block) => placeholder(name).test(block));
}

/**
 * The letter as it is sent. Values are put in as they are; what is not known yet is called by
 * a name in brackets, so that the preview shows where it will stand.
 */
export function compose(blocks: readonly string[], values: Record<string, string>, names: Record<string, string>): string {
  return blocks.map((block) => block.replace(/\{\{-?\s*\.(\w+)\s*-?\}\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return value === '' ? `[${names[name] ?? name}]` : value;
  }).trim()).join('\n\n');
}

function placeholder(name: string): RegExp {
  return new RegExp(`\\{\\{-?\\s*\\.${name}\\s*-?\\}\\}`);
}
