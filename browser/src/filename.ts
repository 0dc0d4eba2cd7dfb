const longest = 200;

/**
 * A file's name as it is kept and shown: without characters that are not seen, at a length
 * that any system takes; its ending stays. Marks that turn the direction of writing are left
 * out: with them "fdp.exe" can be shown as "exe.pdf".
 */
export function fileName(name: string): string {
  const letters = [...name.normalize('NFC').replace(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/gu, '')];
  if (letters.length <= longest) return letters.join('') || 'file';
  const ending = /\.[^.]{1,12}$/u.exec(letters.join(''))?.[0] ?? '';
  return letters.slice(0, longest - [...ending].length).join('') + ending;
}
