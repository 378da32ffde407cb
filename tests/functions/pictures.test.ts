import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import {
  ADA,
  clerkUser,
  created,
  deleted,
  deliver,
  stubBackendApi,
  updated,
  type Json,
} from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created({ image_url: OLD }));
});
afterEach(stopBackend);

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;
const OLD = "https://img.clerk.test/old";
const NEW = "https://img.clerk.test/new";
const OTHER = "https://img.clerk.test/other";

const picture = (content = "pixels", type = "image/png") => new Blob([content], { type });

async function digestOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Buffer.from(digest).toString("hex");
}

/** Uploads a file as a browser does; the test's backend has no server for the address itself. */
async function upload(blob = picture(), subject = ADA): Promise<Id<"_storage">> {
  const sha256 = await digestOf(blob);
  const url = await signedIn(t, subject).mutation(api.users.generateAvatarUploadUrl, { sha256 });
  expect(url).toMatch(/^https:/);
  return await store(blob);
}

/** Stores a file with its type, which convex-test forgets. */
async function store(blob: Blob): Promise<Id<"_storage">> {
  return await t.run(async (ctx) => {
    const file = await ctx.storage.store(blob);
    await ctx.db.patch(file as never, { contentType: blob.type } as never);
    return file;
  });
}

async function save(avatar_storage_id: Id<"_storage"> | null, operation_id = "op_1") {
  const changes = { avatar_storage_id };
  return await signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id, changes });
}

async function settle(report: Json, operation_id = "op_1") {
  const clerk = report as { status: "done" };
  return await signedIn(t, ADA).mutation(api.users.settleProfileWrite, { operation_id, clerk });
}

const current = async () => await signedIn(t, ADA).query(api.users.current, {});
const files = async () =>
  await t.run(async (ctx) => await ctx.db.system.query("_storage").collect());
const fileIds = async () => (await files()).map(({ _id }) => _id);

