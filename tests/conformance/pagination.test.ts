import type { PaginationOptions } from "convex/server";
import { expect, it } from "vitest";
import type { Deployment } from "./deployment";
import { conformance } from "./suite";

type Page = { labels: string[]; isDone: boolean; continueCursor: string };

conformance("pagination", (deploy) => {
  async function withValues(...values: number[]): Promise<Deployment> {
    const t = await deploy();
    await insert(t, ...values);
    return t;
  }

  const insert = (t: Deployment, ...values: number[]) =>
    t.write(async ({ db }) => {
      for (const value of values) await db.insert("things", { label: `v${value}`, value });
    });

  interface Asking extends PaginationOptions {
    order?: "asc" | "desc";
    evenOnly?: boolean;
  }

  const page = (t: Deployment, { order = "asc", evenOnly = false, ...options }: Asking) =>
    t.read(async ({ db }): Promise<Page> => {
      const all = db.query("things").withIndex("by_value").order(order);
      const asked = evenOnly ? all.filter((q) => q.eq(q.mod(q.field("value"), 2), 0)) : all;
      const { page, isDone, continueCursor } = await asked.paginate(options);
      return { labels: page.map((d) => d.label), isDone, continueCursor };
    });

  async function allPages(t: Deployment, asking: Omit<Asking, "cursor">) {
    const pages: string[][] = [];
    for (let cursor: string | null = null, done = false; !done;) {
      const next: Page = await page(t, { ...asking, cursor });
      pages.push(next.labels);
      [cursor, done] = [next.continueCursor, next.isDone];
    }
    return pages;
  }

  it("goes through all documents once, in order, in pages of the size asked for", async () => {
    const t = await withValues(5, 3, 1, 4, 2);
    const upwards = await allPages(t, { numItems: 2 });
    expect(upwards.flat()).toEqual(["v1", "v2", "v3", "v4", "v5"]);
    expect(upwards.slice(0, 2).map((labels) => labels.length)).toEqual([2, 2]);
    expect((await allPages(t, { numItems: 2, order: "desc" })).flat()).toEqual([
      "v5",
      "v4",
      "v3",
      "v2",
      "v1",
    ]);
  });

  it("of an empty range is done at once", async () => {
    const t = await deploy();
    expect(await page(t, { numItems: 10, cursor: null })).toMatchObject({
      labels: [],
      isDone: true,
    });
  });

  it("stays done when asked again past the end", async () => {
    const t = await withValues(1);
    const last = await page(t, { numItems: 10, cursor: null });
    expect(last.isDone).toBe(true);
    const after = await page(t, { numItems: 10, cursor: last.continueCursor });
    expect(after).toMatchObject({ labels: [], isDone: true });
  });

  it("tells equal values apart", async () => {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (const label of ["a", "b", "c", "d", "e"]) await db.insert("things", { label, value: 1 });
    });
    expect((await allPages(t, { numItems: 2 })).flat()).toEqual(["a", "b", "c", "d", "e"]);
    expect((await allPages(t, { numItems: 2, order: "desc" })).flat()).toEqual([
      "e",
      "d",
      "c",
      "b",
      "a",
    ]);
  });

  it("goes on from its cursor after documents were added before it", async () => {
    const t = await withValues(10, 20, 30, 40);
    const first = await page(t, { numItems: 2, cursor: null });
    await insert(t, 5, 15);
    const second = await page(t, { numItems: 2, cursor: first.continueCursor });
    expect(second.labels).toEqual(["v30", "v40"]);
  });

  it("goes on from its cursor after the document at the cursor was deleted", async () => {
    const t = await withValues(10, 20, 30, 40);
    const first = await page(t, { numItems: 2, cursor: null });
    await t.write(async ({ db }) => {
      const at = await db
        .query("things")
        .withIndex("by_value", (q) => q.eq("value", 20))
        .unique();
      if (at !== null) await db.delete(at._id);
    });
    const second = await page(t, { numItems: 2, cursor: first.continueCursor });
    expect(second.labels).toEqual(["v30", "v40"]);
  });

  it("with an end cursor holds all between the two, however many were added", async () => {
    const t = await withValues(10, 20, 30);
    const first = await page(t, { numItems: 2, cursor: null });
    await insert(t, 5, 15, 25);
    const again = await page(t, { numItems: 2, cursor: null, endCursor: first.continueCursor });
    expect(again.labels).toEqual(["v5", "v10", "v15", "v20"]);
    expect(again.continueCursor).toBe(first.continueCursor);
  });

  it("filters inside the page", async () => {
    const t = await withValues(1, 2, 3, 4, 5, 6);
    const pages = await allPages(t, { numItems: 2, evenOnly: true });
    expect(pages.flat()).toEqual(["v2", "v4", "v6"]);
  });

  it("goes over a whole table by creation", async () => {
    const t = await withValues(3, 1, 2);
    const first = await t.read(({ db }) =>
      db.query("things").paginate({ numItems: 2, cursor: null }),
    );
    const second = await t.read(({ db }) =>
      db.query("things").paginate({ numItems: 2, cursor: first.continueCursor }),
    );
    expect([...first.page, ...second.page].map((d) => d.label)).toEqual(["v3", "v1", "v2"]);
  });

  it("keeps mixed types in a cursor", async () => {
    const t = await deploy();
    const values = [null, 5n, 1.5, true, "text", [1], { a: 1 }];
    await t.write(async ({ db }) => {
      await db.insert("things", { label: "absent" });
      for (const value of values) await db.insert("things", { label: typeof value, value });
    });
    expect((await allPages(t, { numItems: 1 })).flat()).toEqual([
      "absent",
      "object",
      "bigint",
      "number",
      "boolean",
      "string",
      "object",
      "object",
    ]);
  });

  it("runs once in a function", async () => {
    const t = await deploy();
    const twice = t.read(async ({ db }) => {
      await db.query("things").paginate({ numItems: 1, cursor: null });
      await db.query("notes").paginate({ numItems: 1, cursor: null });
    });
    await expect(twice).rejects.toThrow(/paginate/);
  });
});
