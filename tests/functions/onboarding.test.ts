import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { ADA, created, deliver, updated } from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created());
});
afterEach(stopBackend);

const me = () => signedIn(t, ADA);
const step = async (name: string, changes = {}, operation_id = `op_${name}`) =>
  await me().mutation(api.users.updateOnboardingData, { operation_id, step: name, changes });
const onboarding = async () => (await me().query(api.users.current, {}))?.onboarding;

describe("a step of the onboarding", () => {
  it("saves what was entered, and is where any device goes on", async () => {
    expect(await step("username", { first_name: "Augusta", interests: ["chess"] })).toEqual({
      operation_id: "op_username",
      changed: ["first_name", "interests", "onboarding"],
    });
    expect(await me().query(api.users.current, {})).toMatchObject({
      first_name: "Augusta",
      interests: ["chess"],
      onboarding: { step: "username", completed_at: null },
      sync: { status: "pending" },
    });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ origin: "onboarding" }]);
  });

  it("needs no change but the step, and then does not concern Clerk", async () => {
    expect(await step("picture")).toMatchObject({ changed: ["onboarding"] });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("is done once when it is sent twice, also after a later one", async () => {
    await step("name");
    await step("username");
    await step("name", {}, "op_name");
    expect(await onboarding()).toMatchObject({ step: "username" });
  });

  it("keeps its place when Clerk refuses what was entered", async () => {
    await step("username", { username: "grace" });
    const clerk = {
      status: "refused",
      code: "taken",
      message: "Taken.",
      field: "username",
    } as const;
    const settle = { operation_id: "op_username", clerk };
    expect(await me().mutation(api.users.settleProfileWrite, settle)).toMatchObject({
      undone: ["username"],
    });
    expect(await onboarding()).toEqual({ step: "username", completed_at: null });
  });

  it("is refused without a name, when signed out, and for nobody", async () => {
    await expect(step(" ")).rejects.toThrow("no name");
    await expect(step("x".repeat(41))).rejects.toThrow("at most 40");
    const args = { operation_id: "op", step: "name" };
    await expect(t.mutation(api.users.updateOnboardingData, args)).rejects.toThrow("sign in");
    await expect(
      signedIn(t, "user_nobody").mutation(api.users.updateOnboardingData, args),
    ).rejects.toThrow("no profile");
  });
});

describe("the end of the onboarding", () => {
  const complete = async (changes = {}, operation_id = "op_end") =>
    await me().mutation(api.users.completeOnboarding, { operation_id, changes });

  it("is noted with its time, once and for all", async () => {
    expect(await complete()).toMatchObject({ changed: ["onboarding"] });
    await pass(t, 1_000);
    expect(await complete({}, "op_again")).toMatchObject({ changed: [] });
    expect(await onboarding()).toEqual({ step: null, completed_at: START });
  });

  it("is taken back together with a name that Clerk refuses", async () => {
    await step("done");
    await complete({ username: "grace" });
    expect(await onboarding()).toMatchObject({ completed_at: START });
    const clerk = {
      status: "refused",
      code: "taken",
      message: "Taken.",
      field: "username",
    } as const;
    const settle = { operation_id: "op_end", clerk };
    expect(await me().mutation(api.users.settleProfileWrite, settle)).toEqual({
      clerk: "refused",
      undone: ["username", "onboarding"],
    });
    expect(await onboarding()).toEqual({ step: "done", completed_at: null });
  });

  it("stands while Clerk is only slow, and no webhook touches it", async () => {
    await complete({ first_name: "Augusta" });
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 5 }));
    expect(await onboarding()).toMatchObject({ completed_at: START });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });
});
