import { withoutTurns } from '../../bundle.js';
import { isPerson } from '../../forms.js';
import { linesOf } from '../../lines.js';
import { el } from '../../safe.js';
import { makeColleagueGrants, waitingFor } from '../../write.js';
import { alertBox, busy, field } from './dom.js';
import { sayParty, sayWho, unitName, type Known } from './names.js';
import { page, say, sayDay, sayError } from './page.js';
import type { HolderEntry, Opened } from '../../bundle.js';
import type { Sealed } from '../../types.js';

/** Who holds a key to this case: one entry a holder, with each part they can or could read. */
export function drawHolders(opened: Opened, known?: Known): HTMLElement {
  const holders = withoutTurns(opened.holders);
  const names = [...new Set(holders.map((entry) => entry.holder))];
  return el('ul', { class: 'holders' }, ...names.map((name) => {
    const held = holders.filter((entry) => entry.holder === name);
    const [first] = held;
    return first !== undefined && el('li', {}, el('strong', {}, known !== undefined && /^(?:party|officer):/.test(first.holder) ? sayWho(first.holder, known) : holderName(first)), ...held.map((entry) => drawPart(entry, held, known)));
  }));
}

function drawPart(entry: HolderEntry, held: readonly HolderEntry[], known?: Known): HTMLElement {
  const waits = known !== undefined && isPending(entry, known);
  return el('div', { class: entry.genuine || waits ? 'meta' : 'meta doubt' },
    el('span', { class: 'part' }, part(entry.compartment, known)),
    el('span', {}, isReplaced(entry, held) ? say(isPerson(entry.holder) ? 'case.holder.words' : 'case.holder.earlier', { Day: sayDay(entry.ended) })
      : `${since(entry)}. ${entry.genuine ? `${basis(entry)}.` : say(waits ? 'case.holder.pending' : 'case.holder.doubt')}`));
}

/** An ended key beside a living one to the same part: other words, or a newer key, took its place. */
function isReplaced(entry: HolderEntry, held: readonly HolderEntry[]): boolean {
  return entry.ended !== '' && held.some((other) => other.compartment === entry.compartment && other.ended === '');
}

/** A key for new words counts once a second person has agreed to them; until then it waits and is no doubt. */
function isPending(entry: HolderEntry, { data }: Known): boolean {
  return entry.reason === 'holder-key' && data.board.taken.some((taken) => taken.step === 'new-mailbox' && taken.state === 'waiting'
    && taken.by === entry.by && (taken.to === '' ? 'reporter' : taken.to) === entry.holder);
}

function holderName(entry: HolderEntry): string {
  if (entry.holder === 'reporter') return say('case.author.reporter');
  if (entry.holder.startsWith('recovery:')) return say('case.holder.recovery');
  const name = entry.officer?.name ?? say('case.author.unknown');
  return entry.officer?.person === page.me ? say('case.holder.you', { Name: name }) : name;
}

/** What a key opens: with whom the letters are, and from where or to where something was passed on. */
function part(compartment: string, known?: Known): string {
  const [kind = ''] = compartment.split(':');
  if (known !== undefined && kind === 'party') return say('case.part.party.of', { Who: sayParty(compartment, known.data) });
  const [way, unit] = known !== undefined && kind === 'share' ? wayOf(compartment, known) : ['', ''];
  if (known !== undefined && unit !== '') return say(`case.part.share.${way}`, { Office: unitName(unit, known.data) });
  return say(['talk', 'file', 'feedback', 'share', 'party'].includes(kind) ? `case.part.${kind}` : 'case.part.other');
}

/** Whether a share was passed on or received, and the office at its other end; "" if that is not known here. */
function wayOf(compartment: string, { data, opened }: Known): [way: 'to' | 'from' | '', unit: string] {
  const { giver } = data.board;
  if (giver?.share === compartment) return ['from', giver.unit];
  const to = linesOf(opened, 'request').find(({ line }) => `share:${line.id}` === compartment)?.line.to ?? '';
  return to.startsWith('unit:') ? ['to', to.slice(5)] : ['', ''];
}

function since(entry: HolderEntry): string {
  return entry.ended === ''
    ? say('case.holder.since', { Day: sayDay(entry.since) })
    : say('case.holder.ended', { Day: sayDay(entry.ended) });
}

function basis(entry: HolderEntry): string {
  const [basis = ''] = entry.basis.split(':');
  return say(['intake', 'consent', 'exception', 'recovery'].includes(basis) ? `case.basis.${basis}` : 'case.basis.assignment');
}

/** Hands a colleague the keys that this officer holds, by this officer's own signature. */
export function drawGive(
  opened: Opened, colleagues: readonly { person: string }[], send: (grants: Sealed[]) => Promise<void>,
): HTMLElement {
  const waiting = waitingFor(opened, colleagues.map((colleague) => colleague.person), page.today);
  if (waiting.length === 0) return el('p', { class: 'hint' }, say('case.give.nobody'));
  const choice = el('select', {}, ...waiting.map((line) => el('option', { value: line.person }, line.name)));
  const problem = alertBox();
  const button = el('button', { type: 'submit', class: 'button quiet' }, say('case.give.button'));
  const give = (event: Event): void => {
    event.preventDefault();
    void busy(button, problem, sayError, async () => {
      const line = waiting.find((each) => each.person === choice.value);
      if (line !== undefined) await send(await makeColleagueGrants(opened, line, new Date()));
    });
  };
  return el('form', { class: 'give', onsubmit: give }, field(say('case.give.label'), choice, say('case.give.hint')), problem, button);
}
