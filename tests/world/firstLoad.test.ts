import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectAgreed, somebody } from "./support/people";
import { openTabWorld, type TabWorld } from "./support/tabs";

/** The first page of somebody whom Convex does not know, and the steps of their onboarding. */

const MINUTE = 60_000;

let world: TabWorld;
beforeAll(async () => {
  world = await openTabWorld(Date.UTC(2026, 2, 1, 12));
});
afterEach(() => world.tidy());
afterAll(() => world.stop());

const signUp = (username: string) =>
  world.clerk.users.create({
    username,
    first_name: "Ada",
    last_name: "Byron",
    email_address: [`${username}@example.test`],
  });

describe("the first page of somebody whose webhook has not come", () => {
  it("has their profile from the token, and the webhook corrects it later", async () => {
    const { id } = await signUp("newcomer-1");
    const tab = await world.openTab(id);
    expect(tab.profile).toBeNull();
    await expect(tab.firstLoad()).resolves.toBeNull();
    await tab.shows((profile) =>
      expect(profile).toMatchObject({
        username: "newcomer-1",
        first_name: "Ada",
        email: "newcomer-1@example.test",
      }),
    );
    await world.clerk.users.update(id, { last_name: "King" });
    await world.pass();
    await expectAgreed(world, id, { last_name: "King" });
  });

  it("can be saved to before the webhook comes, and nothing flickers back", async () => {
    const { id } = await signUp("newcomer-2");
    const tab = await world.openTab(id);
    await tab.firstLoad();
    await expect(tab.save({ first_name: "Augusta" })).resolves.toMatchObject({ outcome: "saved" });
    await tab.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("is there once although two tabs ask for it", async () => {
    const { id } = await signUp("newcomer-3");
    const tabs = [await world.openTab(id, "phone"), await world.openTab(id, "phone")];
    const loads = await Promise.all(tabs.map((tab) => tab.firstLoad()));
    expect(loads).toEqual([null, null]);
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Ada" });
  });

  it("says so when the person has been deleted, and brings nobody back", async () => {
    const { id, tab } = await somebody(world);
    world.clerk.users.delete(id);
    await world.pass();
    await tab.shows((profile) => expect(profile).toBeNull());
    await expect(tab.firstLoad()).resolves.toEqual({ status: "deleted" });
    expect(tab.profile).toBeNull();
  });
});

describe("onboarding", () => {
  const at = (step: string) => ({ onboarding: { kind: "at", step } }) as const;
  const completed = { onboarding: { kind: "completed" } } as const;

  it("goes on at the step last saved, on any device", async () => {
    const { id, tab } = await somebody(world);
    await expect(tab.save({ first_name: "Augusta" }, at("picture"))).resolves.toMatchObject({
      outcome: "saved",
    });
    await tab.close();
    const phone = await world.openTab(id);
    expect(phone.profile?.onboarding).toEqual({ step: "picture", completed_at: null });
    await phone.save({ interests: ["engines"] }, at("interests"));
    await expect(phone.save({}, completed)).resolves.toMatchObject({ outcome: "saved" });
    await phone.shows((profile) =>
      expect(profile?.onboarding).toEqual({ step: "interests", completed_at: Date.now() }),
    );
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("keeps the step when Clerk refuses what was entered in it", async () => {
    const other = await somebody(world);
    const { id, tab, username } = await somebody(world);
    const result = await tab.save({ username: other.username }, at("picture"));
    expect(result).toMatchObject({ outcome: "partly_saved", lost: ["username"] });
    await tab.shows((profile) =>
      expect(profile).toMatchObject({ username, onboarding: { step: "picture" } }),
    );
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { username });
  });

  it("is not finished by a name that Clerk refuses", async () => {
    const other = await somebody(world);
    const { id, tab, username } = await somebody(world);
    const result = await tab.save({ username: other.username }, completed);
    expect(result).toMatchObject({ outcome: "failed", lost: ["username", "onboarding"] });
    await tab.shows((profile) =>
      expect(profile).toMatchObject({ username, onboarding: { completed_at: null } }),
    );
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { username });
  });

  it("is finished by the server when the tab was closed and Clerk had not heard of it", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "silent";
    void tab.save({ first_name: "Augusta" }, completed);
    await tab.idle();
    await tab.close();
    await world.pass(MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
    const phone = await world.openTab(id);
    expect(phone.profile?.onboarding.completed_at).not.toBeNull();
  });
});
