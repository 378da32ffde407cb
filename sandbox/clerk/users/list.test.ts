import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testClerk } from "../testing";

afterEach(() => vi.useRealTimers());

const FIELDS = ["created_at", "updated_at", "username", "first_name"] as const;

/** What people do, in any order: come, change their name, go. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("create" as const),
      name: fc.constantFrom("Ann", "Ann-Lee", "Ö"),
    }),
    fc.record({
      kind: fc.constant("rename" as const),
      whom: fc.nat(20),
      name: fc.string({ unit: "binary" }),
    }),
    fc.record({ kind: fc.constant("delete" as const), whom: fc.nat(20) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(3) }),
  ),
  { maxLength: 30 },
);

describe("listing people", () => {
  it("gives the pages that sorting everyone would give, whatever has happened before", async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.constantFrom(...FIELDS),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        async (happened, field, descending, limit) => {
          vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
          const { clerk } = await testClerk();
          const ids: string[] = [];
          for (const [index, step] of happened.entries()) {
            const id = "whom" in step ? ids[step.whom % Math.max(ids.length, 1)] : undefined;
            if (step.kind === "wait") vi.setSystemTime(Date.now() + step.ms);
            else if (step.kind === "create") {
              const username = `person-${index}`;
              const user = await clerk.users.create({ username, first_name: step.name });
              ids.push(user.id);
            } else if (id !== undefined && step.kind === "rename") {
              await clerk.users.update(id, { first_name: step.name });
            } else if (id !== undefined) {
              clerk.users.delete(id);
              ids.splice(ids.indexOf(id), 1);
            }
          }
          const everyone = ids.map((id) => clerk.users.get(id)).filter((user) => user !== null);
          const sortKey = (user: (typeof everyone)[number]) => naiveKey(user[field]);
          const sorted = everyone.sort(
            (a, b) => compare(sortKey(a), sortKey(b)) || compare(a.id, b.id),
          );
          if (descending) sorted.reverse();
          const pages: string[] = [];
          for (let offset = 0; offset < sorted.length + limit; offset += limit) {
            const order_by = `${descending ? "-" : "+"}${field}`;
            const page = clerk.users.list({ limit, offset, order_by });
            expect(page.length).toBeLessThanOrEqual(limit);
            pages.push(...page.map((user) => user.id));
          }
          expect(pages).toEqual(sorted.map((user) => user.id));
          expect(clerk.users.count()).toBe(sorted.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives ten people to those who ask for more than 500, as Clerk does", async () => {
    const { clerk } = await testClerk();
    for (let i = 0; i < 12; i++) await clerk.users.create({ username: `person-${i}` });
    expect(clerk.users.list({ limit: 501 })).toHaveLength(10);
    expect(clerk.users.list({ limit: 500 })).toHaveLength(12);
  });

  it("starts with the newest when no order is given", async () => {
    const { clerk } = await testClerk();
    await clerk.users.create({ username: "older", created_at: 1000 });
    await clerk.users.create({ username: "newer", created_at: 2000 });
    expect(clerk.users.list().map((user) => user.username)).toEqual(["newer", "older"]);
  });

  it("finds people by part of a name and by identifiers, and counts the same", async () => {
    const { clerk } = await testClerk();
    const ada = await clerk.users.create({ username: "ada-l", first_name: "Ada" });
    await clerk.users.create({ username: "grace-h", email_address: ["grace@example.test"] });
    const names = (filter: Parameters<typeof clerk.users.list>[0]) =>
      clerk.users.list(filter).map((user) => user.username);
    expect(names({ query: "ADA" })).toEqual(["ada-l"]);
    expect(names({ query: "example.test", offset: 1 })).toEqual([]);
    expect(names({ email_address: ["Grace@Example.test"] })).toEqual(["grace-h"]);
    expect(names({ user_id: [ada.id], username: ["grace-h"] })).toEqual([]);
    expect(clerk.users.count({ query: "ada" })).toBe(1);
    expect(clerk.users.count({ username: ["ada-l", "nobody"] })).toBe(1);
  });

  it("refuses an order that Clerk does not know", async () => {
    const { clerk } = await testClerk();
    expect(() => clerk.users.list({ order_by: "-shoe_size" })).toThrow(/shoe_size/);
  });
});

function naiveKey(value: string | number | null): string | number {
  return typeof value === "number" ? value : utf8((value ?? "").toLowerCase().slice(0, 100));
}

/** Text as its bytes, for these are what keys are ordered by. */
function utf8(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
