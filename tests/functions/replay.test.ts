import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { created, deleted, deliver, send, updated, userEvent } from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { admin, makeDead, replayMany } from "./support/replays";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const MINUTE = 60_000;
const replay = (svix_id: string) => admin(t).mutation(api.inbox.replay, { svix_id });

describe("replaying one event", () => {
  it("applies a dead event once its cause is gone", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await makeDead(t, "msg_a");
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");

    await replay("msg_a");
    expect(await eventOf(t, "msg_a")).toMatchObject({
      status: "received",
      attempts: 0,
      next_attempt_at: null,
      processed_at: null,
      error: null,
    });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied", attempts: 1 });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
  });

  it.each([
    ["of another instance", "wrong_instance", "ins_2", created()],
    ["of an unknown type", "unknown_type", "ins_1", userEvent("session.created", { id: "s" })],
  ])("judges an ignored event %s anew", async (_, kind, instance, event) => {
    vi.stubEnv("CLERK_INSTANCE_ID", instance);
    await send(t, event, { id: "msg_a" });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "ignored", error: { kind } });

    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");
    await replay("msg_a");
    await pass(t);
    const status = kind === "wrong_instance" ? "applied" : "ignored";
    expect(await eventOf(t, "msg_a")).toMatchObject({ status, attempts: 1 });
  });

  it("never takes a person back in time: an older event ends stale", async () => {
    await send(t, created(), { id: "msg_old" });
    await pass(t);
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 1 }));
    await replay("msg_old");
    await pass(t);
    expect(await eventOf(t, "msg_old")).toMatchObject({ status: "stale" });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
  });

  it("still tells what the event did when it came, when it does nothing now", async () => {
    await send(t, created(), { id: "msg_old" });
    await pass(t);
    const { changes } = await eventOf(t, "msg_old");
    expect(changes).not.toEqual([]);
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 1 }));
    await replay("msg_old");
    await pass(t);
    expect(await eventOf(t, "msg_old")).toMatchObject({ status: "stale", changes });
  });

  it("keeps the address, of which the kept event knows only the mask", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await replay("msg_a");
    await pass(t);
    expect((await findPerson(t)).profile).toMatchObject({ email: "ada@example.com" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("shows an address as drifted that was lost with a dead event", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");
    await replay("msg_a");
    await pass(t);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada", email: null });
    expect((await findPerson(t)).sync).toMatchObject({
      status: "drifted",
      drifted_fields: ["email"],
      clerk: { email_masked: "a***@example.com" },
    });
  });

  it("does no harm to an event that still waits", async () => {
    await send(t, created(), { id: "msg_a" });
    const before = await eventOf(t, "msg_a");
    await replay("msg_a");
    expect(await eventOf(t, "msg_a")).toEqual(before);
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied", attempts: 1 });
    expect(await allRows(t, "eventStats")).toMatchObject([
      { kinds: [{ count: 1 }] },
      { kinds: [{ count: 1 }] },
    ]);
  });

  it("measures how long it took from the replay on", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    vi.setSystemTime(START + 40 * MINUTE);
    await replay("msg_a");
    await pass(t);
    const kinds = [{ latency: [2, 0, 0, 0, 0, 0, 0] }];
    expect(await allRows(t, "eventStats")).toMatchObject([{ kinds }, { kinds }]);
  });

  it("is refused for an event that is not kept, and for a malformed one", async () => {
    await expect(replay("msg_none")).rejects.toMatchObject({ data: { code: "unknown_event" } });
    await send(t, "{half", { id: "msg_half" });
    await pass(t);
    await expect(replay("msg_half")).rejects.toMatchObject({ data: { code: "not_replayable" } });
    expect(await allRows(t, "auditLog")).toEqual([]);
  });

  it("is refused for an event that was erased with its person", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await deliver(t, deleted(START + 1));
    await expect(replay("msg_a")).rejects.toMatchObject({
      data: { code: "not_replayable", message: expect.stringContaining("deleted") },
    });
    expect(await replayMany(t, { type: "user.created" }, true)).toMatchObject({ count: 0 });
  });

  it("any number of times, at any moment, changes nothing about how a person ends", async () => {
    const life = [
      created(),
      updated({ first_name: "Augusta", updated_at: START + 1 }),
      updated({ last_name: "King", updated_at: START + 1 }),
      updated({ username: "countess", updated_at: START + 2 }),
    ];
    const moment = fc.record({ step: fc.nat(life.length - 1), event: fc.nat(life.length - 1) });
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 8 }), async (moments) => {
        t = startBackend();
        for (const [step, event] of life.entries()) {
          await send(t, event, { id: `msg_${step}` });
          await pass(t);
          const due = moments.filter((replayed) => replayed.step === step);
          for (const { event: replayed } of due) await replay(`msg_${Math.min(replayed, step)}`);
          await pass(t);
        }
        const { profile, sync } = await findPerson(t);
        expect(profile).toMatchObject({
          username: "countess",
          first_name: "Ada",
          last_name: "Lovelace",
          email: "ada@example.com",
        });
        expect(sync).toMatchObject({ status: "in_sync", clerk_updated_at: START + 2 });
      }),
      { numRuns: 15 },
    );
  });

  it("is written into the audit log, with what it was before", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await makeDead(t, "msg_a");
    await replay("msg_a");
    expect(await allRows(t, "auditLog")).toMatchObject([
      {
        actor: "user_boss",
        action: "replay",
        subject: "msg_a",
        detail: { type: "user.created", was: "dead", error: "exception" },
        at: START,
      },
    ]);
  });
});
