import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAVE_FIELDS, type SaveField } from "./changes";
import { IDLE, next, resultOf, type SaveEvent, type SaveState, type Side } from "./save.machine";

const done: Side = { status: "done" };
const skipped: Side = { status: "skipped" };
const unreachable: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const refused = (field: SaveField | null = null): Side => ({
  status: "refused",
  code: "form_identifier_exists",
  message: "That username is taken.",
  field,
});

const started: SaveEvent = {
  type: "started",
  operationId: "op1",
  fields: ["username"],
  skips: [],
};
const heard = (from: "convex" | "clerk", side: Side, operationId = "op1"): SaveEvent => ({
  type: "heard",
  operationId,
  from,
  side,
});
const after = (...events: SaveEvent[]) => events.reduce<SaveState>(next, IDLE);

const anySide = fc.constantFrom(done, unreachable, refused(), refused("username"));
const someFields = fc.uniqueArray(fc.constantFrom(...SAVE_FIELDS), { minLength: 1 });

describe("the machine of one save", () => {
  it("waits for both sides", () => {
    expect(after(started, heard("convex", done))).toMatchObject({
      status: "saving",
      convex: done,
      clerk: null,
    });
  });

  it("does not wait for a side that has no part in it", () => {
    const state = after({ ...started, fields: ["interests"], skips: ["clerk"] });
    expect(next(state, heard("convex", done))).toMatchObject({
      status: "settled",
      result: { outcome: "saved", clerk: skipped },
    });
  });

  it("is settled at once when nothing changes", () => {
    expect(after({ ...started, fields: [], skips: ["convex", "clerk"] })).toMatchObject({
      status: "settled",
      result: { outcome: "saved", lost: [] },
    });
  });

  it("ends the same whichever side is heard first", () => {
    fc.assert(
      fc.property(anySide, anySide, (convex, clerk) => {
        const oneWay = after(started, heard("convex", convex), heard("clerk", clerk));
        const other = after(started, heard("clerk", clerk), heard("convex", convex));
        expect(oneWay).toEqual(other);
      }),
    );
  });

  it("is not moved by what it has heard before, nor by another save's news", () => {
    fc.assert(
      fc.property(
        anySide,
        anySide,
        fc.array(fc.tuple(fc.constantFrom("convex", "clerk"), anySide, fc.constant("op0"))),
        (convex, clerk, strangers) => {
          const first = [started, heard("convex", convex)];
          const noise = strangers.map(([from, side, id]) => heard(from, side, id));
          const again = [heard("convex", done), heard("clerk", clerk), heard("clerk", done)];
          expect(after(...first, ...noise, ...again)).toEqual(
            after(...first, heard("clerk", clerk)),
          );
        },
      ),
    );
  });

  it("notes what Convex put back, for the save that it is about", () => {
    const settled = after(started, heard("convex", done), heard("clerk", refused("username")));
    const report = { type: "reported", undone: ["username"] } satisfies Partial<SaveEvent>;
    expect(next(settled, { ...report, operationId: "op0" })).toBe(settled);
    expect(next(settled, { ...report, operationId: "op1" })).toMatchObject({
      undone: ["username"],
    });
  });

  it("is put aside once settled, and not before", () => {
    const running = after(started, heard("convex", done));
    expect(next(running, { type: "dismissed" })).toBe(running);
    expect(next(next(running, heard("clerk", done)), { type: "dismissed" })).toBe(IDLE);
  });
});

describe("what two sides make of a save", () => {
  it.each([
    { says: "saved when both have it", convex: done, clerk: done, outcome: "saved", lost: [] },
    {
      says: "partly saved while Clerk does not answer: the server goes on asking",
      convex: done,
      clerk: unreachable,
      outcome: "partly_saved",
      lost: [],
    },
    {
      says: "failed when Clerk refuses, for Convex puts the old value back",
      convex: done,
      clerk: refused("username"),
      outcome: "failed",
      lost: ["username"],
    },
    {
      says: "partly saved when Clerk alone has it: its event brings it to Convex",
      convex: refused(),
      clerk: done,
      outcome: "partly_saved",
      lost: [],
    },
    {
      says: "failed when Convex refuses and Clerk does not answer: no one asks again",
      convex: refused(),
      clerk: unreachable,
      outcome: "failed",
      lost: ["username"],
    },
  ])("$says", ({ convex, clerk, outcome, lost }) => {
    expect(resultOf(["username"], convex, clerk)).toMatchObject({ outcome, lost });
  });

  it("keeps what only Convex owns when Clerk refuses the rest", () => {
    expect(resultOf(["username", "interests"], done, refused("username"))).toMatchObject({
      outcome: "partly_saved",
      lost: ["username"],
    });
  });

  it("gives both refusals when they are about different fields, and Clerk's for the same", () => {
    const result = resultOf(["username", "first_name"], refused("first_name"), refused("username"));
    expect(Object.keys(result.fieldErrors).sort()).toEqual(["first_name", "username"]);
    const same = resultOf(["username"], refused("username"), refused("username"));
    expect(same.fieldErrors.username?.side).toBe("clerk");
  });

  it("is saved only if no side failed, and failed only if nothing stands", () => {
    fc.assert(
      fc.property(someFields, anySide, anySide, (fields, convex, clerk) => {
        const { outcome, lost } = resultOf(fields, convex, clerk);
        expect(outcome === "saved").toBe(convex.status === "done" && clerk.status === "done");
        expect(outcome === "failed").toBe(lost.length === fields.length);
        if (outcome === "saved") expect(lost).toEqual([]);
      }),
    );
  });
});
