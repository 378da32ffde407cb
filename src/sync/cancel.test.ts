import { afterEach, describe, expect, it, vi } from "vitest";
import type { FileUpload, SavePorts } from "./ports";
import { runSave, type SaveRequest } from "./save";
import { isCancelling, isRunning, type SaveState } from "./save.machine";
import { createSaves } from "./saves";
import { agreeablePorts, clerkApiError } from "./testing";

/** Cancelling the sending of a picture: what stops, what cannot be stopped, and what is said of it. */

const current: SaveRequest["current"] = {
  username: "ada",
  first_name: "Ada",
  last_name: "Byron",
  interests: [],
  image_url: null,
  avatar_sha256: null,
  onboarding: { step: null, completed_at: null },
};
const png = new File(["a picture"], "ada.png", { type: "image/png" });
const never = () => new Promise<never>(() => {});

/** An upload that goes on until it is ended, as one on a slow line. */
const untilEnded = ({ signal, onProgress }: FileUpload) => {
  onProgress(0.4);
  return new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("ended"))),
  );
};

/** A save that has come to the sending of its picture, and can be cancelled. */
async function sending(overrides: Partial<SavePorts>, changes = {}) {
  const ports = agreeablePorts({ uploadFile: vi.fn(untilEnded), ...overrides });
  vi.spyOn(ports, "updateProfile");
  const cancelling = new AbortController();
  const states: SaveState[] = [];
  const request = { current, wanted: { changes, file: png }, signal: cancelling.signal };
  const result = runSave(request, ports, (state) => states.push(state));
  await vi.waitFor(() => expect(ports.uploadFile).toHaveBeenCalled());
  return { ports, result, states, cancel: () => cancelling.abort() };
}

/** An answer of Clerk's that comes when the test says so. */
function clerkWhenTold() {
  let answer: (user: { updatedAt: number; imageUrl: string }) => void = () => {};
  let refuse: (error: unknown) => void = () => {};
  const promise = new Promise<{ updatedAt: number; imageUrl: string }>(
    (resolve, reject) => ([answer, refuse] = [resolve, reject]),
  );
  return {
    setClerkPicture: () => promise,
    takes: () => answer({ updatedAt: 7, imageUrl: "https://img.clerk.test/new" }),
    refuses: async () => refuse(await clerkApiError(422, "no")),
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a picture that is cancelled while it is being sent", () => {
  it("ends the upload at once, and is not attached in Convex", async () => {
    const clerk = clerkWhenTold();
    const { ports, result, states, cancel } = await sending(clerk);
    cancel();
    await vi.waitFor(() => {
      const state = states.at(-1);
      expect(state && isRunning(state) && isCancelling(state)).toBe(true);
    });
    await clerk.refuses();
    await expect(result).resolves.toMatchObject({
      outcome: "failed",
      convex: { status: "cancelled" },
      lost: ["image_url"],
    });
    expect(ports.updateProfile).not.toHaveBeenCalled();
  });

  it("is not called undone when Clerk had taken it: its event brings it", async () => {
    const clerk = clerkWhenTold();
    const { result, cancel } = await sending(clerk);
    cancel();
    clerk.takes();
    await expect(result).resolves.toMatchObject({
      outcome: "partly_saved",
      convex: { status: "cancelled" },
      clerk: { status: "done" },
      lost: [],
    });
  });

  it("does not keep anybody waiting for a Clerk that says nothing", async () => {
    const { result, cancel } = await sending({ setClerkPicture: never });
    vi.useFakeTimers();
    cancel();
    await vi.advanceTimersByTimeAsync(4_000);
    await expect(result).resolves.toMatchObject({
      convex: { status: "cancelled" },
      clerk: { status: "unreachable" },
      lost: ["image_url"],
    });
  });

  it("comes too late once Convex has been told of it", async () => {
    const clerk = clerkWhenTold();
    const { ports, result, cancel } = await sending({
      ...clerk,
      uploadFile: vi.fn(async () => ({ storageId: "file_1" as never })),
    });
    await vi.waitFor(() => expect(ports.updateProfile).toHaveBeenCalled());
    cancel();
    clerk.takes();
    await expect(result).resolves.toMatchObject({ outcome: "saved", convex: { status: "done" } });
  });

  it("leaves the names that are saved with it alone", async () => {
    const { result, cancel } = await sending(
      { setClerkPicture: () => Promise.reject(new TypeError("Failed to fetch")) },
      { first_name: "Augusta" },
    );
    cancel();
    await expect(result).resolves.toMatchObject({ outcome: "partly_saved", lost: ["image_url"] });
  });
});

it("asks neither side when it is cancelled before the file has been read", async () => {
  const ports = agreeablePorts();
  vi.spyOn(ports, "setClerkPicture");
  vi.spyOn(ports, "generateAvatarUploadUrl");
  const request = { current, wanted: { changes: {}, file: png }, signal: AbortSignal.abort() };
  await expect(runSave(request, ports, () => {})).resolves.toMatchObject({
    outcome: "failed",
    convex: { status: "cancelled" },
    clerk: { status: "cancelled" },
  });
  expect(ports.setClerkPicture).not.toHaveBeenCalled();
  expect(ports.generateAvatarUploadUrl).not.toHaveBeenCalled();
});

it("takes the same picture again as another save after it was cancelled", async () => {
  const uploadFile = vi.fn(untilEnded);
  const ports = agreeablePorts({ uploadFile, setClerkPicture: never });
  const saves = createSaves();
  const request = { current, wanted: { changes: {}, file: png } };
  const first = saves.save(request, ports);
  await vi.waitFor(() => expect(uploadFile).toHaveBeenCalledOnce());
  saves.cancel();
  expect(saves.save(request, ports)).not.toBe(first);
  await vi.waitFor(() => expect(uploadFile).toHaveBeenCalledTimes(2));
  saves.dispose();
});
