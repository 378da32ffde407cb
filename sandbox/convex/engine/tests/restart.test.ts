import {
  actionGeneric,
  cronJobs,
  defineSchema,
  defineTable,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { v } from "convex/values";
import { afterEach, expect, test, vi } from "vitest";
import { openLmdbStore } from "../../../kv/lmdb";
import { component, start, storeFolder } from "./harness";
import type { ComponentModules, ModuleExports } from "../../types";

const NOW = Date.UTC(2026, 0, 1);

afterEach(() => {
  vi.useRealTimers();
});

let letGo = () => undefined as void;

const notes = {
  add: mutationGeneric((ctx, { text }: { text: string }) => ctx.db.insert("notes", { text })),
  list: queryGeneric(async (ctx) =>
    (await ctx.db.query("notes").collect()).map((note) => note["text"] as string),
  ),
  addLater: mutationGeneric((ctx, { text, ms }: { text: string; ms: number }) =>
    ctx.scheduler.runAfter(ms, makeFunctionReference<"mutation">("notes:add"), { text }),
  ),
  hangLater: mutationGeneric((ctx) =>
    ctx.scheduler.runAfter(0, makeFunctionReference<"action">("notes:hang"), {}),
  ),
  hang: actionGeneric(() => new Promise<null>((resolve) => (letGo = () => resolve(null)))),
  jobs: queryGeneric((ctx) => ctx.db.system.query("_scheduled_functions").collect()),
};

const schema = (more: (table: ReturnType<typeof notesTable>) => unknown = (table) => table) => ({
  default: defineSchema({ notes: more(notesTable()) as ReturnType<typeof notesTable> }),
});

function notesTable() {
  return defineTable({ text: v.string() });
}

const app = component({ schema: schema(), notes });

/** Starts an engine over a folder; `stop` leaves the folder as a process that ended does. */
async function open(dir: string, modules: ComponentModules = app) {
  const store = openLmdbStore(dir);
  const backend = await start(modules, { store }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return { ...backend, stop: () => store.close() };
}

test("documents, indexes and timestamps outlive the process, whatever the clock says then", async () => {
  const dir = storeFolder();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const before = await open(dir);
  await before.mutation("notes:add", { text: "kept" });
  const ts = before.engine.latestTs();
  await before.stop();
  vi.setSystemTime(NOW - 60_000);
  const after = await open(dir);
  expect(await after.query("notes:list")).toEqual(["kept"]);
  expect(after.engine.latestTs()).toBe(ts);
  await after.mutation("notes:add", { text: "more" });
  expect(after.engine.latestTs() > ts).toBe(true);
  await after.stop();
});

test("what is made right after a restart comes after what was made before, also on a slow clock", async () => {
  const dir = storeFolder();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const before = await open(dir);
  for (const text of ["first", "second"]) await before.mutation("notes:add", { text });
  await before.stop();
  const again = await open(dir);
  await again.mutation("notes:add", { text: "third" });
  await again.stop();
  vi.setSystemTime(NOW - 500);
  const after = await open(dir);
  await after.mutation("notes:add", { text: "fourth" });
  expect(await after.query("notes:list")).toEqual(["first", "second", "third", "fourth"]);
  await after.stop();
});

test("jobs wait over a restart and run once", async () => {
  const dir = storeFolder();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const before = await open(dir);
  await before.mutation("notes:addLater", { text: "later", ms: 5_000 });
  await before.engine.runDueJobs();
  await before.stop();
  vi.setSystemTime(NOW + 5_000);
  const after = await open(dir);
  expect(after.engine.nextJobAt()).toBe(NOW + 5_000);
  await after.engine.runDueJobs();
  await after.engine.runDueJobs();
  expect(await after.query("notes:list")).toEqual(["later"]);
  expect(await after.query("notes:jobs")).toMatchObject([{ state: { kind: "success" } }]);
  await after.stop();
});

test("a mutation with the same session and request is answered and not run again", async () => {
  const dir = storeFolder();
  const call = {
    path: "notes:add",
    args: { text: "once" },
    caller: { identity: null },
    once: { sessionId: "s", requestId: 7 },
  };
  const before = await open(dir);
  const first = await before.engine.mutation(call);
  expect(await before.engine.mutation(call)).toEqual(first);
  await before.stop();
  const after = await open(dir);
  expect(await after.engine.mutation(call)).toEqual(first);
  expect(await after.query("notes:list")).toEqual(["once"]);
  const another = { ...call, once: { sessionId: "s", requestId: 8 } };
  await after.engine.mutation(another);
  expect(await after.query("notes:list")).toEqual(["once", "once"]);
  await after.stop();
});

test("an action that was running when the process ended counts as failed and is not run again", async () => {
  const dir = storeFolder();
  const before = await open(dir);
  await before.mutation("notes:hangLater");
  void before.engine.runDueJobs();
  await vi.waitFor(async () => {
    expect(await before.query("notes:jobs")).toMatchObject([{ state: { kind: "inProgress" } }]);
  });
  // A second handle on the same files is what a process that was killed leaves behind.
  const after = await open(dir);
  expect(await after.query("notes:jobs")).toMatchObject([{ state: { kind: "failed" } }]);
  expect(after.engine.nextJobAt()).toBeNull();
  await after.stop();
  letGo();
  await before.engine.close();
  await before.stop();
});

test("a cron job keeps its time over a restart, unless its schedule changed", async () => {
  const dir = storeFolder();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const withCron = (minutes: number) => {
    const crons = cronJobs();
    crons.interval("tick", { minutes }, makeFunctionReference<"mutation">("notes:add"), {
      text: "tick",
    });
    return component({ schema: schema(), notes, crons: { default: crons } });
  };
  const before = await open(dir, withCron(10));
  expect(before.engine.nextJobAt()).toBe(NOW + 600_000);
  await before.stop();
  vi.setSystemTime(NOW + 300_000);
  const same = await open(dir, withCron(10));
  expect(same.engine.nextJobAt()).toBe(NOW + 600_000);
  await same.stop();
  const changed = await open(dir, withCron(20));
  expect(changed.engine.nextJobAt()).toBe(NOW + 300_000 + 1_200_000);
  await changed.stop();
});

test("an index that is new in the schema has the documents that were there before", async () => {
  const dir = storeFolder();
  const before = await open(dir);
  for (const text of ["b", "c", "a"]) await before.mutation("notes:add", { text });
  await before.stop();
  const byText = queryGeneric((ctx) =>
    ctx.db
      .query("notes")
      .withIndex("by_text", (q) => q.gte("text", "b"))
      .collect(),
  );
  const search = queryGeneric((ctx) =>
    ctx.db
      .query("notes")
      .withSearchIndex("words", (q) => q.search("text", "c"))
      .collect(),
  );
  const indexed: ModuleExports = schema((table) =>
    table.index("by_text", ["text"]).searchIndex("words", { searchField: "text" }),
  );
  const more = component({ schema: indexed, notes: { ...notes, byText, search } });
  const after = await open(dir, more);
  expect(await after.query("notes:byText")).toMatchObject([{ text: "b" }, { text: "c" }]);
  expect(await after.query("notes:search")).toMatchObject([{ text: "c" }]);
  await after.stop();
  const without = await open(dir);
  await without.mutation("notes:add", { text: "d" });
  await without.stop();
  const again = await open(dir, more);
  expect(await again.query("notes:byText")).toHaveLength(3);
  await again.stop();
});

test("a schema that stored documents do not match is refused", async () => {
  const dir = storeFolder();
  const before = await open(dir);
  await before.mutation("notes:add", { text: "a" });
  await before.stop();
  const stricter = defineSchema({ notes: defineTable({ text: v.string(), by: v.string() }) });
  await expect(open(dir, component({ schema: { default: stricter }, notes }))).rejects.toThrow(
    'in table "notes" does not match the schema: Object is missing the required field `by`',
  );
  const after = await open(dir);
  expect(await after.query("notes:list")).toEqual(["a"]);
  await after.stop();
});
