import { ConvexError, type Value } from "convex/values";
import { expect, it } from "vitest";
import { internal } from "./app/api";
import type { Deployment } from "./deployment";
import { conformance } from "./suite";
import { bytes } from "./values";

const texts = (t: Deployment) => t.admin.query(internal.nested.texts, {});

conformance("nested mutations", (deploy) => {
  it("write into the outer one's transaction", async () => {
    const t = await deploy();
    const seen = await t.write(async (ctx) => {
      const id = await ctx.runMutation(internal.nested.note, { text: "inner" });
      return (await ctx.db.get(id))?.text;
    });
    expect(seen).toBe("inner");
    expect(await texts(t)).toEqual(["inner"]);
  });

  it("read what the outer one wrote", async () => {
    const t = await deploy();
    const seen = await t.write(async (ctx) => {
      await ctx.db.insert("notes", { text: "outer" });
      return ctx.runQuery(internal.nested.texts, {});
    });
    expect(seen).toEqual(["outer"]);
  });

  it("that throw undo only their own writes when the outer one goes on", async () => {
    const t = await deploy();
    const caught = await t.write(async (ctx) => {
      await ctx.db.insert("notes", { text: "before" });
      let message = "";
      try {
        await ctx.runMutation(internal.nested.noteThenThrow, { text: "inner" });
      } catch (error) {
        message = String(error);
      }
      await ctx.db.insert("notes", { text: "after" });
      return message;
    });
    expect(caught).toContain("could not keep inner");
    expect(await texts(t)).toEqual(["before", "after"]);
  });

  it("that throw leave what they had deleted and patched", async () => {
    const t = await deploy();
    await t.write(({ db }) => db.insert("things", { label: "kept", value: 1 }));
    const seen = await t.write(async (ctx) => {
      await ctx.runMutation(internal.nested.clearThingsThenThrow, {}).catch(() => null);
      const range = ctx.db.query("things").withIndex("by_value", (q) => q.eq("value", 1));
      return (await range.collect()).map((d) => d.label);
    });
    expect(seen).toEqual(["kept"]);
  });

  it("are undone with the outer one", async () => {
    const t = await deploy();
    const failing = t.write(async (ctx) => {
      await ctx.runMutation(internal.nested.note, { text: "inner" });
      throw new Error("outer");
    });
    await expect(failing).rejects.toThrow("outer");
    expect(await texts(t)).toEqual([]);
  });

  it("are undone at any depth", async () => {
    const t = await deploy();
    await t.write(async (ctx) => {
      await ctx.runMutation(internal.nested.noteInDepth, { depth: 3, throwsAt: 1 });
    });
    expect(await texts(t)).toEqual(["3", "2"]);
  });
});

conformance("actions", (deploy) => {
  it("run each mutation in a transaction of its own", async () => {
    const t = await deploy();
    const seen = await t.act(async (ctx) => {
      await ctx.runMutation(internal.nested.note, { text: "first" });
      await ctx.runMutation(internal.nested.noteThenThrow, { text: "second" }).catch(() => null);
      return ctx.runQuery(internal.nested.texts, {});
    });
    expect(seen).toEqual(["first"]);
  });

  it("keep what was committed when they throw afterwards", async () => {
    const t = await deploy();
    const failing = t.act(async (ctx) => {
      await ctx.runMutation(internal.nested.note, { text: "kept" });
      throw new Error("too late");
    });
    await expect(failing).rejects.toThrow("too late");
    expect(await texts(t)).toEqual(["kept"]);
  });

  it("may run several mutations at a time", async () => {
    const t = await deploy();
    await t.act(async (ctx) => {
      await Promise.all(
        ["a", "b", "c"].map((text) => ctx.runMutation(internal.nested.note, { text })),
      );
    });
    expect((await texts(t)).sort()).toEqual(["a", "b", "c"]);
  });
});

conformance("a ConvexError", (deploy) => {
  const data = { code: "taken", fields: ["username"], at: 5, none: null };

  async function caught(promise: Promise<unknown>): Promise<Value> {
    const error: unknown = await promise.then(
      () => "did not throw",
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(ConvexError);
    return (error as ConvexError<Value>).data;
  }

  it("reaches the caller with its data", async () => {
    const t = await deploy();
    expect(await caught(t.admin.mutation(internal.nested.refuse, { data }))).toEqual(data);
    expect(await caught(t.admin.query(internal.nested.refuseInQuery, { data }))).toEqual(data);
    expect(await caught(t.admin.mutation(internal.nested.refuse, { data: "text" }))).toBe("text");
    const typed = { at: 5n, raw: bytes(1, 2) };
    expect(await caught(t.admin.mutation(internal.nested.refuse, { data: typed }))).toEqual(typed);
  });

  it("passes through an action", async () => {
    const t = await deploy();
    const refused = t.act((ctx) => ctx.runMutation(internal.nested.refuse, { data }));
    expect(await caught(refused)).toEqual(data);
  });

  it("passes through a mutation", async () => {
    const t = await deploy();
    const refused = t.write((ctx) => ctx.runMutation(internal.nested.refuse, { data }));
    expect(await caught(refused)).toEqual(data);
  });

  it("can be caught with its data by the function that called", async () => {
    const t = await deploy();
    const inMutation = await t.write(async (ctx) => {
      try {
        await ctx.runMutation(internal.nested.refuse, { data });
      } catch (error) {
        return error instanceof ConvexError ? (error.data as Value) : "another error";
      }
      return "no error";
    });
    expect(inMutation).toEqual(data);
    const inAction = await t.act(async (ctx) => {
      try {
        await ctx.runQuery(internal.nested.refuseInQuery, { data });
      } catch (error) {
        return error instanceof ConvexError ? (error.data as Value) : "another error";
      }
      return "no error";
    });
    expect(inAction).toEqual(data);
  });
});

conformance("an ordinary error", (deploy) => {
  it("reaches the caller with its message, and is no ConvexError", async () => {
    const t = await deploy();
    const failing = t.admin.mutation(internal.nested.noteThenThrow, { text: "a" });
    const error: unknown = await failing.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ConvexError);
    expect(String(error)).toContain("could not keep a");
  });

  it("is what an unknown function gives", async () => {
    const t = await deploy();
    const { missing } = internal.nested as unknown as { missing: typeof internal.nested.texts };
    await expect(t.admin.query(missing, {})).rejects.toThrow(/missing|find/);
  });

  it("is what a function called as another type gives", async () => {
    const t = await deploy();
    await expect(
      t.admin.query(internal.nested.note as never, { text: "a" } as never),
    ).rejects.toThrow();
    await expect(t.admin.mutation(internal.nested.texts as never, {})).rejects.toThrow();
    expect(await texts(t)).toEqual([]);
  });
});
