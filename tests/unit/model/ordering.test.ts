import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, type Incoming, type Known } from "../../../convex/model/ordering";

const nobody: Known = { deleted_at: null, clerk_updated_at: null, clerk_event_at: null };
const known: Known = { deleted_at: null, clerk_updated_at: 10, clerk_event_at: 12 };
const profile = (clerk_updated_at: number, event_at: number | null): Incoming => ({
  kind: "profile",
  clerk_updated_at,
  event_at,
});

describe("deciding which word of Clerk is newer", () => {
  it("takes the first word about anybody", () => {
    expect(decide(nobody, profile(1, 1))).toBe("apply");
  });

  it("goes by Clerk's updated_at, not by when the event was sent", () => {
    expect(decide(known, profile(11, 1))).toBe("apply");
    expect(decide(known, profile(9, 99))).toBe("stale");
  });

  it("applies a tie, unless its envelope is older", () => {
    expect(decide(known, profile(10, 12))).toBe("apply");
    expect(decide(known, profile(10, 13))).toBe("apply");
    expect(decide(known, profile(10, 11))).toBe("stale");
  });

  it("takes an answer of the Backend API in a tie", () => {
    expect(decide(known, profile(10, null))).toBe("apply");
    expect(decide({ ...known, clerk_event_at: null }, profile(10, 1))).toBe("apply");
  });

  it("lets nothing follow a deletion but a later deletion", () => {
    const gone = { ...known, deleted_at: 20 };
    expect(decide(gone, profile(99, 99))).toBe("stale");
    expect(decide(gone, { kind: "deletion", event_at: 20 })).toBe("stale");
    expect(decide(gone, { kind: "deletion", event_at: 21 })).toBe("apply");
  });

  it("deletes also when the deletion is the first that is heard", () => {
    expect(decide(nobody, { kind: "deletion", event_at: 1 })).toBe("apply");
  });
});

describe("any order, same end", () => {
  /** Distinct envelopes, with many ties among Clerk's times. */
  const history = fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom<"profile" | "deletion">("profile", "profile", "profile", "deletion"),
      clerk_updated_at: fc.integer({ min: 1, max: 4 }),
      event_at: fc.integer({ min: 1, max: 1_000 }),
    }),
    { selector: ({ event_at }) => event_at, maxLength: 8 },
  );

  function endOf(events: readonly Incoming[]): Known {
    return events.reduce((state, event) => {
      if (decide(state, event) === "stale") return state;
      if (event.kind === "deletion") {
        return { deleted_at: event.event_at, clerk_updated_at: null, clerk_event_at: null };
      }
      const { clerk_updated_at, event_at: clerk_event_at } = event;
      return { ...state, clerk_updated_at, clerk_event_at };
    }, nobody);
  }

  it("holds for every shuffling and repetition of a history", () => {
    fc.assert(
      fc.property(
        history.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
          ),
        ),
        ([events, shuffled]) => {
          expect(endOf(shuffled)).toEqual(endOf(events));
        },
      ),
    );
  });

  it("is the newest of them", () => {
    fc.assert(
      fc.property(history, (events) => {
        const deletions = events.filter(({ kind }) => kind === "deletion");
        fc.pre(deletions.length === 0 && events.length > 0);
        const newest = Math.max(...events.map(({ clerk_updated_at }) => clerk_updated_at));
        expect(endOf(events).clerk_updated_at).toBe(newest);
      }),
    );
  });
});
