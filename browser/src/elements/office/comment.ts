import { openBundle, type Opened } from '../../bundle.js';
import { el, put } from '../../safe.js';
import { makeLetter } from '../../write.js';
import { alertBox, busy, section } from './dom.js';
import { Editor } from './editor.js';
import { drawHolders } from './holders.js';
import { Key } from './key.js';
import { page, pageOf, say, sayDay, sayError, sayMoment, server } from './page.js';
import { drawAnswers } from './report.js';
import { drawMark, drawStrays, drawThread } from './thread.js';
import type { Question } from '../answers.js';
import type { Bundle } from '../../types.js';

/** What the page of a comment fetches. */
interface CommentData {
  stage: string;
  stageName: string;
  received: string;
  language: string;
  bundle: Bundle;
  form: { title: string; questions: Question[] };
}

const { number } = pageOf<{ number: string }>();
const address = `/office/comment/${number}`;
const compartment = 'feedback';

/**
 * A comment on the portal, fetched sealed and opened here for an editor: to be read, answered,
 * put away, or handed back if it is a report. There is no way to hand it on.
 */
export class CommentElement extends HTMLElement {
  private readonly shown = el('div', { class: 'case-shown' });
  private readonly status = el('p', { class: 'waiting', role: 'status' });
  private readonly key = new Key(() => { this.hide(); }, () => { void this.load(); });
  private readonly letter = new Editor(
    { label: say('comment.letter'), hint: say('comment.letter.hint'), send: say('case.letter.send'), sent: say('case.letter.sent') },
    undefined, (text) => this.sendLetter(text));

  connectedCallback(): void {
    put(this, this.status, this.shown);
    addEventListener('beforeunload', (event) => {
      if (!this.key.leaving && this.letter.unsent) event.preventDefault();
    });
    void this.load();
  }

  /** Takes everything opened off the page; what was typed stays in its editor. */
  private hide(): void {
    put(this.shown);
    put(this.status, say('case.hidden'));
  }

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

  private async fetch(): Promise<{ data: CommentData; opened: Opened }> {
    return await this.key.use(async (me) => {
      const data = await server.json<CommentData>(`${address}/data`, {});
      return { data, opened: await openBundle(data.bundle, me, page.root) };
    });
  }

  private draw(data: CommentData, opened: Opened): void {
    const { entries, answers } = opened;
    const comment = entries.find((entry) => entry.kind === 'answers' && entry.answers !== undefined);
    put(this.shown, el('div', { class: 'case' },
      el('div', { class: 'case-main' },
        section(say('comment.said'), 'case-report',
          comment !== undefined && el('p', { class: 'meta' }, say('case.report.sent', { Moment: sayMoment(comment.at) })),
          answers === undefined ? el('p', { class: 'note alarm' }, say('case.report.none')) : drawAnswers(answers, data.form.questions),
          comment !== undefined && drawMark(comment)),
        section(say('case.letters'), 'case-letters',
          drawThread(entries, (at) => at === compartment, number, this.key) ?? el('p', {}, say('case.letters.none')),
          this.letter.node),
        drawStrays(entries, (at) => at === compartment)),
      el('aside', { class: 'case-side', 'aria-label': say('comment.side') },
        section(say('case.facts'), 'card', drawFacts(data), data.stage !== 'done' && this.drawClose()),
        section(say('comment.report'), 'card', ...this.drawReturn()),
        section(say('case.holders'), 'card', drawHolders(opened)))));
  }

  private drawClose(): HTMLElement {
    const problem = alertBox();
    const button = el('button', { type: 'button', class: 'button quiet' }, say('comment.close'));
    button.addEventListener('click', () => {
      void busy(button, problem, sayError, async () => {
        await this.key.use(() => server.json(`${address}/close`, {}));
        await this.load();
      });
    });
    return el('div', {}, problem, el('p', { class: 'actions' }, button));
  }

  /** Handing back takes a second press: it cannot be undone, and the editor can never read it again. */
  private drawReturn(): HTMLElement[] {
    const problem = alertBox();
    const sure = el('button', { type: 'button', class: 'button' }, say('comment.return.sure'));
    sure.addEventListener('click', () => {
      void busy(sure, problem, sayError, async () => {
        await this.key.use(() => server.json(`${address}/return`, {}));
        this.letter.empty();
        location.replace('/office/comments?returned');
      });
    });
    return [
      el('p', {}, say('comment.report.text')),
      el('details', {}, el('summary', {}, say('comment.return')), el('p', {}, say('comment.return.text')), problem, sure),
    ];
  }

  private async sendLetter(text: string): Promise<void> {
    const { opened } = await this.fetch();
    const letter = await makeLetter(opened, compartment, text, [], new Date());
    await this.key.use(() => server.json(`${address}/send`, letter));
    await this.load();
  }
}

function drawFacts(data: CommentData): HTMLElement {
  const row = (label: string, value: string): HTMLElement => el('div', {}, el('dt', {}, label), el('dd', {}, value));
  return el('dl', { class: 'facts' },
    row(say('case.fact.stage'), data.stageName),
    row(say('case.fact.received'), sayDay(data.received)),
    row(say('case.fact.language'), data.language));
}
