import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Wanted } from "./changes";
import type { SavePorts } from "./ports";
import type { SaveRequest } from "./save";
import { createSaves } from "./saves";
import { shownPicture } from "./preview";
import { agreeablePorts } from "./testing";

const OLD = "https://img.clerk.test/old";
const current: SaveRequest["current"] = {
  username: "ada",
  first_name: "Ada",
  last_name: null,
  interests: [],
  image_url: OLD,
  avatar_sha256: null,
  onboarding: { step: null, completed_at: null },
};

const picture = (content = "a picture") => new File([content], "a.png", { type: "image/png" });

/** An answer that comes when the test says so. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

function start(overrides: Partial<SavePorts> = {}) {
  const saves = createSaves();
  const ports = agreeablePorts(overrides);
  const save = ({ changes = {}, ...others }: Partial<Wanted>) =>
    saves.save({ current, wanted: { changes, ...others } }, ports);
  return { saves, save };
}

describe("the saves of a component", () => {
  it("are one when the same is asked for twice: a double click", async () => {
    const updateProfile = vi.fn(async () => ({ changed: ["username"] }));
    const { save } = start({ updateProfile });
    const first = save({ changes: { username: "grace" } });
    expect(save({ changes: { username: " grace" } })).toBe(first);
    await first;
    expect(updateProfile).toHaveBeenCalledOnce();
  });

  it("are two when the same is asked for again after the first has ended", async () => {
    const updateProfile = vi.fn(async () => ({ changed: ["username"] }));
    const { save } = start({ updateProfile });
    await save({ changes: { username: "grace" } });
    await save({ changes: { username: "grace" } });
    expect(updateProfile).toHaveBeenCalledTimes(2);
  });

  it("are two when another value came in between, for the last word counts", () => {
    const updateProfile = vi.fn(() => new Promise<never>(() => {}));
    const { save } = start({ updateProfile });
    for (const username of ["grace", "augusta", "grace"]) void save({ changes: { username } });
    expect(updateProfile).toHaveBeenCalledTimes(3);
  });

  it("run side by side when they differ, and the newest is shown", async () => {
    const answers = [deferred<{ changed: string[] }>(), deferred<{ changed: string[] }>()];
    const waiting = [...answers];
    const updateProfile = () => waiting.shift()?.promise ?? Promise.reject(new Error("a third"));
    const { saves, save } = start({ updateProfile });
    const older = save({ changes: { username: "grace" } });
    const newer = save({ changes: { first_name: "Augusta" } });
    answers[0]?.resolve({ changed: ["username"] });
    await expect(older).resolves.toMatchObject({ outcome: "saved" });
    expect(saves.getSnapshot().saving).toMatchObject({
      status: "saving",
      parts: [{ fields: ["first_name"] }],
    });
    answers[1]?.resolve({ changed: ["first_name"] });
    await newer;
    expect(saves.getSnapshot().saving).toMatchObject({ status: "settled" });
  });

  it("tell their listeners of every change, until these have had enough", async () => {
    const { saves, save } = start();
    const listener = vi.fn();
    const stop = saves.subscribe(listener);
    await save({ changes: { username: "grace" } });
    const calls = listener.mock.calls.length;
    expect(calls).toBeGreaterThan(1);
    stop();
    saves.dismiss();
    expect(saves.getSnapshot().saving.status).toBe("idle");
    expect(listener).toHaveBeenCalledTimes(calls);
  });
});

describe("the picture while it is on its way", () => {
  let open: Set<string>;
  beforeEach(() => {
    open = new Set();
    let made = 0;
    vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
      const url = `blob:${++made}`;
      open.add(url);
      return url;
    });
    vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => {
      if (!open.delete(url)) throw new Error(`Not open: ${url}`);
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const shown = (saves: ReturnType<typeof createSaves>, imageUrl = OLD) =>
    shownPicture(imageUrl, saves.getSnapshot().preview);

  it("is shown at once, and makes way for Convex's own", async () => {
    const { saves, save } = start();
    const result = save({ file: picture() });
    expect(shown(saves)).toBe("blob:1");
    const stored = "https://convex.test/new";
    expect(shown(saves, stored)).toBe(stored);
    saves.convexShows(stored);
    expect(open.size).toBe(0);
    await result;
  });

  it.each<[string, Partial<SavePorts>]>([
    ["Clerk refuses", { setClerkPicture: () => Promise.reject(REFUSED) }],
    [
      "neither side could be reached",
      {
        uploadFile: () => Promise.reject(new TypeError("Failed to fetch")),
        setClerkPicture: () => Promise.reject(new TypeError("Failed to fetch")),
      },
    ],
  ])("is the old one again when %s", async (_, ports) => {
    const { saves, save } = start(ports);
    await save({ file: picture() });
    expect(shown(saves)).toBe(OLD);
    expect(open.size).toBe(0);
  });

  it("stays until Clerk's event brings it, when Clerk alone has it", async () => {
    const { saves, save } = start({ uploadFile: () => Promise.reject(new Error("lost")) });
    await save({ file: picture() });
    saves.convexShows(OLD);
    expect(shown(saves)).toBe("blob:1");
    saves.convexShows("https://img.clerk.test/new");
    expect(open.size).toBe(0);
  });

  it("is never put up for a file that is no picture", async () => {
    const { saves, save } = start();
    await save({ file: new File(["text"], "a.txt", { type: "text/plain" }) });
    expect(shown(saves)).toBe(OLD);
    expect(open.size).toBe(0);
  });

  it("is the newest of two, and the older one's end does not take it away", async () => {
    const first = deferred<never>();
    const second = deferred<never>();
    const waiting = [first, second];
    const { saves, save } = start({
      uploadFile: () => Promise.reject(new Error("lost")),
      setClerkPicture: () => waiting.shift()?.promise ?? first.promise,
    });
    const older = save({ file: picture("one") });
    const newer = save({ file: picture("two") });
    expect(open).toEqual(new Set(["blob:2"]));
    await vi.waitFor(() => expect(waiting).toEqual([]));
    first.reject(REFUSED);
    await older;
    expect(shown(saves)).toBe("blob:2");
    second.reject(REFUSED);
    await newer;
    expect(open.size).toBe(0);
  });

  it("is let go of with the component, and the save runs on", async () => {
    const { saves, save } = start();
    const result = save({ file: picture() });
    saves.dispose();
    expect(open.size).toBe(0);
    await expect(result).resolves.toMatchObject({ outcome: "saved" });
  });
});

/** Reads as a refusal by Clerk. */
const REFUSED = Object.assign(new Error("No."), {
  clerkError: true,
  status: 422,
  errors: [{ code: "avatar_file_type_invalid", message: "No." }],
});
