import { Directory } from '../../directory.js';
import { makeReceipts, makeSubmission, type Receipt, type Submission } from '../../submission.js';
import { Answered, poster, withRetry, type Post } from '../../post.js';
import type { Chosen } from '../files.js';
import type { Phrase } from '../../phrase.js';
import type { Receivers } from './receivers.js';
import { chooseSecond, type Second } from './second.js';
import { nowNear, type OfficeName, type ReportData } from './data.js';

/** What is sent: the answers as they stand now, and who is to read them. */
export interface Report {
  data: ReportData;
  phrase: Phrase;
  fields: Record<string, string | string[]>;
  exclusions: readonly string[];
  receivers: Receivers;
  urgent: boolean;
  /** Whether the form may be kept under the same phrase. */
  isKept: boolean;
  /** To whom its sender agrees that it may be passed on. */
  onward?: readonly OfficeName[];
}

/** What came of it. */
export interface Sent {
  receipt: Receipt;
  submission: Submission;
  /** What another office was told, or why it was not. */
  second: Second | undefined;
  /** The time zone that the receipt names, or "". */
  zone: string;
  /** Whether the signed receipt lies in the mailbox. */
  signed: boolean;
}

/** How far sending is, for the page. */
export type Phase = 'files' | 'sealing' | 'sending' | 'receipt';

/**
 * Sends one report. What was made stays here, so that a second try sends the same bytes and
 * the server knows it for the same; changed() makes the next try anew.
 */
export class Sender {
  private submission: Submission | undefined;
  private readonly post: Post;

  constructor(language: string, private readonly files: Chosen) {
    this.post = poster(language);
  }

  /** Forgets the sealed submission: answers or recipients are others now. */
  changed(): void {
    this.submission = undefined;
  }

  /** Seals files, answers and grants, sends them, and signs the receipt. */
  async send(report: Report, signal: AbortSignal, told: (phase: Phase, share: number) => void): Promise<Sent> {
    const submission = this.submission ?? await this.seal(report, signal, told);
    this.submission = submission;
    told('sending', 1);
    const receipt = await this.deliver(submission, signal);
    told('receipt', 1);
    const zone = zoneOf(report);
    const signed = receipt.same && await this.sign(submission, receipt, zone);
    return { receipt, submission, second: secondOf(report), zone, signed };
  }

  private async seal(report: Report, signal: AbortSignal, told: (phase: Phase, share: number) => void): Promise<Submission> {
    const { data, phrase, receivers } = report;
    told('files', 0);
    const attachments = await this.files.send(
      { worker: data.static.attach, language: data.language, signal }, (share) => { told('files', share); });
    told('sealing', 1);
    return await makeSubmission({
      language: data.language, form: data.form.id, version: data.version, site: data.site, phrase: phrase.entropy,
      fields: report.fields, attachments, unit: receivers.unit, exclusions: report.exclusions, urgent: report.urgent,
      isKept: report.isKept,
      recipients: receivers.recovery === undefined ? receivers.people : [...receivers.people, receivers.recovery],
      now: nowNear(data.today), second: secondOf(report)?.talk, onward: (report.onward ?? []).map(({ unit }) => unit),
    });
  }

  private async deliver(submission: Submission, signal: AbortSignal): Promise<Receipt> {
    try {
      return await withRetry(() => this.post.json<Receipt>('/send/report', submission.sending, signal), signal);
    } catch (error) {
      if (error instanceof Answered && error.code.startsWith('upload-')) {
        // The server swept the files meanwhile: the next try sends them again.
        this.files.again();
        this.changed();
      }
      throw error;
    }
  }

  /** Puts the signed receipts into the mailbox, each beside its talk. The report has arrived either way. */
  private async sign(submission: Submission, receipt: Receipt, zone: string): Promise<boolean> {
    if (receipt.at.startsWith('0001-')) return false; // told on the first arrival only
    try {
      for (const made of await makeReceipts(submission, receipt, zone, new Date(receipt.at))) {
        await withRetry(() => this.post.json('/send/letter', { items: [made.sealed], uploads: [] }));
      }
      return true;
    } catch {
      return false;
    }
  }
}

/** What another office is told of a report as it stands. */
export function secondOf(report: Report): Second | undefined {
  const { data, exclusions, fields, receivers } = report;
  return chooseSecond(data, directoryOf(data), exclusions, fields, receivers);
}

/** The time zone of the person's own office, where the form asks for it. */
function zoneOf({ data, fields }: Report): string {
  const zone = data.form.zone === undefined ? undefined : fields[data.form.zone];
  return typeof zone === 'string' ? zone : '';
}

/** Fetches the page's data anew: the form or the offices changed while it lay open. */
export async function fetchData(data: { form: { id: string }; language: string }): Promise<ReportData> {
  const response = await fetch(`/send/form/${data.form.id}?lang=${data.language}`, {
    cache: 'no-store', headers: { 'Accept-Language': data.language },
  });
  if (!response.ok) throw new Answered(response.status, '', '');
  return await response.json() as ReportData;
}

/** The directory of a page's data, checked. */
export function directoryOf(data: ReportData): Directory {
  return Directory.check(data.directory, data.root);
}