describe("a new picture", () => {
  it("is shown from Convex's storage at once, and from Clerk once Clerk confirms it", async () => {
    const file = await upload();
    expect(await save(file)).toMatchObject({ changed: ["image_url"] });
    const shown = (await findPerson(t)).profile;
    expect(shown).toMatchObject({ avatar_storage_id: file, profile_image_url: OLD });
    expect(shown?.image_url).toContain("/api/storage/");
    expect(await current()).toMatchObject({ sync: { status: "pending" } });

    await settle({ status: "done", updated_at: START + 50, image_url: NEW });
    await deliver(t, updated({ image_url: NEW, updated_at: START + 50 }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({
      image_url: NEW,
      profile_image_url: NEW,
      avatar_storage_id: file,
    });
    expect(sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { origin: "avatar", clerk: "done", confirmed_by: "webhook", open: false },
    ]);
  });

  it("is not flickered away by an older webhook, nor confirmed by another upload's", async () => {
    const file = await upload();
    await save(file);
    await deliver(t, updated({ image_url: OTHER, updated_at: START + 10 }));
    expect((await findPerson(t)).profile).toMatchObject({ avatar_storage_id: file });
    expect(await current()).toMatchObject({ sync: { status: "pending" } });
    await settle({ status: "done", updated_at: START + 50, image_url: NEW });
    await deliver(t, updated({ image_url: NEW, updated_at: START + 50 }));
    expect((await findPerson(t)).profile).toMatchObject({ image_url: NEW });
  });

  it("takes the old file's place, which is deleted after the switch and not before", async () => {
    const first = await upload(picture("first"));
    await save(first);
    await settle({ status: "done", updated_at: START + 10, image_url: OTHER });
    await deliver(t, updated({ image_url: OTHER, updated_at: START + 10 }));
    const second = await upload(picture("second"));
    await save(second, "op_2");
    expect(await fileIds()).toEqual([first, second]);
    await settle({ status: "done", updated_at: START + 20, image_url: NEW }, "op_2");
    expect(await fileIds()).toEqual([first, second]);
    await deliver(t, updated({ image_url: NEW, updated_at: START + 20 }));
    expect(await fileIds()).toEqual([second]);
    expect(await allRows(t, "avatarUploads")).toMatchObject([{ storage_id: second }]);
  });

  it("goes when Clerk refuses it: the old one is back, and its own file deleted", async () => {
    const first = await upload(picture("first"));
    await save(first);
    await settle({ status: "done", updated_at: START + 10, image_url: OTHER });
    await deliver(t, updated({ image_url: OTHER, updated_at: START + 10 }));
    await save(await upload(picture("second")), "op_2");
    const refusal = {
      status: "refused",
      code: "request_body_invalid",
      message: "No.",
      field: null,
    };
    expect(await settle(refusal, "op_2")).toEqual({ clerk: "refused", undone: ["image_url"] });
    expect((await findPerson(t)).profile).toMatchObject({
      image_url: OTHER,
      avatar_storage_id: first,
    });
    expect(await fileIds()).toEqual([first]);
  });

  it("costs nothing when it is the same again, and says by which digest to know that", async () => {
    const file = await upload();
    await save(file);
    expect((await current())?.avatar_sha256).toBe(await digestOf(picture()));
    expect(await save(file, "op_2")).toEqual({ operation_id: "op_2", changed: [] });
    expect(await allRows(t, "outboxWrites")).toHaveLength(1);
  });

  it("gives way to one that is uploaded in Clerk afterwards, and its file goes", async () => {
    await save(await upload());
    await settle({ status: "done", updated_at: START + 10, image_url: NEW });
    await deliver(t, updated({ image_url: NEW, updated_at: START + 10 }));
    await deliver(t, updated({ image_url: OTHER, updated_at: START + 20 }));
    expect((await findPerson(t)).profile).toMatchObject({
      image_url: OTHER,
      avatar_storage_id: null,
    });
    expect(await files()).toEqual([]);
    expect(await current()).toMatchObject({ avatar_sha256: null });
  });
});

describe("a file that is not a picture of one's own", () => {
  it("is refused by what was stored, whatever the browser said", async () => {
    for (const [blob, message] of [
      [picture("<svg/>", "image/svg+xml"), "only PNG"],
      [picture(""), "empty"],
      [picture("x".repeat(10 * 1024 * 1024 + 1)), "10 MB"],
    ] as const) {
      await expect(save(await upload(blob))).rejects.toThrow(message);
    }
    expect(await allRows(t, "outboxWrites")).toEqual([]);
    expect((await findPerson(t)).profile).toMatchObject({ image_url: OLD });
  });

  it("is refused when somebody else has uploaded it, so that nobody can have it deleted", async () => {
    await deliver(t, created({ id: "user_eve", username: "eve" }));
    const theirs = await upload(picture("theirs"), "user_eve");
    await expect(save(theirs)).rejects.toThrow("not uploaded for this profile");
    await signedIn(t, "user_eve").mutation(api.users.updateProfile, {
      operation_id: "op_eve",
      changes: { avatar_storage_id: theirs },
    });
    await signedIn(t, ADA).mutation(api.users.generateAvatarUploadUrl, {});
    await expect(save(theirs)).rejects.toThrow("not uploaded for this profile");
  });

  it("is refused when the app stored it long before anybody asked to upload", async () => {
    const appsOwn = await store(picture("logo"));
    await pass(t, HOUR);
    await signedIn(t, ADA).mutation(api.users.generateAvatarUploadUrl, {});
    await expect(save(appsOwn)).rejects.toThrow("not uploaded for this profile");
  });

  it("needs somebody who is signed in to be uploaded at all, with a digest that is one", async () => {
    await expect(t.mutation(api.users.generateAvatarUploadUrl, {})).rejects.toThrow("sign in");
    const wrong = { sha256: "abc" };
    await expect(
      signedIn(t, ADA).mutation(api.users.generateAvatarUploadUrl, wrong),
    ).rejects.toThrow("SHA-256");
  });
});

describe("a picture whose tab was closed", () => {
  it("before Clerk had it is uploaded to Clerk by the check, from Convex's file", async () => {
    let sent = "";
    const calls = stubBackendApi({
      GET: () => Response.json(clerkUser({ image_url: OLD })),
      uploadPicture: (file) => {
        sent = file.type;
        return Response.json(clerkUser({ image_url: NEW, updated_at: START + 31 * SECOND }));
      },
    });
    const file = await upload(picture("pixels", "image/webp"));
    await save(file);
    await pass(t, 31 * SECOND);
    expect(calls.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(sent).toBe("image/webp");
    expect((await findPerson(t)).profile).toMatchObject({
      image_url: NEW,
      avatar_storage_id: file,
    });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("after Clerk had it is confirmed by the check, without a second upload", async () => {
    const calls = stubBackendApi({
      GET: () => Response.json(clerkUser({ image_url: NEW, updated_at: START + 5 })),
    });
    const file = await upload();
    await save(file);
    await pass(t, 31 * SECOND);
    expect(calls).toHaveLength(1);
    expect((await findPerson(t)).profile).toMatchObject({
      image_url: NEW,
      avatar_storage_id: file,
    });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ confirmed_by: "check" }]);
  });

  it("before any save named it is swept away, and the app's other files are not", async () => {
    const appsOwn = await store(picture("logo"));
    await upload(picture("abandoned"));
    const kept = await upload(picture("kept"));
    await save(kept);
    await t.mutation(internal.avatars.sweep, {});
    await pass(t);
    expect(await files()).toHaveLength(3);
    stubBackendApi({ GET: () => Response.json(clerkUser({ image_url: OLD })) });
    await pass(t, 3 * HOUR);
    await t.mutation(internal.avatars.sweep, {});
    await pass(t);
    expect((await fileIds()).sort()).toEqual([appsOwn, kept].sort());
    expect(await allRows(t, "avatarUploads")).toMatchObject([{ storage_id: kept }]);
  });
});

describe("removing a picture", () => {
  it("shows none at once, and Clerk's initials once Clerk confirms it", async () => {
    expect(await save(null)).toMatchObject({ changed: ["image_url"] });
    expect((await findPerson(t)).profile).toMatchObject({ image_url: null });
    await settle({ status: "done", updated_at: START + 5 });
    await deliver(t, updated({ image_url: OTHER, has_image: false, updated_at: START + 5 }));
    expect((await findPerson(t)).profile).toMatchObject({ image_url: OTHER });
    expect(await save(null, "op_2")).toMatchObject({ changed: [] });
  });

  it("is finished in Clerk when the tab was closed", async () => {
    const calls = stubBackendApi({
      GET: () => Response.json(clerkUser({ image_url: OLD })),
      removePicture: () =>
        Response.json(
          clerkUser({ image_url: OTHER, has_image: false, updated_at: START + 40_000 }),
        ),
    });
    await save(null);
    await pass(t, 31 * SECOND);
    expect(calls.map(({ method }) => method)).toEqual(["GET", "DELETE"]);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("leaves no file behind when the person is deleted", async () => {
    await save(await upload());
    await deliver(t, deleted(START + 100));
    expect(await files()).toEqual([]);
    expect(await allRows(t, "avatarUploads")).toEqual([]);
  });
});
