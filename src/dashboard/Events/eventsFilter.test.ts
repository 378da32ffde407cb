import { describe, expect, it } from "vitest";
import { argsOf, filterWords, isEverything, NO_FILTER, whyNoReplay } from "./eventsFilter";

describe("the filter of events", () => {
  it("asks for nothing in particular when nothing is chosen", () => {
    expect(argsOf(NO_FILTER)).toEqual({});
    expect(isEverything(NO_FILTER)).toBe(true);
    expect(filterWords(NO_FILTER)).toBe("");
  });

  it("takes an id of a person that is searched for as the person", () => {
    expect(argsOf({ ...NO_FILTER, q: " user_2abc " })).toEqual({ externalId: "user_2abc" });
    expect(argsOf({ ...NO_FILTER, q: "msg_1", person: "user_ada" })).toEqual({
      search: "msg_1",
      externalId: "user_ada",
    });
  });

  it("leaves out the very end of a stretch of time", () => {
    expect(argsOf({ ...NO_FILTER, from: 1_000, to: 2_000 })).toEqual({
      since: 1_000,
      until: 1_999,
    });
  });

  it("says itself in words", () => {
    const filter = { ...NO_FILTER, type: "user.created", outcome: "dead", q: "taken" } as const;
    expect(filterWords(filter)).toBe("“Signed up”, outcome “Gave up”, matching “taken”");
  });

  it("can be replayed by what it names, and not by a search nor by nothing", () => {
    expect(whyNoReplay({ ...NO_FILTER, outcome: "dead" })).toBeNull();
    expect(whyNoReplay({ ...NO_FILTER, from: 1 })).toBeNull();
    expect(whyNoReplay({ ...NO_FILTER, q: "user_ada" })).toBeNull();
    expect(whyNoReplay(NO_FILTER)).toMatch(/Choose/);
    expect(whyNoReplay({ ...NO_FILTER, outcome: "dead", q: "taken" })).toMatch(/Clear the search/);
  });
});
