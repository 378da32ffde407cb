import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProfileValues, UserUpdateValues } from "../../../convex/model/fields";
import {
  CLOCK_TOLERANCE_MS,
  judgeWrite,
  layOver,
  overruledFields,
  pendingFields,
  type ClerkSide,
  type OpenWrite,
  type StorageId,
} from "../../../convex/model/merge";

const ada: UserUpdateValues = { username: "ada", first_name: "Ada", last_name: "Lovelace" };
const AT = 1_000_000;
const OLD = "https://img.clerk.test/old";

const write = (overrides: Partial<OpenWrite> = {}): OpenWrite => ({
  requested: { first_name: "Augusta" },
  overruled: [],
  clerk_previous: { ...ada, image_url: OLD },
  clerk: "pending",
  clerk_updated_at: null,
  clerk_image_url: null,
  started_at: AT,
  ...overrides,
});
const view = (updated_at: number, values: Partial<ClerkSide> = {}) => ({
  values: { ...ada, image_url: OLD, has_image: true, ...values },
  updated_at,
});

describe("laying saves over Clerk's values", () => {
  it("shows what was saved, and Clerk's value where nothing was", () => {
    expect(layOver(ada, [write()])).toEqual({ ...ada, first_name: "Augusta" });
    expect(layOver(ada, [])).toEqual(ada);
  });

  it("lets the newest save of a field win, also when it removes the value", () => {
    const writes = [write(), write({ requested: { first_name: null } })];
    expect(layOver(ada, writes).first_name).toBeNull();
  });

  it("gives each field the newest save that speaks of it, for any saves", () => {
    const value = fc.option(fc.string(), { nil: null });
    const requested: fc.Arbitrary<ProfileValues> = fc.record(
      { username: value, first_name: value, last_name: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(requested), (all) => {
        const shown = layOver(
          ada,
          all.map((each) => write({ requested: each })),
        );
        for (const field of ["username", "first_name", "last_name"] as const) {
          const newest = all.filter((each) => field in each).at(-1);
          expect(shown[field]).toBe(newest === undefined ? ada[field] : newest[field]);
        }
      }),
    );
  });
});

describe("what Clerk's view says about a save", () => {
  it("confirms a save that is done from the moment on that Clerk named", () => {
    const done = write({ clerk: "done", clerk_updated_at: AT + 5 });
    expect(judgeWrite(done, view(AT + 4))).toBe("stands");
    expect(judgeWrite(done, view(AT + 5, { first_name: "Augusta" }))).toBe("confirmed");
    expect(judgeWrite(done, view(AT + 6, { first_name: "Countess" }))).toBe("confirmed");
  });

  it("confirms a save that is not known to be done when its values are there", () => {
    for (const clerk of ["pending", "unreachable", "done"] as const) {
      expect(judgeWrite(write({ clerk }), view(AT + 1))).toBe("stands");
      expect(judgeWrite(write({ clerk }), view(AT + 1, { first_name: "Augusta" }))).toBe(
        "confirmed",
      );
    }
  });

  it("does not take an old view that happens to look alike for an echo", () => {
    const old = view(AT - CLOCK_TOLERANCE_MS - 1, { first_name: "Augusta" });
    expect(judgeWrite(write(), old)).toBe("stands");
  });

  it("ends a save that was given up with Clerk's next word, and not before", () => {
    const given = write({ clerk: "gave_up", clerk_updated_at: 10 });
    expect(judgeWrite(given, view(10))).toBe("stands");
    expect(judgeWrite(given, view(11))).toBe("overtaken");
    expect(judgeWrite(given, view(11, { first_name: "Augusta" }))).toBe("confirmed");
  });
});

describe("what Clerk's view says about a picture", () => {
  const file = "file" as StorageId;
  const upload = write({ requested: { avatar_storage_id: file } });
  const changed = view(AT + 1, { image_url: "https://img.clerk.test/new" });

  it("does not confirm an upload from a webhook before the browser has named it", () => {
    expect(judgeWrite(upload, changed)).toBe("stands");
    const named = { ...upload, clerk_image_url: "https://img.clerk.test/new" };
    expect(judgeWrite(named, changed)).toBe("confirmed");
    expect(judgeWrite({ ...named, clerk_image_url: "https://x.test/other" }, changed)).toBe(
      "stands",
    );
  });

  it("confirms a removal once Clerk has no picture", () => {
    const removal = write({ requested: { avatar_storage_id: null } });
    expect(judgeWrite(removal, view(AT + 1))).toBe("stands");
    expect(judgeWrite(removal, view(AT + 1, { has_image: false }))).toBe("confirmed");
  });
});

describe("fields that lose against Clerk", () => {
  it("are those that end with another value there, unless a newer save speaks of them", () => {
    const save = write({ requested: { first_name: "Augusta", last_name: "King" } });
    const clerk = view(AT + 1, { first_name: "Countess", last_name: "Byron" }).values;
    expect(overruledFields(save, clerk, new Set())).toEqual(["first_name", "last_name"]);
    expect(overruledFields(save, clerk, new Set(["last_name"]))).toEqual(["first_name"]);
    expect(overruledFields(save, { ...clerk, ...save.requested }, new Set())).toEqual([]);
  });

  it("no longer stand over Clerk's value, and are not pending", () => {
    const lost = write({ overruled: [{ field: "first_name" }] });
    expect(layOver(ada, [lost])).toEqual(ada);
    expect([...pendingFields([lost])]).toEqual([]);
  });
});

describe("pending fields", () => {
  it("are those on their way to Clerk, not what was given up or is Convex's own", () => {
    const writes = [
      write({ requested: { first_name: "A", interests: ["chess"] } }),
      write({ requested: { username: "b" }, clerk: "gave_up" }),
    ];
    expect([...pendingFields(writes)]).toEqual(["first_name"]);
  });
});
