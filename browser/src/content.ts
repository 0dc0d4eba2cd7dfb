import { fileName } from './filename.js';
import type { Item } from './item.js';
import type { AnswersBody, FileBody, LetterBody, NoteBody, ReceiptBody } from './body.js';
import type { Kind } from './types.js';

/** What was written on a sheet of the office's own. */
export interface SheetContent {
  id: string;
  /** Hash of the sheet's definition. */
  version: string;
  fields: Record<string, string | string[]>;
}

/** What an item says, by its kind. */
export interface Content {
  answers?: AnswersBody;
  /** The text of a letter, an outcome, a note, an assessment or a statement. */
  text?: string;
  /** The sheet on which a note, an assessment or a statement was written. */
  sheet?: SheetContent;
  /** The ids of the files sent with a letter or the answers. */
  items?: readonly string[];
  file?: FileBody;
  receipt?: ReceiptBody;
}

/** The content of an opened item; a copy has none of its own. */
export function contentOf(kind: Kind, { body }: Pick<Item, 'body'>): Content {
  switch (kind) {
    case 'answers': return { answers: body as AnswersBody, items: (body as AnswersBody).items };
    case 'letter': case 'outcome': return { text: (body as LetterBody).text, items: (body as LetterBody).items };
    case 'note': case 'assessment': case 'statement': return noteOf(body as NoteBody);
    // The name is somebody else's word: what it could hide is taken out before it is shown.
    case 'file': return { file: { ...body as FileBody, name: fileName((body as FileBody).name) } };
    case 'receipt': return { receipt: body as ReceiptBody };
    case 'copy': return {};
  }
}

function noteOf({ text, sheet: id = '', version = '', fields = {} }: NoteBody): Content {
  return id === '' ? { text } : { text, sheet: { id, version, fields } };
}
