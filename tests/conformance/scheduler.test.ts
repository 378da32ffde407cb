import { expect, it } from "vitest";
import { internal } from "./app/api";
import type { Id } from "./app/server";
import type { Deployment } from "./deployment";
import { conformance, quietConsole, useFakeClock } from "./suite";

const texts = (t: Deployment) => t.admin.query(internal.nested.texts, {});

const stateOf = async (t: Deployment, id: Id<"_scheduled_functions">) =>
  (await t.read(({ db }) => db.system.get(id)))?.state.kind;

conformance("the scheduler", (deploy) => {
  useFakeClock();

  it("runs nothing before the mutation has committed", async () => {
    const t = await deploy();
    const seen = await t.write(async (ctx) => {
      await ctx.scheduler.runAfter(0, internal.jobs.note, { text: "job" });
      return (await ctx.db.query("notes").collect()).length;
    });
    expect(seen).toBe(0);
    await t.advance(0);
    expect(await texts(t)).toEqual(["job"]);
  });

  it("runs jobs when they are due, in that order", async () => {
    const t = await deploy();
    await t.write(async ({ scheduler }) => {
      await scheduler.runAfter(3000, internal.jobs.note, { text: "third" });
      await scheduler.runAfter(1000, internal.jobs.note, { text: "first" });
      await scheduler.runAt(Date.now() + 2000, internal.jobs.note, { text: "second" });
    });
    await t.advance(999);
    expect(await texts(t)).toEqual([]);
    await t.advance(1001);
    expect(await texts(t)).toEqual(["first", "second"]);
    await t.advance(1000);
    expect(await texts(t)).toEqual(["first", "second", "third"]);
  });

  it("runs jobs that are due at the same time in the order they were made", async () => {
    const t = await deploy();
    await t.write(async ({ scheduler }) => {
      for (const text of ["a", "b", "c"]) await scheduler.runAfter(0, internal.jobs.note, { text });
    });
    await t.advance(0);
    expect(await texts(t)).toEqual(["a", "b", "c"]);
  });

  it("takes a time in the past for now", async () => {
    const t = await deploy();
    await t.write(({ scheduler }) =>
      scheduler.runAt(Date.now() - 60_000, internal.jobs.note, { text: "late" }),
    );
    await t.advance(0);
    expect(await texts(t)).toEqual(["late"]);
  });

  it("runs what a job schedules", async () => {
    const t = await deploy();
    await t.write(({ scheduler }) => scheduler.runAfter(0, internal.jobs.countDown, { left: 3 }));
    await t.advance(0);
    expect(await texts(t)).toEqual(["3", "2", "1", "0"]);
  });

  it("runs actions, and what actions schedule", async () => {
    const t = await deploy();
    await t.write(({ scheduler }) =>
      scheduler.runAfter(0, internal.jobs.noteFromAction, { text: "by an action" }),
    );
    await t.act(({ scheduler }) =>
      scheduler.runAfter(10, internal.jobs.note, { text: "made by an action" }),
    );
    await t.advance(10);
    expect((await texts(t)).sort()).toEqual(["by an action", "made by an action"]);
  });

  it("never runs what a rolled-back mutation scheduled", async () => {
    const t = await deploy();
    const failing = t.write(async ({ scheduler }) => {
      await scheduler.runAfter(0, internal.jobs.note, { text: "never" });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await t.advance(0);
    expect(await t.read(({ db }) => db.system.query("_scheduled_functions").collect())).toEqual([]);
    expect(await texts(t)).toEqual([]);
  });

  it("undoes a job's writes when it fails", async () => {
    quietConsole();
    const t = await deploy();
    const id = await t.write(({ scheduler }) =>
      scheduler.runAfter(0, internal.jobs.noteThenFail, { text: "undone" }),
    );
    await t.advance(0);
    expect(await texts(t)).toEqual([]);
    expect(await stateOf(t, id)).toBe("failed");
  });

  it("calls nobody the caller in a job", async () => {
    const t = await deploy();
    await t
      .withIdentity({ subject: "user_1" })
      .write(({ scheduler }) => scheduler.runAfter(0, internal.jobs.noteWhoCalls, {}));
    await t.advance(0);
    expect(await texts(t)).toEqual(["nobody"]);
  });

  it("shows a job's state", async () => {
    const t = await deploy();
    const id = await t.write(({ scheduler }) =>
      scheduler.runAfter(1000, internal.jobs.note, { text: "shown" }),
    );
    expect(await t.read(({ db }) => db.system.get(id))).toMatchObject({
      _id: id,
      name: expect.stringMatching(/^jobs(\.js)?:note$/) as string,
      args: [{ text: "shown" }],
      scheduledTime: Date.now() + 1000,
      state: { kind: "pending" },
    });
    await t.advance(1000);
    expect(await stateOf(t, id)).toBe("success");
  });

  it("does not run a job that was cancelled", async () => {
    const t = await deploy();
    const id = await t.write(({ scheduler }) =>
      scheduler.runAfter(1000, internal.jobs.note, { text: "cancelled" }),
    );
    await t.write(({ scheduler }) => scheduler.cancel(id));
    expect(await stateOf(t, id)).toBe("canceled");
    await t.advance(2000);
    expect(await texts(t)).toEqual([]);
    expect(await stateOf(t, id)).toBe("canceled");
  });

  it("lets an action cancel a job", async () => {
    const t = await deploy();
    const id = await t.act(({ scheduler }) =>
      scheduler.runAfter(1000, internal.jobs.note, { text: "cancelled" }),
    );
    await t.act(({ scheduler }) => scheduler.cancel(id));
    await t.advance(2000);
    expect(await texts(t)).toEqual([]);
  });

  it("runs a job whose cancelling was rolled back", async () => {
    const t = await deploy();
    const id = await t.write(({ scheduler }) =>
      scheduler.runAfter(1000, internal.jobs.note, { text: "runs" }),
    );
    const failing = t.write(async ({ scheduler }) => {
      await scheduler.cancel(id);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await t.advance(1000);
    expect(await texts(t)).toEqual(["runs"]);
  });

  it("lists jobs through db.system", async () => {
    const t = await deploy();
    await t.write(async ({ scheduler }) => {
      await scheduler.runAfter(1000, internal.jobs.note, { text: "a" });
      await scheduler.runAfter(2000, internal.jobs.note, { text: "b" });
    });
    const listed = await t.read(async ({ db }) =>
      (await db.system.query("_scheduled_functions").collect()).map((job) => job.args),
    );
    expect(listed).toEqual([[{ text: "a" }], [{ text: "b" }]]);
  });
});
