/**
 * Time for the seeder: the sandbox reads `Date` and nothing else, so history can be lived in
 * minutes by moving `Date` and letting everything that is due happen. Timers are not touched.
 */

export interface TimeMachine {
  /** Now, in the time being lived (ms since epoch). */
  now(): number;
  /** Moves to a later moment; earlier ones are ignored, for time never runs back. */
  travelTo(moment: number): void;
  /** Gives the real `Date` back. */
  stop(): void;
}

/** Replaces the global `Date` by one that stands still at `start` until it is moved. */
export function startTimeMachine(start: number): TimeMachine {
  const RealDate = globalThis.Date;
  let moment = start;
  class TravelledDate extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(moment);
      else super(...(args as [number]));
    }
    static override now(): number {
      return moment;
    }
  }
  globalThis.Date = TravelledDate as DateConstructor;
  return {
    now: () => moment,
    travelTo: (next) => {
      // `Date` knows whole milliseconds only, and code relies on that.
      moment = Math.max(moment, Math.floor(next));
    },
    stop: () => {
      globalThis.Date = RealDate;
    },
  };
}
