import { Directory } from '../../directory.js';
import { newPhrase, type Phrase } from '../../phrase.js';
import { Answered, answered, poster, withRetry, type Post } from '../../post.js';
import { makeSubmission, type Receipt, type Sending } from '../../submission.js';
import { fetchWords, type Language } from '../../words.js';
import { nowNear, type Field, type Person } from '../report/data.js';
import type { OfficerLine, Signed } from '../../types.js';

/** What the page of a comment carries for its script. */
export interface CommentData {
  form: { id: string; fields: Field[] };
  version: string;
  language: Language;
  site: string;
  root: string;
  directory: Signed[];
  editors: Person[];
  today: string;
  mailbox: string;
  words: Record<string, string>;
  static: { words: Partial<Record<Language, string>> };
}

/**
 * The editors who would get a key: those whom the server names, each by a checked line that says
 * that they are one. It can leave a person out, and cannot put one in.
 */
export function editorsOf(data: CommentData): OfficerLine[] {
  const directory = Directory.check(data.directory, data.root);
  return data.editors.flatMap(({ person }) => directory.current(person, data.today) ?? [])
    .filter((line) => line.roles.includes('editor') && line.verify !== '');
}

/** Seals and sends one comment; what was made stays, so that a second try sends the same bytes. */
export class CommentSender {
  private readonly post: Post;
  private made: { sending: Sending; phrase: Phrase } | undefined;

  constructor(language: string) {
    this.post = poster(language);
  }

  /** Forgets what was sealed: the words or the readers are others now. */
  changed(): void {
    this.made = undefined;
  }

  /** Sends it, and gives what came of it with the words that open an answer. */
  async send(data: CommentData, fields: Record<string, string | string[]>): Promise<{ receipt: Receipt; phrase: Phrase }> {
    const made = this.made ?? await seal(data, fields);
    this.made = made;
    const receipt = await withRetry(() => this.post.json<Receipt>('/send/comment', made.sending));
    return { receipt, phrase: made.phrase };
  }
}

async function seal(data: CommentData, fields: Record<string, string | string[]>): Promise<{ sending: Sending; phrase: Phrase }> {
  const phrase = newPhrase(data.language, await fetchWords(data.static.words[data.language] ?? ''));
  const { sending } = await makeSubmission({
    language: data.language, form: data.form.id, version: data.version, site: data.site, phrase: phrase.entropy,
    unit: '', recipients: editorsOf(data), fields, attachments: [], exclusions: [], urgent: false, now: nowNear(data.today),
  });
  return { sending, phrase };
}

/** Fetches the page's data anew: the form or the editors changed while it lay open. */
export async function fetchComment(data: CommentData): Promise<CommentData> {
  const response = await fetch(`/send/comment/${data.form.id}`, { cache: 'no-store', headers: { 'Accept-Language': data.language } });
  if (!response.ok) throw await answered(response);
  return { ...await response.json() as CommentData, words: data.words };
}

/** Whether an error says that the page is older than the form or the editors. */
export function isOutdated(error: unknown): error is Answered {
  return error instanceof Answered && (error.code === 'form-changed' || error.code === 'recipients-changed');
}
