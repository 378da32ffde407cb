import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addArrivals, isSilent, NO_RHYTHM, usualSilenceMs } from "../../../convex/model/rhythm";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The start of a week, as weeks are counted here. */
const MONDAY = 2_900 * WEEK;

/** An event each hour. */
function hourly(from: number, to: number): number[] {
  return Array.from({ length: (to - from) / HOUR + 1 }, (_, n) => from + n * HOUR);
}

describe("silence", () => {
  it("is nothing before a first event", () => {
    expect(isSilent(NO_RHYTHM, MONDAY)).toBe(false);
  });

  it("is three days for an app of which less than a week is known", () => {
    const rhythm = addArrivals(NO_RHYTHM, hourly(MONDAY, MONDAY + DAY));
    expect(isSilent(rhythm, MONDAY + 4 * DAY)).toBe(false);
    expect(isSilent(rhythm, MONDAY + 4 * DAY + 1)).toBe(true);
  });

  it("is twice the longest gap of this week and the one before", () => {
    const evening = MONDAY + 3 * DAY;
    const morning = evening + 8 * HOUR;
    const last = MONDAY + 2 * WEEK - HOUR;
    const rhythm = addArrivals(NO_RHYTHM, [...hourly(MONDAY, evening), ...hourly(morning, last)]);
    expect(isSilent(rhythm, last + 16 * HOUR)).toBe(false);
    expect(isSilent(rhythm, last + 16 * HOUR + 1)).toBe(true);

    const weekLater = addArrivals(rhythm, hourly(last, MONDAY + 2 * WEEK));
    expect(usualSilenceMs(weekLater, MONDAY + 2 * WEEK)).toBe(2 * HOUR);
  });

  it("is an hour at least, however busy the app is", () => {
    const busy = [...hourly(MONDAY, MONDAY + WEEK), MONDAY + 2 * WEEK];
    const rhythm = { ...addArrivals(NO_RHYTHM, busy), longest_gap_ms: 1_000, earlier_gap_ms: 5 };
    expect(isSilent(rhythm, MONDAY + 2 * WEEK + HOUR)).toBe(false);
    expect(isSilent(rhythm, MONDAY + 2 * WEEK + HOUR + 1)).toBe(true);
  });

  it("that was warned of does not make such silences usual", () => {
    const busy = addArrivals(NO_RHYTHM, hourly(MONDAY, MONDAY + WEEK));
    const back = MONDAY + WEEK + 5 * DAY;
    expect(isSilent(busy, back)).toBe(true);
    expect(usualSilenceMs(addArrivals(busy, [back]), back)).toBe(4 * HOUR);
  });

  const gaps = fc.array(fc.integer({ min: 0, max: 3 * WEEK }), { minLength: 1, maxLength: 30 });
  const arrivals = gaps.map((list) => {
    let time = MONDAY;
    return list.map((gap) => (time += gap));
  });

  it("is told alike however events are batched, and in whatever order a batch has them", () => {
    const shuffled = arrivals.chain((times) =>
      fc.record({
        times: fc.constant(times),
        batch: fc.shuffledSubarray(times, { minLength: times.length }),
        cut: fc.nat(times.length),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ times, batch, cut }) => {
        const oneByOne = times.reduce((rhythm, time) => addArrivals(rhythm, [time]), NO_RHYTHM);
        expect(addArrivals(NO_RHYTHM, batch)).toEqual(oneByOne);
        const first = addArrivals(NO_RHYTHM, times.slice(0, cut));
        expect(addArrivals(first, times.slice(cut))).toEqual(oneByOne);
      }),
    );
  });

  it("is told alike when an event that came earlier is tried or applied once more", () => {
    fc.assert(
      fc.property(arrivals, fc.nat(WEEK), (times, ago) => {
        const rhythm = addArrivals(NO_RHYTHM, times);
        const earlier = (times.at(-1) ?? MONDAY) - ago;
        expect(addArrivals(rhythm, [earlier])).toEqual(rhythm);
      }),
    );
  });

  it("is never less than an hour, and never more than doubled by one event", () => {
    fc.assert(
      fc.property(arrivals, (times) => {
        const last = times.at(-1) ?? MONDAY;
        const before = addArrivals(NO_RHYTHM, times.slice(0, -1));
        const usual = usualSilenceMs(addArrivals(before, [last]), last);
        expect(usual).toBeGreaterThanOrEqual(HOUR);
        const usualBefore = usualSilenceMs(before, before.last_received_at ?? MONDAY);
        expect(usual).toBeLessThanOrEqual(2 * usualBefore);
      }),
    );
  });

  it("does not end by waiting", () => {
    fc.assert(
      fc.property(arrivals, fc.nat(WEEK), fc.nat(WEEK), (times, wait, more) => {
        const rhythm = addArrivals(NO_RHYTHM, times);
        const then = MONDAY + wait;
        if (isSilent(rhythm, then)) expect(isSilent(rhythm, then + more)).toBe(true);
      }),
    );
  });
});
