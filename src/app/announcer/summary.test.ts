import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GATHER_MS, hear, newsBetween, NOTHING_HEARD, QUIET_MS, say } from "./summary";

const one = { arrived: 1, failed: 0 };

describe("the summing up", () => {
  it("has nothing to say before anything was heard", () => {
    expect(say(NOTHING_HEARD, 1e9)).toEqual({ message: null, after: NOTHING_HEARD });
    expect(hear(NOTHING_HEARD, { arrived: 0, failed: 0 }, 0)).toBe(NOTHING_HEARD);
  });

  it("gathers for a moment, and then says one sentence", () => {
    let summary = hear(NOTHING_HEARD, { arrived: 11, failed: 0 }, 0);
    summary = hear(summary, { arrived: 1, failed: 1 }, 1_000);
    expect(say(summary, GATHER_MS - 1).message).toBeNull();
    expect(say(summary, GATHER_MS).message).toBe("12 new events, 1 failed");
  });

  it("speaks of one event in the singular", () => {
    expect(say(hear(NOTHING_HEARD, one, 0), GATHER_MS).message).toBe("1 new event");
  });

  it("begins anew after it has spoken", () => {
    const { after } = say(hear(NOTHING_HEARD, one, 0), GATHER_MS);
    expect(say(after, 1e9).message).toBeNull();
    const later = hear(after, { arrived: 2, failed: 0 }, GATHER_MS + 100);
    expect(say(later, GATHER_MS + QUIET_MS - 1).message).toBeNull();
    expect(say(later, GATHER_MS + QUIET_MS).message).toBe("2 new events");
  });

  it("never speaks twice within the quiet time, and loses no event", () => {
    const steps = fc.array(fc.record({ wait: fc.nat(4_000), arrived: fc.nat(5) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (all) => {
        let now = 0;
        let summary = NOTHING_HEARD;
        const said: { at: number; count: number }[] = [];
        const look = () => {
          const { message, after } = say(summary, now);
          summary = after;
          if (message !== null) said.push({ at: now, count: Number.parseInt(message, 10) });
        };
        for (const { wait, arrived } of all) {
          now += wait;
          look();
          summary = hear(summary, { arrived, failed: 0 }, now);
        }
        now += GATHER_MS + QUIET_MS;
        look();
        const heard = all.reduce((sum, { arrived }) => sum + arrived, 0);
        expect(said.reduce((sum, { count }) => sum + count, 0)).toBe(heard);
        for (const [index, { at }] of said.entries()) {
          const before = said[index - 1];
          if (before) expect(at - before.at).toBeGreaterThanOrEqual(QUIET_MS);
        }
      }),
    );
  });
});

describe("the news between two looks", () => {
  const count = (hour: number, outcome: string, n: number) => {
    return { hour, type: "user.updated", outcome, count: n };
  };

  it("is none at the first look", () => {
    expect(newsBetween(null, [count(1, "applied", 40)])).toEqual({ arrived: 0, failed: 0 });
  });

  it("is what was counted since, in old hours and in new ones", () => {
    const before = [count(1, "applied", 40)];
    const after = [count(1, "applied", 42), count(2, "applied", 3), count(2, "dead", 1)];
    expect(newsBetween(before, after)).toEqual({ arrived: 6, failed: 1 });
  });

  it("is not that an hour was left behind", () => {
    expect(newsBetween([count(1, "applied", 40)], [])).toEqual({ arrived: 0, failed: 0 });
  });
});
