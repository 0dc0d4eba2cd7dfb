import { beginPlace, keysFor, newPlace, unitHolders } from './begin.js';
import { isPerson } from './forms.js';
import { placeOf } from './trust.js';
import type { HolderEntry, Opened } from './bundle.js';
import type { Holder } from './grant.js';
import type { Held } from './item.js';
import type { Sealed } from './types.js';

// A new turn of a compartment (sealing.md section 5): once somebody's key to it has ended, an
// officer who still holds it gives it a new identity before anything more is written there.

/**
 * New turns of all compartments of an office that somebody left, each with its grants: to all who
 * hold it still and may, and to nobody else. The bundle holds them from then on. served are the
 * persons whom the server serves the case today.
 */
export async function makeTurns(
  opened: Opened, unit: string, today: string, now: Date, served: readonly string[],
): Promise<Sealed[][]> {
  const all: Sealed[][] = [];
  for (const held of [...opened.held.values()].filter((each) => isNewest(opened, each) && isOfOffice(each, unit))) {
    const there = opened.holders.filter((each) => each.genuine && placeOf(each) === placeOf(held));
    const people = peopleOf(opened, there);
    if (people === undefined || there.every((each) => each.ended === '')) continue;
    const holders = [...unitHolders({ ...opened, holders: there }, unit, [held.compartment], today, served), ...people];
    const next: Held = { ...await newPlace(opened.report, held.compartment), turn: held.turn + 1, newest: held.newest };
    const keys = (): string => keysFor(opened, held.compartment);
    all.push(await beginPlace(opened, { held: next, holders, basis: 'assignment', keys }, now));
  }
  return all;
}

function isNewest(opened: Opened, { compartment, turn }: Held): boolean {
  return opened.turns.get(compartment) === turn;
}

/** What was passed on never turns: nothing is written there but by those who were handed it. */
function isOfOffice({ compartment }: Held, unit: string): boolean {
  return compartment === `talk:${unit}` || compartment === `file:${unit}` || compartment.startsWith('party:');
}

/** The people with a phrase who hold it, with their newest keys; undefined if somebody's are not believed. */
function peopleOf(opened: Opened, there: readonly HolderEntry[]): Holder[] | undefined {
  const names = new Set(there.filter((each) => each.ended === '' && isPerson(each.holder)).map((each) => each.holder));
  const people = [...names].flatMap((holder): Holder[] => {
    const person = holder === 'reporter' ? opened.reporter : opened.parties.get(holder);
    return person === undefined ? [] : [{ holder, recipient: person.keys.recipient }];
  });
  return people.length === names.size ? people : undefined;
}
