import {
  actionGeneric,
  defineSchema,
  defineTable,
  httpActionGeneric,
  httpRouter,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { v } from "convex/values";
import { beforeAll, expect, test, vi } from "vitest";
import { component, start } from "./harness";

// Without Node's modules the engine carries its context as it does in a page.
beforeAll(() => {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
});

const reference = {
  count: makeFunctionReference<"query">("notes:count"),
  add: makeFunctionReference<"mutation">("notes:add"),
  addAndThrow: makeFunctionReference<"mutation">("notes:addAndThrow"),
};

const http = httpRouter();
http.route({
  path: "/count",
  method: "GET",
  handler: httpActionGeneric(async (ctx) => {
    const counts = [await ctx.runQuery(reference.count, {})];
    await ctx.runMutation(reference.add, { text: "from http" });
    counts.push(await ctx.runQuery(reference.count, {}));
    return Response.json(counts);
  }),
});

const notes = {
  add: mutationGeneric((ctx, { text }: { text: string }) => ctx.db.insert("notes", { text })),
  count: queryGeneric(async (ctx) => {
    let count = 0;
    for await (const _note of ctx.db.query("notes").withIndex("by_text")) count += 1;
    return count;
  }),
  addAndThrow: mutationGeneric(async (ctx) => {
    await ctx.db.insert("notes", { text: "undone" });
    throw new Error("no");
  }),
  all: mutationGeneric(async (ctx) => {
    await ctx.db.insert("notes", { text: "first" });
    const failed = await ctx.runMutation(reference.addAndThrow, {}).catch(() => "failed");
    const nested: number = await ctx.runQuery(reference.count, {});
    const notes = ctx.db.query("notes");
    const [parallel, list, page] = await Promise.all([
      ctx.runQuery(reference.count, {}) as Promise<number>,
      notes
        .withIndex("by_text", (q) => q.eq("text", "first"))
        .order("desc")
        .filter((q) => q.eq(q.field("text"), "first"))
        .collect(),
      ctx.db.query("notes").paginate({ numItems: 5, cursor: null }),
    ]);
    const sizes = [nested, parallel, list.length, page.page.length];
    return { failed, sizes, identity: await ctx.auth.getUserIdentity() };
  }),
  overlapping: actionGeneric(async (ctx) => {
    const added = ["a", "b", "c"].map((text) => ctx.runMutation(reference.add, { text }));
    await Promise.all(added);
    const id = await ctx.storage.store(new Blob(["file"]));
    const file = await ctx.storage.get(id);
    return { count: await ctx.runQuery(reference.count, {}), file: await file?.text() };
  }),
};

const schema = defineSchema({
  notes: defineTable({ text: v.string() }).index("by_text", ["text"]),
});
const app = component({ schema: { default: schema }, notes, http: { default: http } });

test("without a context that follows promises, every call still reaches its own function", async () => {
  const backend = await start(app);
  const identity = { subject: "u", issuer: "i", tokenIdentifier: "i|u" };
  expect(await backend.as(identity).mutation("notes:all")).toEqual({
    failed: "failed",
    sizes: [1, 1, 1, 1],
    identity,
  });
  const [first, second] = await Promise.all([
    backend.action("notes:overlapping"),
    backend.action("notes:overlapping"),
    backend.mutation("notes:add", { text: "meanwhile" }),
  ]);
  expect([first, second]).toMatchObject([{ file: "file" }, { file: "file" }]);
  expect(await backend.query("notes:count")).toBe(8);
});

test("HTTP actions run as well", async () => {
  const { engine } = await start(app);
  const request = new Request("http://127.0.0.1:3211/count");
  const response = await engine.httpAction(request, { identity: null });
  expect(await response.json()).toEqual([0, 1]);
});

test("the page's own fetch and timers are left alone", async () => {
  const before = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout };
  await start(app);
  expect({ fetch: globalThis.fetch, setTimeout: globalThis.setTimeout }).toEqual(before);
});
