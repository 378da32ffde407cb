import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PNG } from "../../sandbox/clerk/testing";
import { detailOf, expectAgreed, somebody } from "./support/people";
import { openTabWorld, until, type TabWorld } from "./support/tabs";

/** Pictures in saves: to Clerk and to Convex's storage at once, and equal however that went. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let world: TabWorld;
beforeAll(async () => {
  world = await openTabWorld(Date.UTC(2026, 2, 1, 12));
});
afterEach(() => world.tidy());
afterAll(() => world.stop());

let pictures = 0;

/** A picture that nobody has had before: what follows a PNG's end is no part of it. */
function picture(): File {
  const bytes = new Uint8Array([...PNG, ++pictures]);
  return new File([bytes], "picture.png", { type: "image/png" });
}

/** Says it is one, and passes for one until somebody looks inside, as Clerk does. */
const noPicture = () => new File([`text ${++pictures}`], "picture.png", { type: "image/png" });

const isStored = (file: string | undefined) =>
  file !== undefined && world.engine.files.get(file) !== null;

const callsOf = (path: string) => world.requests.filter(({ call }) => call.endsWith(path)).length;

/** Long enough for every check, and for the sweep of files that no save has named. */
const LONG = 4 * HOUR;

describe("a new picture", () => {
  it("is shown from the app's own file at once, and confirmed by Clerk's event", async () => {
    const { id, tab } = await somebody(world);
    const before = tab.profile?.image_url;
    const result = tab.save({}, { file: picture() });
    await until(() => expect(tab.preview?.instead).toBe(before));
    await expect(result).resolves.toMatchObject({ outcome: "saved" });
    expect(tab.preview).toBeNull();
    expect(tab.profile?.image_url).toMatch(/^https:\/\/convex\.sandbox\.test\/api\/storage\//);
    await tab.idle();

    await world.pass();
    const { writes } = await expectAgreed(world, id, { has_image: true });
    expect(writes).toMatchObject([{ origin: "avatar", clerk: "done", confirmed_by: "webhook" }]);
    await tab.shows((profile) =>
      expect(profile).toMatchObject({
        image_url: world.clerk.users.get(id)?.image_url,
        sync: { status: "in_sync" },
      }),
    );
  });

  it("costs nothing when it is the one that is there", async () => {
    const { id, tab } = await somebody(world);
    const file = picture();
    await tab.save({}, { file });
    await tab.idle();
    await world.pass();
    const uploads = tab.uploaded.length;
    const calls = callsOf("/v1/me/profile_image");
    const again = new File([await file.arrayBuffer()], "copy.png", { type: "image/png" });
    await expect(tab.save({}, { file: again })).resolves.toMatchObject({
      outcome: "saved",
      convex: { status: "skipped" },
      clerk: { status: "skipped" },
    });
    expect(tab.uploaded).toHaveLength(uploads);
    expect(callsOf("/v1/me/profile_image")).toBe(calls);
    expect((await expectAgreed(world, id)).writes).toHaveLength(1);
  });

  it("takes the place of the one before, whose file is deleted", async () => {
    const { id, tab } = await somebody(world);
    for (const file of [picture(), picture()]) {
      await tab.save({}, { file });
      await tab.idle();
      await world.pass();
    }
    await world.pass(LONG);
    await expectAgreed(world, id, { has_image: true });
    expect(tab.uploaded.map(isStored)).toEqual([false, true]);
  });

  it("is removed on both sides, and its file with it", async () => {
    const { id, tab } = await somebody(world);
    await tab.save({}, { file: picture() });
    await tab.idle();
    await world.pass();
    await expect(tab.save({}, { file: null })).resolves.toMatchObject({ outcome: "saved" });
    await tab.idle();
    await world.pass(LONG);
    await expectAgreed(world, id, { has_image: false });
    expect(tab.uploaded.map(isStored)).toEqual([false]);

    const calls = callsOf("/v1/me/profile_image");
    await expect(tab.save({}, { file: null })).resolves.toMatchObject({ outcome: "saved" });
    expect(callsOf("/v1/me/profile_image")).toBe(calls);
  });
});

describe("a picture that Clerk refuses", () => {
  it("is the old one again, says why, and leaves no file behind", async () => {
    const { id, tab } = await somebody(world);
    await tab.save({}, { file: picture() });
    await tab.idle();
    await world.pass();
    await tab.shows((profile) => expect(profile?.sync.status).toBe("in_sync"));
    const before = tab.profile?.image_url;

    await expect(tab.save({}, { file: noPicture() })).resolves.toMatchObject({
      outcome: "failed",
      lost: ["image_url"],
      fieldErrors: { image_url: { side: "clerk", code: "avatar_file_type_invalid" } },
    });
    await tab.idle();
    await tab.shows((profile) => expect(profile?.image_url).toBe(before));
    expect(tab.preview).toBeNull();
    await world.pass(LONG);
    await expectAgreed(world, id, { has_image: true });
    expect(isStored(tab.uploaded[0])).toBe(true);
    expect(tab.uploaded.slice(1).filter(isStored)).toEqual([]);
  });

  it("is taken back when Convex had it already", async () => {
    const { id, tab } = await somebody(world);
    let goOn: (value?: unknown) => void = () => {};
    tab.clerk = new Promise((resolve) => (goOn = resolve));
    const result = tab.save({}, { file: noPicture() });
    await until(async () => expect((await detailOf(world, id)).writes).toHaveLength(1));
    goOn();
    await expect(result).resolves.toMatchObject({
      outcome: "failed",
      convex: { status: "done" },
    });
    await tab.idle();
    await world.pass(LONG);
    await expectAgreed(world, id, { has_image: false });
    expect(tab.uploaded.map(isStored)).toEqual([false]);
  });

  it("does not take the name with it that was saved beside it", async () => {
    const { id, tab } = await somebody(world);
    const result = await tab.save({ first_name: "Augusta" }, { file: noPicture() });
    expect(result).toMatchObject({ outcome: "partly_saved", lost: ["image_url"] });
    await tab.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta", has_image: false });
  });
});

describe("a picture that reaches one side only", () => {
  it("Clerk, as the upload failed: Clerk's event brings it to Convex", async () => {
    const { id, tab } = await somebody(world);
    tab.uploads = "lost";
    await expect(tab.save({}, { file: picture() })).resolves.toMatchObject({
      outcome: "partly_saved",
      convex: { status: "unreachable" },
      lost: [],
    });
    expect(tab.preview).not.toBeNull();
    await world.pass();
    await expectAgreed(world, id, { has_image: true });
    await tab.shows(() => expect(tab.preview).toBeNull());
    expect(tab.profile?.image_url).toBe(world.clerk.users.get(id)?.image_url);
  });

  it("Convex, as Clerk could not be reached: the server brings the stored file to Clerk", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "lost";
    await expect(tab.save({}, { file: picture() })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable" },
      lost: [],
    });
    await tab.idle();
    await world.pass(MINUTE);
    await expectAgreed(world, id, { has_image: true });
  });

  it("Convex, as the tab was closed: the server brings the stored file to Clerk", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "silent";
    void tab.save({}, { file: picture() });
    await until(async () => expect((await detailOf(world, id)).writes).toHaveLength(1));
    await tab.close();
    await world.pass(2 * MINUTE);
    await expectAgreed(world, id, { has_image: true });
  });

  it("Clerk, as the tab was closed after the upload: Clerk's event brings it, the file goes", async () => {
    const { id, tab } = await somebody(world);
    tab.uploads = "unanswered";
    void tab.save({}, { file: picture() });
    await until(() => expect(tab.uploaded).toHaveLength(1));
    await until(() => expect(world.clerk.users.get(id)?.has_image).toBe(true));
    await tab.close();
    await world.pass(LONG);
    await expectAgreed(world, id, { has_image: true });
    expect(tab.uploaded.map(isStored)).toEqual([false]);
  });

  it("neither, as the tab was closed after the upload: nothing changes, the file goes", async () => {
    const { id, tab } = await somebody(world);
    tab.uploads = "unanswered";
    tab.clerk = "silent";
    void tab.save({}, { file: picture() });
    await until(() => expect(tab.uploaded).toHaveLength(1));
    await tab.close();
    await world.pass(LONG);
    expect((await expectAgreed(world, id, { has_image: false })).writes).toEqual([]);
    expect(tab.uploaded.map(isStored)).toEqual([false]);
  });

  it("neither: it has failed, and the old picture is back", async () => {
    const { id, tab } = await somebody(world);
    tab.uploads = tab.clerk = "lost";
    await expect(tab.save({}, { file: picture() })).resolves.toMatchObject({
      outcome: "failed",
      lost: ["image_url"],
    });
    expect(tab.preview).toBeNull();
    await world.pass(MINUTE);
    await expectAgreed(world, id, { has_image: false });
  });

  it("on its way while there is no connection: it is sent when there is one", async () => {
    const { id, tab } = await somebody(world);
    await tab.convexOffline(true);
    const result = tab.save({}, { file: picture() });
    await until(() => expect(tab.saving.status).toBe("waiting"));
    await tab.convexOffline(false);
    await expect(result).resolves.toMatchObject({ outcome: "saved" });
    await tab.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { has_image: true });
  });
});

describe("two pictures at the same time", () => {
  it.each([["in order"], ["reordered"]])(
    "end as the one Clerk has, with events %s",
    async (how) => {
      const { id } = await somebody(world);
      const [phone, laptop] = [await world.openTab(id), await world.openTab(id)];
      if (how === "reordered") {
        world.clerk.faults.set({
          on: "webhook",
          effect: "reorder",
          match: { userId: id },
          times: 1,
        });
      }
      await Promise.all([phone, laptop].map((tab) => tab.save({}, { file: picture() })));
      await Promise.all([phone.idle(), laptop.idle()]);
      await world.pass(LONG);
      await expectAgreed(world, id, { has_image: true });
      const files = [...phone.uploaded, ...laptop.uploaded];
      expect(files.filter(isStored).length).toBeLessThanOrEqual(1);
    },
  );
});
