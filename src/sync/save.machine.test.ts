import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAVE_FIELDS, type SaveField } from "./changes";
import {
  IDLE,
  isRunning,
  next,
  resultOf,
  type SaveEvent,
  type SaveState,
  type SettledPart,
  type Side,
} from "./save.machine";

const done: Side = { status: "done" };
const skipped: Side = { status: "skipped" };
const unreachable: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const refused = (field: SaveField | null = null): Side => ({
  status: "refused",
  code: "form_identifier_exists",
  message: "That username is taken.",
  field,
});

type StartedPart = Extract<SaveEvent, { type: "started" }>["parts"][number];

const names: StartedPart = {
  operationId: "op1",
  fields: ["username"],
  completes: false,
  skips: [],
};
const picture: StartedPart = { ...names, operationId: "op2", fields: ["image_url"] };
const started = (...parts: StartedPart[]): SaveEvent => ({ type: "started", parts });
const heard = (from: "convex" | "clerk", side: Side, operationId = "op1"): SaveEvent => ({
  type: "heard",
  operationId,
  from,
  side,
});
const connection = (connected: boolean): SaveEvent => ({ type: "connection", connected });
const after = (...events: SaveEvent[]) => events.reduce<SaveState>(next, IDLE);

const settled = (fields: readonly SaveField[], convex: Side, clerk: Side): SettledPart => ({
  operationId: "op1",
  fields,
  completes: false,
  convex,
  clerk,
});

const anySide = fc.constantFrom(done, unreachable, refused(), refused("username"));
const someFields = fc.uniqueArray(fc.constantFrom(...SAVE_FIELDS), { minLength: 1 });

