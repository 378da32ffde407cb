import { ConvexError } from "convex/values";
import { describe, expect, it, vi } from "vitest";
import type { Wanted } from "./changes";
import { sha256Of } from "./picture";
import type { SavePorts } from "./ports";
import { runSave, type SaveRequest } from "./save";
import type { SaveState } from "./save.machine";
import { agreeablePorts, clerkApiError } from "./testing";

const current: SaveRequest["current"] = {
  username: "ada",
  first_name: "Ada",
  last_name: "Byron",
  interests: [],
  image_url: "https://img.clerk.test/ada",
  avatar_sha256: null,
  onboarding: { step: null, completed_at: null },
};

const png = new File(["a picture"], "ada.png", { type: "image/png" });

/** Ports that answer well and note what they were called with; give the ones that shall not. */
function ports(overrides: Partial<SavePorts> = {}) {
  const calls = agreeablePorts(overrides);
  for (const name of Object.keys(calls) as (keyof SavePorts)[]) vi.spyOn(calls, name);
  return calls;
}

function save(
  calls: SavePorts,
  { changes = {}, ...others }: Partial<Wanted>,
  published: SaveState[] = [],
  known = current,
) {
  const request = { current: known, wanted: { changes, ...others } };
  return runSave(request, calls, (state) => published.push(state));
}

const anyId = expect.any(String) as string;
const never = () => new Promise<never>(() => {});

describe("a save", () => {
  it("starts both sides before either has answered", () => {
    const calls = ports({ updateProfile: never, updateClerkUser: never });
    void save(calls, { changes: { last_name: "Lovelace" } });
    expect(calls.updateProfile).toHaveBeenCalledWith({
      operation_id: anyId,
      changes: { last_name: "Lovelace" },
    });
    expect(calls.updateClerkUser).toHaveBeenCalledWith({ lastName: "Lovelace" });
  });

  it("reports Clerk's side to Convex with Clerk's own time", async () => {
    const calls = ports();
    await expect(save(calls, { changes: { last_name: "Lovelace" } })).resolves.toMatchObject({
      outcome: "saved",
    });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: vi.mocked(calls.updateProfile).mock.calls[0]?.[0].operation_id,
      clerk: { status: "done", updated_at: 7, image_url: "https://img.clerk.test/new" },
    });
  });

  it("puts Clerk's refusal at the field, and has Convex put the old value back", async () => {
    const error = await clerkApiError(422, "form_identifier_exists", "username");
    const calls = ports({ updateClerkUser: () => Promise.reject(error) });
    await expect(save(calls, { changes: { username: "grace" } })).resolves.toMatchObject({
      outcome: "failed",
      convex: { status: "done" },
      clerk: { status: "refused", code: "form_identifier_exists", field: "username" },
      fieldErrors: { username: { side: "clerk", message: "Clerk says no." } },
    });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: anyId,
      clerk: expect.objectContaining({ status: "refused", field: "username" }),
    });
  });

  it.each([
    [429, 3, 3000],
    [500, undefined, null],
  ])("calls Clerk's %d unreachable, not refused", async (status, retryAfter, retryAfterMs) => {
    const error = await clerkApiError(status, "some_code", undefined, retryAfter);
    const calls = ports({ updateClerkUser: () => Promise.reject(error) });
    await expect(save(calls, { changes: { username: "grace" } })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable", retryAfterMs },
    });
  });

  it("hears Clerk also when Convex refuses, and then has nothing to report", async () => {
    const calls = ports({
      updateProfile: () =>
        Promise.reject(new ConvexError({ code: "rate_limited", message: "Too many saves." })),
    });
    await expect(save(calls, { changes: { username: "grace" } })).resolves.toMatchObject({
      outcome: "partly_saved",
      convex: { status: "refused", code: "rate_limited" },
      clerk: { status: "done" },
    });
    expect(calls.settleProfileWrite).not.toHaveBeenCalled();
  });

  it("survives ports that throw where they should reject", async () => {
    const thrower = () => {
      throw new Error("broken");
    };
    const broken = {
      updateProfile: thrower,
      updateClerkUser: thrower,
      setClerkPicture: thrower,
      generateAvatarUploadUrl: thrower,
    };
    const wanted = { changes: { username: "grace" }, file: png };
    await expect(save(ports(broken), wanted)).resolves.toMatchObject({ outcome: "failed" });
  });

  it("does not wait for ever for Clerk: no answer is none, and the server asks again", async () => {
    vi.useFakeTimers();
    const calls = ports({ updateClerkUser: never });
    const result = save(calls, { changes: { username: "grace" } });
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    await expect(result).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable" },
    });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: anyId,
      clerk: expect.objectContaining({ status: "unreachable" }),
    });
  });

  it.each<[string, SavePorts["settleProfileWrite"]]>([
    ["gets lost", () => Promise.reject(new Error("gone"))],
    [
      "cannot be made",
      () => {
        throw new Error("The client is closed.");
      },
    ],
  ])("stands although its report %s", async (_, settleProfileWrite) => {
    const published: SaveState[] = [];
    const calls = ports({ settleProfileWrite });
    const result = await save(calls, { changes: { username: "grace" } }, published);
    expect(result).toMatchObject({ outcome: "saved" });
    expect(published.at(-1)).toMatchObject({ status: "settled", result });
  });

  it("asks neither side when nothing changes, nor when a rule is broken", async () => {
    const calls = ports();
    await expect(save(calls, { changes: { username: "ada" } })).resolves.toMatchObject({
      outcome: "saved",
    });
    const wrong = [
      { changes: { username: "a b" } },
      { changes: { first_name: "Augusta" }, file: new File(["text"], "a.txt") },
    ];
    for (const wanted of wrong) {
      await expect(save(calls, wanted)).resolves.toMatchObject({
        outcome: "failed",
        convex: { status: "refused" },
        clerk: { status: "skipped" },
      });
    }
    expect(calls.updateProfile).not.toHaveBeenCalled();
    expect(calls.updateClerkUser).not.toHaveBeenCalled();
    expect(calls.setClerkPicture).not.toHaveBeenCalled();
  });

  it("waits while Convex is out of reach, and says so", async () => {
    let tell: (connected: boolean) => void = () => {};
    let answer: (written: { changed: string[] }) => void = () => {};
    const unwatch = vi.fn();
    const published: SaveState[] = [];
    const calls = ports({
      updateProfile: () => new Promise((resolve) => (answer = resolve)),
      watchConnection: (listener) => {
        tell = listener;
        listener(false);
        return unwatch;
      },
    });
    const result = save(calls, { changes: { username: "grace" } }, published);
    await vi.waitFor(() => expect(published.at(-1)?.status).toBe("waiting"));
    tell(true);
    expect(published.at(-1)?.status).toBe("saving");
    expect(unwatch).not.toHaveBeenCalled();
    answer({ changed: ["username"] });
    await expect(result).resolves.toMatchObject({ outcome: "saved" });
    expect(unwatch).toHaveBeenCalledOnce();
  });
});

