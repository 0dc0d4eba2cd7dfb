import { openBundle, type Opened } from '../../bundle.js';
import { withRetry } from '../../post.js';
import { el, put } from '../../safe.js';
import { makeApproval, makeStep } from '../../step.js';
import { makeTurns } from '../../turn.js';
import { makeLetter, makeNote } from '../../write.js';
import { drawDeclaration } from './declare.js';
import { draftOf, type Desk, type Draft, type Fresh, type KeptForm } from './desk.js';
import { drawCase } from './drawcase.js';
import { Editor } from './editor.js';
import { Key } from './key.js';
import { page, pageOf, say, sayError, server } from './page.js';
import { concernedNames } from './report.js';
import type { CaseData, CasePageData } from './casedata.js';
import type { FileLimits } from './filechoice.js';
import type { SealedAttachment } from '../../attachment.js';
import type { Sealed, Upload } from '../../types.js';

const { number, limits } = pageOf<CasePageData>();
const address = `/office/case/${number}`;

/** A case, fetched sealed and opened here; and the desk at which its forms work. */
export class CaseElement extends HTMLElement implements Desk {
  readonly number = number;
  readonly limits: FileLimits = limits;
  readonly key = new Key(() => { this.hide(); }, () => { void this.load(); });
  data!: CaseData;
  opened!: Opened;
  /** The letter to the person and the note of this office: they stand open on the page. */
  readonly letter = new Editor(
    { label: say('case.letter.label'), hint: say('case.letter.hint'), send: say('case.letter.send'), sent: say('case.letter.sent') },
    limits, (text, files) => this.sendLetter(text, files));
  readonly note = new Editor(
    { label: say('case.note.label'), hint: say('case.note.hint'), send: say('case.note.send'), sent: say('case.note.sent') },
    undefined, (text) => this.sendNote(text));
  private readonly shown = el('div', { class: 'case-shown' });
  private readonly status = el('p', { class: 'waiting', role: 'status' });
  private readonly outcome = el('div', { class: 'case-done', tabindex: '-1' });
  private readonly forms = new Map<string, KeptForm>();

  connectedCallback(): void {
    put(this.status, this.textContent.trim());
    put(this, this.status, this.outcome, this.shown);
    addEventListener('beforeunload', (event) => {
      const unsent = this.letter.unsent || this.note.unsent || [...this.forms.values()].some((form) => form.unsent);
      if (!this.key.leaving && unsent) event.preventDefault();
    });
    void this.load();
  }

  form(name: string, make: () => KeptForm): HTMLElement {
    const kept = this.forms.get(name) ?? make();
    this.forms.set(name, kept);
    return kept.node;
  }

  finished(name: string, said: string, more?: HTMLElement): void {
    this.forms.delete(name);
    put(this.outcome, el('p', { class: 'note good', role: 'status' }, said), more);
    this.draw();
    this.outcome.scrollIntoView({ block: 'center' });
    (more?.querySelector<HTMLElement>('[tabindex="-1"]') ?? this.outcome).focus();
  }

  async take(step: string, fill: (draft: Draft, at: Fresh) => Promise<void>): Promise<void> {
    const at = await this.ready();
    const draft = draftOf(step);
    await fill(draft, at);
    const { code, to, day, of, ...sent } = draft;
    const signed = makeStep(at.opened, { unit: at.data.case.unit, step, code, to, day, of }, at.now);
    await this.post('step', {
      step: signed, lines: sent.lines, grants: sent.grants, items: sent.items, uploads: sent.uploads, party: sent.party ?? null,
    });
    await this.load();
  }

  async approve(hash: string): Promise<void> {
    const { opened, now } = await this.fresh();
    await this.post('approve', { approval: makeApproval(opened, hash, now) });
    await this.load();
  }

  async send(make: (at: Fresh) => Promise<{ grants: Sealed[]; items: Sealed[]; uploads: Upload[] }>): Promise<void> {
    const { grants, items, uploads } = await make(await this.ready());
    await this.post('send', { grants, items, uploads });
    await this.load();
  }

  /** The same bytes until there is an answer: a repeat of what arrived counts once. */
  private async post(route: string, body: object): Promise<void> {
    await this.key.use(() => withRetry(() => server.json(`${address}/${route}`, body)));
  }

  /** Hands a colleague a key that is there already. */
  async give(grants: Sealed[]): Promise<void> {
    await this.post('send', { grants, items: [], uploads: [] });
    await this.load();
  }

  /** Takes everything opened off the page; what was typed stays in its forms. */
  private hide(): void {
    put(this.shown);
    put(this.outcome);
    put(this.status, say('case.hidden'));
  }

  /** Fetches, checks and draws; also after an act, and after the key came back. */
  private async load(): Promise<void> {
    try {
      const { data, opened } = await this.fresh();
      Object.assign(this, { data, opened });
      put(this.status);
      this.draw();
    } catch (error) {
      put(this.shown);
      const again = el('button', { type: 'button', class: 'button quiet', onclick: () => { void this.load(); } }, say('case.again'));
      put(this.status, sayError(error), ' ', again);
    }
  }

  /** The case as it stands, after a new turn of whatever somebody left who held a key to it. */
  private async ready(): Promise<Fresh> {
    const at = await this.fresh();
    const turns = await makeTurns(at.opened, at.data.case.unit, page.today, at.now, at.data.colleagues.map(({ person }) => person));
    for (const grants of turns) await this.post('send', { grants, items: [], uploads: [] });
    return turns.length === 0 ? at : await this.fresh();
  }

  private async fresh(): Promise<Fresh> {
    return await this.key.use(async (me) => {
      const data = await server.json<CaseData>(`${address}/data`, {});
      const opened = await openBundle(data.bundle, me, page.root);
      for (const grant of opened.unopened) await reportUnopened(grant);
      return { data, opened, now: new Date() };
    });
  }

  private draw(): void {
    const { data, opened } = this;
    if (data.case.declared === '') {
      const names = opened.answers === undefined ? [] : concernedNames(opened.answers, data.form.questions);
      put(this.shown, drawDeclaration(names, (answer) => this.declare(answer)));
      return;
    }
    put(this.shown, drawCase(this));
  }

  async recuse(): Promise<void> {
    await this.declare('recused');
  }

  private async declare(answer: 'none' | 'recused'): Promise<void> {
    await this.key.use(() => server.json(`${address}/declare`, { answer }));
    if (answer === 'recused') location.replace('/office/?recused');
    else await this.load();
  }

  private async sendLetter(text: string, attachments: SealedAttachment[]): Promise<void> {
    await this.send(({ data, opened, now }) => makeLetter(opened, `talk:${data.case.unit}`, text, attachments, now));
  }

  private async sendNote(text: string): Promise<void> {
    await this.send(({ data, opened, now }) => {
      const served = data.colleagues.map((colleague) => colleague.person);
      return makeNote(opened, data.case.unit, text, page.today, now, served);
    });
  }
}

/** Tells once in this tab that a grant did not open: both sides are shown that. */
async function reportUnopened(grant: string): Promise<void> {
  const mark = `fairlead.unopened.${grant}`;
  if (sessionStorage.getItem(mark) !== null) return;
  await server.json(`${address}/unopened`, { grant });
  sessionStorage.setItem(mark, page.today);
}
