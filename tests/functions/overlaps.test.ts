import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import {
  ADA,
  clerkUser,
  created,
  deliver,
  refusal,
  send,
  stubBackendApi,
  updated,
  type Json,
} from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created());
});
afterEach(stopBackend);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const me = () => signedIn(t, ADA);
const save = async (changes: Record<string, string>, operation_id: string) =>
  await me().mutation(api.users.updateProfile, { operation_id, changes });
const settleDone = async (operation_id: string, updated_at: number) =>
  await me().mutation(api.users.settleProfileWrite, {
    operation_id,
    clerk: { status: "done", updated_at },
  });

/** A Clerk that remembers, and lets nobody be called "taken". */
function startClerk(
  happens: {
    /** Before the first change gets there, when the user has been read. */
    duringCheck?: () => Promise<void>;
    afterPatch?: (user: Json) => Promise<void>;
  } = {},
) {
  let user: Json = {};
  // No two changes are of the same millisecond.
  let now = Date.now();
  let { duringCheck } = happens;
  const set = (changes: Json) => (user = { ...user, ...changes });
  const calls = stubBackendApi({
    GET: () => Response.json(clerkUser(user)),
    PATCH: async (body) => {
      if (body?.["username"] === "taken") return refusal(422, "form_identifier_exists", "username");
      const happening = duringCheck;
      duringCheck = undefined;
      await happening?.();
      const after = set({ ...body, updated_at: (now = Math.max(now + 1, Date.now())) });
      await happens.afterPatch?.(after);
      return Response.json(clerkUser(after));
    },
  });
  return { calls, set, user: () => user };
}

const patches = (calls: { method: string; body: Json | null }[]) =>
  calls.filter(({ method }) => method === "PATCH").map(({ body }) => body);

describe("a save of a field that a newer save speaks of, too", () => {
  it("is ordered against one of the same millisecond by which came first", async () => {
    const { calls } = startClerk();
    await save({ first_name: "Augusta" }, "op_1");
    await save({ first_name: "Countess" }, "op_2");
    await pass(t, 31 * SECOND);
    expect(patches(calls)).toEqual([{ first_name: "Countess" }]);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Countess" });
  });

  it("comes back when Clerk refuses the newer one", async () => {
    const clerk = startClerk();
    await save({ last_name: "Byron" }, "op_1");
    await pass(t, 20 * SECOND);
    await save({ last_name: "King", username: "taken" }, "op_2");
    await pass(t, 11 * SECOND);
    expect(clerk.calls).toEqual([]);
    await pass(t, MINUTE);

    expect(clerk.user()).toMatchObject({ last_name: "Byron" });
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ last_name: "Byron" });
    expect(sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { operation_id: "op_1", clerk: "done" },
      { operation_id: "op_2", clerk: "refused" },
    ]);
  });

  it("is over once Clerk's event has shown the newer one", async () => {
    await save({ first_name: "Augusta" }, "op_1");
    await save({ first_name: "Countess" }, "op_2");
    await deliver(t, updated({ first_name: "Countess", updated_at: START + SECOND }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Countess" });
    expect(sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "superseded", open: false, overruled: [] },
      { clerk: "done", open: false },
    ]);
  });

  it("is over as well when the event comes before the browser's report", async () => {
    await save({ first_name: "Augusta" }, "op_1");
    await save({ first_name: "Countess" }, "op_2");
    await deliver(t, updated({ first_name: "Lady", updated_at: START + 2 * SECOND }));
    await settleDone("op_2", START + SECOND);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Lady" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "superseded", open: false },
      { clerk: "done", overruled: [{ field: "first_name", clerk: "Lady" }] },
    ]);
  });

  it("goes on with the fields of which the newer one does not speak", async () => {
    const clerk = startClerk();
    await save({ first_name: "Augusta", last_name: "King" }, "op_1");
    await save({ first_name: "Countess" }, "op_2");
    clerk.set({ first_name: "Countess", updated_at: START + SECOND });
    await deliver(t, updated({ first_name: "Countess", updated_at: START + SECOND }));
    expect((await findPerson(t)).profile).toMatchObject({
      first_name: "Countess",
      last_name: "King",
    });
    await pass(t, 31 * SECOND);
    expect(patches(clerk.calls)).toEqual([{ last_name: "King" }]);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "done", overruled: [{ field: "first_name", clerk: "Countess" }] },
      { clerk: "done", overruled: [] },
    ]);
  });
});

/**
 * Clerk took the first save without an answer, and its event is lost. The second takes it back:
 * to a check of the first Clerk looks as though it had never been there.
 */
describe("a save that takes back an older one of which nobody knows that Clerk took it", () => {
  it("is sent again when the older one was finished over it before it came to Convex", async () => {
    const clerk = startClerk();
    await save({ first_name: "Augusta" }, "op_1");
    await pass(t, 10 * SECOND);
    const takenBackAt = Date.now();
    await pass(t, 21 * SECOND);
    expect(clerk.user()).toMatchObject({ first_name: "Augusta" });
    await save({ first_name: "Ada" }, "op_2");
    await settleDone("op_2", takenBackAt);
    await pass(t, SECOND);
    await expectAdaAgain(clerk);
  });

  it("is sent again when the older one's check was under way as it came", async () => {
    const clerk = startClerk({ duringCheck: takeBack });
    await save({ first_name: "Augusta" }, "op_1");
    await pass(t, 31 * SECOND);
    await pass(t, SECOND);
    await expectAdaAgain(clerk);
  });

  it("is sent again when an event told of that check before the check did", async () => {
    const clerk = startClerk({
      duringCheck: takeBack,
      afterPatch: async (user) => {
        await send(t, updated(user));
        await t.mutation(internal.inbox.drain, {});
      },
    });
    await save({ first_name: "Augusta" }, "op_1");
    await pass(t, 31 * SECOND);
    await pass(t, SECOND);
    await expectAdaAgain(clerk);
  });

  it("loses when it is somebody in Clerk who has put the older value back", async () => {
    const clerk = startClerk();
    await save({ first_name: "Augusta" }, "op_1");
    await settleDone("op_1", START + SECOND);
    await save({ first_name: "Ada" }, "op_2");
    await settleDone("op_2", START + 2 * SECOND);
    clerk.set({ first_name: "Augusta", updated_at: START + 3 * SECOND });
    await deliver(t, updated(clerk.user()));
    await pass(t, MINUTE);
    expect(clerk.calls).toEqual([]);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
    expect((await allRows(t, "outboxWrites")).at(-1)).toMatchObject({
      overruled: [{ field: "first_name", requested: "Ada", clerk: "Augusta" }],
    });
  });

  async function takeBack() {
    await save({ first_name: "Ada" }, "op_2");
    await settleDone("op_2", Date.now() - 1);
  }

  async function expectAdaAgain(clerk: ReturnType<typeof startClerk>) {
    expect(patches(clerk.calls)).toEqual([{ first_name: "Augusta" }, { first_name: "Ada" }]);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "in_sync", clerk: { first_name: "Ada" } });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { operation_id: "op_1", clerk: "done", open: false },
      { operation_id: "op_2", clerk: "done", open: false, overruled: [] },
    ]);
  }
});
