import fc from "fast-check";
import type { Delivery, Sign } from "../deliveries";
import type { People } from "../people";

/** A delivery, and what it is about. */
export interface Told {
  readonly delivery: Delivery;
  readonly externalId: string;
  /** The place of the event in its person's history. */
  readonly step: number;
  /** The first name from then on; null once the person is gone. */
  readonly name: string | null;
}

/** Of each history: a sign-up and changes of the name, the last of which may be a deletion. */
export const EVENTS_PER_PERSON = 5;
/** One history in so many ends with a deletion. */
const PEOPLE_PER_DELETION = 10;
/** Each so many-th event is delivered twice: a tenth of all deliveries are repeats. */
const EVENTS_PER_REPEAT = 9;

/** How many people it takes for so many deliveries. */
export function peopleFor(deliveries: number): number {
  const events = deliveries * (EVENTS_PER_REPEAT / (EVENTS_PER_REPEAT + 1));
  return Math.ceil(events / EVENTS_PER_PERSON);
}

/** Everybody's history in Clerk, as signed deliveries in the order in which it happened. */
export async function tellHistories(people: People, sign: Sign): Promise<Told[]> {
  const told: Told[] = [];
  for (const [n, { externalId }] of people.users.entries()) {
    const isDeleted = n % PEOPLE_PER_DELETION === 0;
    for (let step = 0; step < EVENTS_PER_PERSON; step++) {
      const user = await people.rename(externalId, people.newName());
      const at = user.updated_at;
      const about = { userId: externalId, at };
      if (isDeleted && step === EVENTS_PER_PERSON - 1) {
        const data = { object: "user", id: externalId, deleted: true };
        const delivery = sign({ ...about, type: "user.deleted", data });
        told.push({ delivery, externalId, step, name: null });
      } else {
        const type = step === 0 ? "user.created" : "user.updated";
        const delivery = sign({ ...about, type, data: user });
        told.push({ delivery, externalId, step, name: user.first_name });
      }
    }
  }
  return told;
}

/** The same with a tenth of repeats, in a random order that `seed` fixes. */
export function inDisorder(told: readonly Told[], seed: number): Told[] {
  const all = [...told, ...told.filter((_, n) => n % EVENTS_PER_REPEAT === 0)];
  const order = fc.shuffledSubarray(all, { minLength: all.length });
  return fc.sample(order, { seed, numRuns: 1 })[0] ?? [];
}

/** With which name each history ends, by what was told of it. */
export function rightEnds(told: readonly Told[]): Map<string, string | null> {
  const newest = new Map<string, Told>();
  for (const one of told) {
    if (one.step >= (newest.get(one.externalId)?.step ?? 0)) newest.set(one.externalId, one);
  }
  return new Map([...newest].map(([externalId, { name }]) => [externalId, name]));
}