describe("a step of the onboarding", () => {
  it("is saved with what was entered in it", async () => {
    const calls = ports();
    const wanted: Partial<Wanted> = {
      changes: { first_name: "Augusta" },
      onboarding: { kind: "at", step: "picture" },
    };
    await expect(save(calls, wanted)).resolves.toMatchObject({ outcome: "saved" });
    expect(calls.updateOnboardingData).toHaveBeenCalledWith({
      operation_id: anyId,
      step: "picture",
      changes: { first_name: "Augusta" },
    });
    expect(calls.updateClerkUser).toHaveBeenCalledWith({ firstName: "Augusta" });
    expect(calls.updateProfile).not.toHaveBeenCalled();
  });

  it("leaves Clerk alone when nothing of Clerk's changes", async () => {
    const calls = ports();
    await save(calls, { onboarding: { kind: "completed" } });
    expect(calls.completeOnboarding).toHaveBeenCalledOnce();
    expect(calls.updateClerkUser).not.toHaveBeenCalled();
  });
});

describe("a picture in a save", () => {
  it("goes to both sides as an operation of its own, beside the names", async () => {
    const calls = ports();
    const wanted = { changes: { first_name: "Augusta" }, file: png };
    await expect(save(calls, wanted)).resolves.toMatchObject({ outcome: "saved", lost: [] });
    const [names, picture] = vi.mocked(calls.updateProfile).mock.calls.map(([args]) => args);
    expect(names?.changes).toEqual({ first_name: "Augusta" });
    expect(picture?.changes).toEqual({ avatar_storage_id: "file_1" });
    expect(picture?.operation_id).not.toBe(names?.operation_id);
    expect(calls.setClerkPicture).toHaveBeenCalledWith(png);
    expect(calls.generateAvatarUploadUrl).toHaveBeenCalledWith({ sha256: await sha256Of(png) });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: picture?.operation_id,
      clerk: { status: "done", updated_at: 7, image_url: "https://img.clerk.test/new" },
    });
  });

  it("starts both sides at the same time", async () => {
    const calls = ports({ setClerkPicture: never, generateAvatarUploadUrl: never });
    void save(calls, { file: png });
    await vi.waitFor(() => expect(calls.setClerkPicture).toHaveBeenCalled());
    expect(calls.generateAvatarUploadUrl).toHaveBeenCalled();
  });

  it("costs nothing when it is the same again", async () => {
    const calls = ports();
    const known = { ...current, avatar_sha256: await sha256Of(png) };
    await expect(save(calls, { file: png }, [], known)).resolves.toMatchObject({
      outcome: "saved",
      convex: { status: "skipped" },
      clerk: { status: "skipped" },
    });
    expect(calls.generateAvatarUploadUrl).not.toHaveBeenCalled();
    expect(calls.setClerkPicture).not.toHaveBeenCalled();
  });

  it("is removed on both sides in this tick, with nothing to upload", () => {
    const calls = ports();
    void save(calls, { file: null });
    expect(calls.setClerkPicture).toHaveBeenCalledWith(null);
    expect(calls.updateProfile).toHaveBeenCalledWith({
      operation_id: anyId,
      changes: { avatar_storage_id: null },
    });
    expect(calls.generateAvatarUploadUrl).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<SavePorts>]>([
    ["the address for it has come", { generateAvatarUploadUrl: never }],
    [
      "it is uploaded",
      {
        uploadFile: ({ signal }) =>
          new Promise((_, reject) =>
            signal.addEventListener("abort", () => reject(new Error("ended"))),
          ),
      },
    ],
  ])("is not attached in Convex when Clerk refuses it before %s", async (_, slow) => {
    const error = await clerkApiError(422, "avatar_file_type_invalid", "file");
    const calls = ports({ ...slow, setClerkPicture: () => Promise.reject(error) });
    const wanted = { changes: { first_name: "Augusta" }, file: png };
    await expect(save(calls, wanted)).resolves.toMatchObject({
      outcome: "partly_saved",
      lost: ["image_url"],
      fieldErrors: { image_url: { side: "clerk", code: "avatar_file_type_invalid" } },
    });
    expect(calls.updateProfile).toHaveBeenCalledOnce();
  });

  it("is taken back by its report when Clerk refuses it after Convex has it", async () => {
    const error = await clerkApiError(422, "avatar_file_type_invalid", "file");
    const attached = vi.fn();
    const calls = ports({
      updateProfile: async () => {
        attached();
        return { changed: ["image_url"] };
      },
      setClerkPicture: () =>
        vi
          .waitFor(() => expect(attached).toHaveBeenCalled())
          .then(() => {
            throw error;
          }),
    });
    await expect(save(calls, { file: png })).resolves.toMatchObject({
      outcome: "failed",
      convex: { status: "done" },
    });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: anyId,
      clerk: expect.objectContaining({ status: "refused", field: "image_url" }),
    });
  });

  it("is partly saved when its upload fails and Clerk has it", async () => {
    const calls = ports({ uploadFile: () => Promise.reject(new TypeError("Failed to fetch")) });
    await expect(save(calls, { file: png })).resolves.toMatchObject({
      outcome: "partly_saved",
      convex: { status: "unreachable" },
      clerk: { status: "done" },
      lost: [],
    });
    expect(calls.settleProfileWrite).not.toHaveBeenCalled();
  });

  it("puts Convex's refusal at the picture", async () => {
    const refusal = new ConvexError({ code: "rate_limited", message: "Too many saves." });
    const calls = ports({ generateAvatarUploadUrl: () => Promise.reject(refusal) });
    await expect(save(calls, { file: png })).resolves.toMatchObject({
      fieldErrors: { image_url: { side: "convex", code: "rate_limited" } },
    });
  });

  it("tells how much of it Convex has", async () => {
    const published: SaveState[] = [];
    const calls = ports({
      uploadFile: async ({ onProgress }) => {
        for (const share of [0, 0.5, 1]) onProgress(share);
        return { storageId: "file_1" as never };
      },
      // Later than Convex, so that the save still runs.
      setClerkPicture: () =>
        vi
          .waitFor(() => expect(calls.updateProfile).toHaveBeenCalled())
          .then(() => ({ updatedAt: 7, imageUrl: null })),
    });
    await save(calls, { file: png }, published);
    const shares = published.map((state) => ("upload" in state ? state.upload : null));
    expect([...new Set(shares)]).toEqual([null, 0, 0.5, 1]);
    expect(shares.at(-1)).toBeNull();
  });
});
