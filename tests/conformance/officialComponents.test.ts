import { ActionRetrier } from "@convex-dev/action-retrier";
import { DirectAggregate } from "@convex-dev/aggregate";
import { RateLimiter, SECOND } from "@convex-dev/rate-limiter";
import { Workpool } from "@convex-dev/workpool";
import { expect, it } from "vitest";
import { components, internal } from "./app/api";
import { conformance, quietConsole, useFakeClock } from "./suite";

const MINUTE = 60 * SECOND;

conformance("@convex-dev/rate-limiter", (deploy) => {
  useFakeClock();

  const limiter = new RateLimiter(components.rateLimiter, {
    save: { kind: "token bucket", rate: 1, period: SECOND, capacity: 2 },
  });

  it("lets through what fits, and says when to try again", async () => {
    const t = await deploy();
    const save = (key: string) => t.write((ctx) => limiter.limit(ctx, "save", { key }));
    expect(await save("ada")).toMatchObject({ ok: true });
    expect(await save("ada")).toMatchObject({ ok: true });
    expect(await save("ada")).toMatchObject({ ok: false, retryAfter: SECOND });
    expect(await save("grace")).toMatchObject({ ok: true });
    await t.advance(SECOND);
    expect(await save("ada")).toMatchObject({ ok: true });
  });

  it("gives the tokens back when the mutation throws", async () => {
    const t = await deploy();
    for (let attempt = 0; attempt < 3; attempt++) {
      const failing = t.write(async (ctx) => {
        await limiter.limit(ctx, "save", { key: "ada" });
        throw new Error("rolled back");
      });
      await expect(failing).rejects.toThrow("rolled back");
    }
    const status = await t.write((ctx) => limiter.limit(ctx, "save", { key: "ada" }));
    expect(status).toMatchObject({ ok: true });
  });
});

conformance("@convex-dev/aggregate", (deploy) => {
  useFakeClock();

  const scores = new DirectAggregate<{ Key: number; Id: string }>(components.aggregate);

  it("counts, sums and finds by rank without reading all", async () => {
    const t = await deploy();
    await t.write(async (ctx) => {
      for (let score = 0; score < 40; score++) {
        await scores.insert(ctx, { key: (score * 7) % 40, id: `id ${score}`, sumValue: 2 });
      }
      await scores.delete(ctx, { key: 7, id: "id 1" });
    });
    const answers = await t.read(async (ctx) => ({
      count: await scores.count(ctx),
      sum: await scores.sum(ctx),
      tenth: (await scores.at(ctx, 10)).key,
      fromTwenty: await scores.count(ctx, { bounds: { lower: { key: 20, inclusive: true } } }),
    }));
    expect(answers).toEqual({ count: 39, sum: 78, tenth: 11, fromTwenty: 20 });
  });
});

conformance("@convex-dev/workpool", (deploy) => {
  useFakeClock();

  const pool = new Workpool(components.workpool, { maxParallelism: 2, logLevel: "ERROR" });

  it("runs work through a component inside the component", async () => {
    const t = await deploy();
    const ids = await t.write(async (ctx) => [
      await pool.enqueueMutation(ctx, internal.jobs.note, { text: "by mutation" }),
      await pool.enqueueAction(ctx, internal.jobs.noteFromAction, { text: "by action" }),
    ]);
    await t.advance(MINUTE);
    expect((await t.admin.query(internal.nested.texts, {})).sort()).toEqual([
      "by action",
      "by mutation",
    ]);
    const statuses = await t.read((ctx) => Promise.all(ids.map((id) => pool.status(ctx, id))));
    expect(statuses.map((status) => status.state)).toEqual(["finished", "finished"]);
  });
});

conformance("@convex-dev/action-retrier", (deploy) => {
  useFakeClock();

  const retrier = new ActionRetrier(components.actionRetrier, {
    initialBackoffMs: 100,
    logLevel: "ERROR",
  });

  it("tries an action again until it succeeds", async () => {
    quietConsole();
    const t = await deploy();
    const id = await t.write((ctx) => retrier.run(ctx, internal.jobs.thirdTimeLucky, {}));
    expect(await t.read((ctx) => retrier.status(ctx, id))).toEqual({ type: "inProgress" });
    await t.advance(MINUTE);
    expect(await t.read((ctx) => retrier.status(ctx, id))).toEqual({
      type: "completed",
      result: { type: "success", returnValue: "after 3" },
    });
  });
});
