// #region counts
/** Documents that functions read and write, and functions that run. */
interface Cost {
  readonly read: number;
  readonly written: number;
  readonly calls: number;
}

/** What things cost, counted; tests/world/costs.test.ts fails when one of them costs more. */
export const COSTS = {
  /** A change in Clerk, from its webhook to the row that the app reads. */
  webhook: { read: 19, written: 10, calls: 3 },
  /** A save, with Clerk's webhook that confirms it, and with counting it for the overview. */
  save: { read: 38, written: 23, calls: 5 },
  /** The person's own profile, when a page opens it, and again whenever it changes. */
  look: { read: 3, written: 0, calls: 1 },
  /** A quick scan, without the people that it sees: those whom Clerk has changed lately. */
  quickScan: { read: 7, written: 5, calls: 5 },
  /** A page of a full scan, which is at most 500 people, without these. */
  fullScanPage: { read: 8, written: 5, calls: 9 },
  /** Somebody whom a scan sees, and who is equal on both sides. */
  scannedPerson: { read: 2, written: 0, calls: 0 },
  /** The crons, in a minute in which there is nothing to do. */
  idleMinute: { read: 0, written: 0, calls: 5 },
} as const satisfies Record<string, Cost>;
// #endregion counts

// #region month
/** What the people of an app do in a month. */
export interface Month {
  readonly people: number;
  /** Events of each person: signing up, and changes in Clerk that are no saves of the kit. */
  readonly eventsEach: number;
  readonly savesEach: number;
  /** How often each person opens a page that shows their profile. */
  readonly visitsEach: number;
}

const DAYS = 30;
const MINUTES = DAYS * 24 * 60;
/** A save changes what a page shows when it begins, when Clerk has it, and when it is confirmed. */
const LOOKS_PER_SAVE = 3;

/** What the kit costs in such a month, with no dashboard open. */
export function monthlyCost({ people, eventsEach, savesEach, visitsEach }: Month): Cost {
  const changed = people * (eventsEach + savesEach);
  const times = [
    [COSTS.webhook, people * eventsEach],
    [COSTS.save, people * savesEach],
    [COSTS.look, people * (visitsEach + savesEach * LOOKS_PER_SAVE)],
    [COSTS.quickScan, MINUTES / 15],
    [COSTS.fullScanPage, DAYS * Math.ceil(people / 500)],
    [COSTS.scannedPerson, DAYS * people + changed],
    [COSTS.idleMinute, MINUTES],
  ] as const;
  const sum = (part: keyof Cost) =>
    times.reduce((all, [cost, count]) => all + cost[part] * count, 0);
  return { read: sum("read"), written: sum("written"), calls: sum("calls") };
}
// #endregion month