describe("the machine of one save", () => {
  it("waits for both sides", () => {
    const state = after(started(names), heard("convex", done));
    expect(state).toMatchObject({ status: "saving", parts: [{ convex: done, clerk: null }] });
  });

  it("waits for all of its parts", () => {
    const state = after(started(names, picture), heard("convex", done), heard("clerk", done));
    expect(state.status).toBe("saving");
    const both = [heard("clerk", done, "op2"), heard("convex", done, "op2")];
    expect(both.reduce(next, state)).toMatchObject({
      status: "settled",
      result: { outcome: "saved" },
    });
  });

  it("does not wait for a side that has no part in it", () => {
    const state = after(started({ ...names, fields: ["interests"], skips: ["clerk"] }));
    expect(next(state, heard("convex", done))).toMatchObject({
      status: "settled",
      result: { outcome: "saved", clerk: skipped },
    });
  });

  it("is settled at once when nothing changes", () => {
    expect(after(started())).toMatchObject({
      status: "settled",
      result: { outcome: "saved", convex: skipped, clerk: skipped, lost: [] },
    });
  });

  it("ends the same in whatever order sides, parts and the connection are heard of", () => {
    fc.assert(
      fc.property(
        fc.tuple(anySide, anySide, anySide, anySide),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        ([a, b, c, d], order) => {
          const news = [
            heard("convex", a),
            heard("clerk", b),
            heard("convex", c, "op2"),
            heard("clerk", d, "op2"),
            connection(false),
            connection(true),
          ];
          const start = started(names, picture);
          const shuffled = order.flatMap((index) => news[index] ?? []);
          const [end, other] = [after(start, ...news), after(start, ...shuffled)];
          expect(end.status).toBe("settled");
          expect(other).toEqual(end);
        },
      ),
    );
  });

  it("is not moved by what it has heard before, nor by another save's news", () => {
    fc.assert(
      fc.property(
        anySide,
        anySide,
        fc.array(fc.tuple(fc.constantFrom("convex", "clerk"), anySide, fc.constant("op0"))),
        (convex, clerk, strangers) => {
          const first = [started(names), heard("convex", convex)];
          const noise = strangers.map(([from, side, id]) => heard(from, side, id));
          const again = [heard("convex", done), heard("clerk", clerk), heard("clerk", done)];
          expect(after(...first, ...noise, ...again)).toEqual(
            after(...first, heard("clerk", clerk)),
          );
        },
      ),
    );
  });

  it("says that it waits once only Convex is missing and cannot be reached", () => {
    const offline = after(started(names, picture), connection(false), heard("clerk", done));
    expect(offline.status).toBe("saving");
    const waiting = next(offline, heard("clerk", done, "op2"));
    expect(waiting.status).toBe("waiting");
    expect(next(waiting, connection(true)).status).toBe("saving");
    const late = [heard("convex", done), heard("convex", done, "op2")];
    expect(late.reduce(next, waiting)).toMatchObject({ result: { outcome: "saved" } });
  });

  it("never waits for a connection that is there, nor for Clerk", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (connected, convex, clerk) => {
        const news = [
          ...(convex ? [heard("convex", done)] : []),
          ...(clerk ? [heard("clerk", done)] : []),
        ];
        const state = after(started(names), connection(connected), ...news);
        expect(state.status === "waiting").toBe(!connected && clerk && !convex);
        expect(isRunning(state)).toBe(!(convex && clerk));
      }),
    );
  });

  it("tells how much of the picture is sent, until Convex has it or it failed", () => {
    const half: SaveEvent = { type: "sent", operationId: "op2", share: 0.5 };
    const sending = after(started(names, picture), half);
    expect(sending).toMatchObject({ upload: 0.5 });
    expect(next(sending, heard("clerk", done, "op2"))).toMatchObject({ upload: 0.5 });
    const arrived = next(sending, heard("convex", done, "op2"));
    expect(arrived).toMatchObject({ upload: null });
    expect(next(arrived, half)).toBe(arrived);
  });

  it("is put aside once settled, and not before", () => {
    const running = after(started(names), heard("convex", done));
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
      says: "failed when Clerk refuses and Convex was left out in time",
      convex: skipped,
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
    {
      says: "saved when neither had anything to do",
      convex: skipped,
      clerk: skipped,
      outcome: "saved",
      lost: [],
    },
  ])("$says", ({ convex, clerk, outcome, lost }) => {
    expect(resultOf([settled(["username"], convex, clerk)])).toMatchObject({ outcome, lost });
  });

  it("keeps what only Convex owns when Clerk refuses the rest", () => {
    const part = settled(["username", "interests", "onboarding"], done, refused("username"));
    expect(resultOf([part])).toMatchObject({ outcome: "partly_saved", lost: ["username"] });
  });

  it("takes the end of the onboarding back with a refused name", () => {
    const part = settled(["username", "onboarding"], done, refused("username"));
    expect(resultOf([{ ...part, completes: true }])).toMatchObject({
      outcome: "failed",
      lost: ["username", "onboarding"],
    });
  });

  it("keeps the name when Clerk refuses the picture, and says so at the picture", () => {
    const refusal = refused("image_url");
    const parts = [settled(["first_name"], done, done), settled(["image_url"], skipped, refusal)];
    const result = resultOf(parts);
    expect(result).toMatchObject({ outcome: "partly_saved", convex: done, clerk: refusal });
    expect(result.lost).toEqual(["image_url"]);
    expect(result.fieldErrors).toMatchObject({ image_url: { side: "clerk" } });
  });

  it("gives both refusals when they are about different fields, and Clerk's for the same", () => {
    const fields = ["username", "first_name"] as const;
    const result = resultOf([settled(fields, refused("first_name"), refused("username"))]);
    expect(Object.keys(result.fieldErrors).sort()).toEqual(["first_name", "username"]);
    const same = resultOf([settled(["username"], refused("username"), refused("username"))]);
    expect(same.fieldErrors.username?.side).toBe("clerk");
  });

  it("is saved only if no side failed, and failed only if nothing stands", () => {
    const someParts = fc.array(
      fc.tuple(someFields, anySide, anySide).map((part) => settled(...part)),
      { minLength: 1, maxLength: 2 },
    );
    fc.assert(
      fc.property(someParts, (parts) => {
        const { outcome, lost } = resultOf(parts);
        const sides = parts.flatMap(({ convex, clerk }) => [convex, clerk]);
        expect(outcome === "saved").toBe(sides.every(({ status }) => status === "done"));
        const fields = parts.flatMap((part) => part.fields);
        expect(outcome === "failed").toBe(lost.length === fields.length);
        if (outcome === "saved") expect(lost).toEqual([]);
      }),
    );
  });
});
