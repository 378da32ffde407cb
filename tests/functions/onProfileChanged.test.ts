import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onProfileChanged } from "../../convex/onProfileChanged";
import { ADA, clerkUser, created, deleted, deliver, updated, userEvent } from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** The seam for an app that keeps rows of its own in step with people's profiles. */

vi.mock("../../convex/onProfileChanged", () => ({ onProfileChanged: vi.fn() }));
const told = vi.mocked(onProfileChanged);

let t: Backend;
beforeEach(() => {
  told.mockReset();
  t = startBackend();
});
afterEach(stopBackend);

const changes = () => told.mock.calls.map(([, change]) => change);

describe("an app with rows of its own", () => {
  it("is told of somebody new, and of what changes", async () => {
    await deliver(t, created());
    await deliver(t, updated({ last_name: "Byron", updated_at: START + 1 }));
    const ada = expect.objectContaining({ externalId: ADA, last_name: "Lovelace" });
    const byron = expect.objectContaining({ externalId: ADA, last_name: "Byron" });
    expect(changes()).toEqual([
      { externalId: ADA, before: null, after: ada },
      { externalId: ADA, before: ada, after: byron },
    ]);
  });

  it("is not told when an event changes nothing that people see", async () => {
    await deliver(t, created());
    await deliver(t, updated({ updated_at: START + 1 }), created());
    expect(told).toHaveBeenCalledOnce();
  });

  it("is told once that somebody is deleted, and of no emptied profile", async () => {
    await deliver(t, created());
    await deliver(t, deleted(START + 1));
    await deliver(t, updated({ updated_at: START + 2 }), deleted(START + 3));
    expect(changes().slice(1)).toEqual([
      { externalId: ADA, before: expect.objectContaining({ username: "ada" }), after: null },
    ]);
  });

  it("is told of the deletion of somebody whom the kit has never heard of", async () => {
    await deliver(t, deleted(START));
    expect(changes()).toEqual([{ externalId: ADA, before: null, after: null }]);
  });

  it("writes in the transaction that stores the profile", async () => {
    told.mockImplementation(async (ctx, { externalId }) => {
      await ctx.db.insert("warnings", { ...A_ROW, kind: externalId });
      if (externalId === ADA) throw new Error("The app's row could not be written.");
    });
    const bob = clerkUser({ id: "user_bob", username: "bob" });
    await deliver(t, created(), userEvent("user.created", bob));
    expect((await findPerson(t)).profile).toBeNull();
    expect((await allRows(t, "users")).map(({ username }) => username)).toEqual(["bob"]);
    const kinds = (await allRows(t, "warnings")).map(({ kind }) => kind);
    expect(kinds).toEqual(["user_bob"]);
  });

  it("gets the profile once its own row can be written again", async () => {
    told.mockRejectedValueOnce(new Error("The app's row could not be written."));
    await deliver(t, created());
    expect(await allRows(t, "inboxEvents")).toMatchObject([{ status: "failed", attempts: 1 }]);
    await pass(t, 60 * 60_000);
    expect(await allRows(t, "inboxEvents")).toMatchObject([{ status: "applied" }]);
    expect((await findPerson(t)).profile).toMatchObject({ username: "ada" });
  });
});

/** Stands for a row of the app's. */
const A_ROW = { message: "", since: START, last_at: START, count: 1 };
