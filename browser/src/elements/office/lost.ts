import { makeGrant } from '../../grant.js';
import { Refusal } from '../../refusal.js';
import { el } from '../../safe.js';
import { placeOf } from '../../trust.js';
import { authorOf } from '../../write.js';
import { alertBox, busy } from './dom.js';
import { sayWho } from './names.js';
import { say, sayError } from './page.js';
import type { Opened } from '../../bundle.js';
import type { Sealed } from '../../types.js';
import type { LostHold } from './casedata.js';
import type { CaseDesk } from './drawcase.js';

/** Whoever got new words and cannot open their letters with them: they are handed the key again in one click. */
export function drawLost(desk: CaseDesk): HTMLElement | undefined {
  const lost = desk.data.board.lost;
  const people = [...new Set(lost.map(({ who }) => who))];
  if (people.length === 0) return undefined;
  return el('div', { class: 'note warm lost' }, ...people.map((who) => drawOne(desk, who, lost.filter((each) => each.who === who))));
}

function drawOne(desk: CaseDesk, who: string, lost: readonly LostHold[]): HTMLElement {
  const problem = alertBox();
  const button = el('button', { type: 'button', class: 'button' }, say('lost.give'));
  button.addEventListener('click', () => {
    void busy(button, problem, sayError, async () => {
      await desk.give(await makeAgain(desk.opened, lost));
    });
  });
  return el('div', {}, el('p', {}, say('lost', { Who: sayWho(who, desk) })), problem, button);
}

/** The same keys, for the words that count now. To which they are sealed is what this browser believes, never what a server says. */
async function makeAgain(opened: Opened, lost: readonly LostHold[]): Promise<Sealed[]> {
  const grants: Sealed[] = [];
  for (const { who, compartment, turn, keys, recipient } of lost) {
    const person = who === 'reporter' ? opened.reporter : opened.parties.get(who);
    const held = opened.held.get(placeOf({ compartment, turn }));
    if (held === undefined || person?.hash !== keys || person.keys.recipient !== recipient) throw new Refusal('holder-key', who);
    grants.push(await makeGrant({
      held, author: authorOf(opened), to: { holder: who, recipient: person.keys.recipient }, basis: 'assignment', keys: person.hash, now: new Date(),
    }));
  }
  return grants;
}
