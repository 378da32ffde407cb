import { expect, it } from "vitest";
import { components, internal } from "./app/api";
import type { Deployment } from "./deployment";
import { conformance, useFakeClock } from "./suite";

const { counter } = components;
const total = (t: Deployment) => t.read((ctx) => ctx.runQuery(counter.public.total, {}));

conformance("components", (deploy) => {
  it("keep tables of their own, whatever their names", async () => {
    const t = await deploy();
    await t.write(async (ctx) => {
      await ctx.db.insert("notes", { text: "the app's" });
      await ctx.runMutation(counter.public.add, { by: 2 });
      await ctx.runMutation(counter.public.add, { by: 3 });
    });
    expect(await total(t)).toBe(5);
    expect(await t.admin.query(internal.nested.texts, {})).toEqual(["the app's"]);
  });

  it("are called from actions", async () => {
    const t = await deploy();
    expect(await t.act((ctx) => ctx.runMutation(counter.public.add, { by: 4 }))).toBe(4);
  });

  it("undo their writes with the app's mutation", async () => {
    const t = await deploy();
    const failing = t.write(async (ctx) => {
      await ctx.runMutation(counter.public.add, { by: 2 });
      throw new Error("the app broke");
    });
    await expect(failing).rejects.toThrow("the app broke");
    expect(await total(t)).toBe(0);
  });

  it("that throw undo only their own writes when the app goes on", async () => {
    const t = await deploy();
    await t.write(async (ctx) => {
      await ctx.runMutation(counter.public.add, { by: 1 });
      await ctx.runMutation(counter.public.addThenThrow, { by: 10 }).catch(() => null);
      await ctx.db.insert("notes", { text: "went on" });
    });
    expect(await total(t)).toBe(1);
    expect(await t.admin.query(internal.nested.texts, {})).toEqual(["went on"]);
  });

  it("check their arguments", async () => {
    const t = await deploy();
    const wrong = t.write((ctx) => ctx.runMutation(counter.public.add, { by: "1" as never }));
    await expect(wrong).rejects.toThrow(/valid/i);
  });
});

conformance("components' jobs", (deploy) => {
  useFakeClock();

  it("run in the component", async () => {
    const t = await deploy();
    await t.write((ctx) => ctx.scheduler.runAfter(0, counter.public.add, { by: 6 }));
    expect(await total(t)).toBe(0);
    await t.advance(0);
    expect(await total(t)).toBe(6);
  });
});
