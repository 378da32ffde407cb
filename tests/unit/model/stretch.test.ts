import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClerkUser } from "../../../convex/model/clerkUser";
import { borderAfter, isWithin, stretchOf, type Border } from "../../../convex/model/stretch";

interface Signed {
  id: string;
  at: number;
}

const user = ({ id, at }: Signed): ClerkUser => ({
  externalId: id,
  created_at: at,
  updated_at: at,
  profile: {
    username: null,
    first_name: null,
    last_name: null,
    email: null,
    image_url: null,
    has_image: false,
  },
});

/** Walks `inClerk` in pages, beside `inConvex`; answers with whom it asks for by name, page by page. */
function walk(inClerk: readonly Signed[], inConvex: readonly Signed[], size: number, now: number) {
  const list = [...inClerk].sort((a, b) => a.at - b.at);
  const asked: string[] = [];
  let border: Border = { last_created_at: null, boundary_ids: [] };
  for (let offset = 0, isLast = false; !isLast; offset += size) {
    const users = list.slice(offset, offset + size).map(user);
    isLast = offset + size >= list.length;
    const stretch = stretchOf({ users, unreadable: [] }, border, isLast ? now : null);
    for (const { id, at } of inConvex) {
      if (isWithin(at, stretch) && !stretch.listed.includes(id)) asked.push(id);
    }
    border = borderAfter(users, stretch, border);
  }
  return asked.sort();
}

const NOW = 20;
/** Few moments, so that many sign up at the same one. */
const people = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 40 }).map(String),
    at: fc.integer({ min: 0, max: 8 }),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
);

describe("the stretches of a walk", () => {
  it("ask for everybody whom Clerk does not list, once, and for nobody else", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 6 }), fc.func(fc.nat(2)), (all, size, side) => {
        const where = (person: Signed) => side(person.id);
        const inClerk = all.filter((person) => where(person) !== 0);
        const inConvex = all.filter((person) => where(person) !== 1);
        const missing = inConvex.filter((person) => where(person) === 0).map(({ id }) => id);
        expect(walk(inClerk, inConvex, size, NOW)).toEqual(missing.sort());
      }),
    );
  });

  it("ask for nobody twice when a page ends among people of one moment", () => {
    const everybody = ["a", "b", "c", "d", "e"].map((id) => ({ id, at: 3 }));
    expect(walk(everybody, everybody, 2, NOW)).toEqual([]);
    expect(walk(everybody, [...everybody, { id: "f", at: 3 }], 2, NOW)).toEqual(["f"]);
  });

  it("leave whoever signed up since the start to the next walk", () => {
    expect(walk([{ id: "a", at: 1 }], [{ id: "new", at: NOW + 1 }], 2, NOW)).toEqual([]);
  });

  it("count somebody of whom Clerk tells nonsense as listed", () => {
    const border = { last_created_at: null, boundary_ids: [] };
    expect(stretchOf({ users: [], unreadable: ["user_odd"] }, border, NOW).listed).toEqual([
      "user_odd",
    ]);
  });
});
