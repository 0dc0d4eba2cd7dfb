import { sealAttachment, type SealedAttachment } from '../../attachment.js';
import { openBundle, type Opened } from '../../bundle.js';
import { el, put } from '../../safe.js';
import { makeLetter, makeNote, type Outgoing } from '../../write.js';
import { drawDeclaration } from './declare.js';
import { section } from './dom.js';
import { Editor } from './editor.js';
import { drawExport } from './export.js';
import { drawFacts, drawNotices } from './facts.js';
import { drawFiles } from './files.js';
import { drawReceipt } from './receipt.js';
import { drawGive, drawHolders } from './holders.js';
import { Key } from './key.js';
import { page, pageOf, say, sayError, sayMoment, server } from './page.js';
import { concernedNames, drawAnswers } from './report.js';
import { drawMark, drawStrays, drawThread } from './thread.js';
import type { CaseData, CasePageData } from './casedata.js';

const { number, limits } = pageOf<CasePageData>();
const address = `/office/case/${number}`;

/** A case, fetched sealed and opened here. */
export class CaseElement extends HTMLElement {
  private readonly shown = el('div', { class: 'case-shown' });
  private readonly status = el('p', { class: 'waiting', role: 'status' });
  private readonly key = new Key(() => { this.hide(); });
  private readonly letter = new Editor(
    { label: say('case.letter.label'), hint: say('case.letter.hint'), send: say('case.letter.send'), sent: say('case.letter.sent') },
    limits, (text, files, progress) => this.sendLetter(text, files, progress));
  private readonly note = new Editor(
    { label: say('case.note.label'), hint: say('case.note.hint'), send: say('case.note.send'), sent: say('case.note.sent') },
    undefined, (text) => this.sendNote(text));

  connectedCallback(): void {
    put(this, this.status, this.shown);
    addEventListener('beforeunload', (event) => {
      if (!this.key.leaving && (this.letter.unsent || this.note.unsent)) event.preventDefault();
    });
    void this.load();
  }

  /** Takes everything opened off the page; what was typed stays in its editors. */
  private hide(): void {
    put(this.shown);
    put(this.status, say('case.hidden'));
  }

  /** Fetches, checks and draws; also after an act, and after the key came back. */
  private async load(): Promise<void> {
    try {
      const { data, opened } = await this.fetch();
      put(this.status);
      this.draw(data, opened);
    } catch (error) {
      put(this.shown);
      const again = el('button', { type: 'button', class: 'button quiet', onclick: () => { void this.load(); } }, say('case.again'));
      put(this.status, sayError(error), ' ', again);
    }
  }

  private async fetch(): Promise<{ data: CaseData; opened: Opened }> {
    return await this.key.use(async (me) => {
      const data = await server.json<CaseData>(`${address}/data`, {});
      const opened = await openBundle(data.bundle, me, page.root);
      for (const grant of opened.unopened) await reportUnopened(grant);
      return { data, opened };
    });
  }

  private draw(data: CaseData, opened: Opened): void {
    const { answers } = opened;
    if (data.case.declared === '') {
      const names = answers === undefined ? [] : concernedNames(answers, data.form.questions);
      put(this.shown, drawDeclaration(names, (answer) => this.declare(answer)));
      return;
    }
    put(this.shown, el('div', { class: 'case' },
      el('div', { class: 'case-main' }, ...this.drawMain(data, opened)),
      el('aside', { class: 'case-side', 'aria-label': say('case.side') }, ...this.drawSide(data, opened))));
  }

  private drawMain(data: CaseData, opened: Opened): (HTMLElement | false | undefined)[] {
    const { entries, answers } = opened;
    const talk = `talk:${data.case.unit}`;
    const file = `file:${data.case.unit}`;
    const shown = new Set([talk, file]);
    const report = entries.find((entry) => entry.kind === 'answers' && entry.answers !== undefined);
    const { kind } = data.case;
    return [
      kind !== 'report' && el('div', { class: 'note warm' }, el('p', {}, say(`case.kind.${kind}`))),
      section(say(kind === 'report' ? 'case.report' : `case.report.${kind}`), 'case-report',
        report !== undefined && el('p', { class: 'meta' }, say('case.report.sent', { Moment: sayMoment(report.at) })),
        report?.verdict === 'missing' && el('p', { class: 'note warm' }, say(report.reason === 'items' ? 'case.missing.files' : 'case.missing')),
        answers === undefined ? el('p', { class: 'note alarm' }, say('case.report.none')) : drawAnswers(answers, data.form.questions),
        drawFiles(answers?.items ?? [], entries, number, this.key),
        report !== undefined && drawMark(report), drawReceipt(entries)),
      section(say('case.letters'), 'case-letters',
        drawThread(entries, (compartment) => compartment === talk, number, this.key) ?? el('p', {}, say('case.letters.none')),
        this.letter.node),
      kind !== 'enquiry' && section(say('case.notes'), 'case-notes', el('p', { class: 'hint' }, say('case.notes.hint')),
        drawThread(entries, (compartment) => compartment === file, number, this.key),
        data.hasFile && !opened.turns.has(file) ? el('p', { class: 'note' }, say('case.notes.locked')) : this.note.node),
      drawStrays(entries, (compartment) => shown.has(compartment)),
    ];
  }

  private drawSide(data: CaseData, opened: Opened): HTMLElement[] {
    const notices = drawNotices(data);
    const sides = [
      section(say('case.facts'), 'card', drawFacts(data)),
      section(say('case.holders'), 'card', drawHolders(opened),
        drawGive(opened, data.colleagues, async (grants) => { await this.send({ grants, items: [], uploads: [] }); })),
      section(say('case.export'), 'card', drawExport(number, this.key)),
    ];
    if (notices !== undefined) sides.splice(1, 0, section(say('case.notices'), 'card', notices));
    return sides;
  }

  private async declare(answer: 'none' | 'recused'): Promise<void> {
    await this.key.use(() => server.json(`${address}/declare`, { answer }));
    if (answer === 'recused') location.replace('/office/?recused');
    else await this.load();
  }

  private async sendLetter(text: string, files: File[], progress: (part: number) => void): Promise<void> {
    const attachments: SealedAttachment[] = [];
    for (const [i, file] of files.entries()) {
      attachments.push(await sealAttachment(file, {
        worker: page.static.attach, language: page.language, progress: (share) => { progress((i + share) / files.length); },
      }));
    }
    const { data, opened } = await this.fetch();
    await this.send(await makeLetter(opened, `talk:${data.case.unit}`, text, attachments, new Date()));
  }

  private async sendNote(text: string): Promise<void> {
    const { data, opened } = await this.fetch();
    const served = data.colleagues.map((colleague) => colleague.person);
    await this.send(await makeNote(opened, data.case.unit, text, page.today, new Date(), served));
  }

  /** Sends what was sealed; the same bytes again if the session had to be unlocked meanwhile. */
  private async send(outgoing: Outgoing): Promise<void> {
    await this.key.use(() => server.json(`${address}/send`, outgoing));
    await this.load();
  }
}

/** Tells once in this tab that a grant did not open: both sides are shown that. */
async function reportUnopened(grant: string): Promise<void> {
  const mark = `fairlead.unopened.${grant}`;
  if (sessionStorage.getItem(mark) !== null) return;
  await server.json(`${address}/unopened`, { grant });
  sessionStorage.setItem(mark, page.today);
}
