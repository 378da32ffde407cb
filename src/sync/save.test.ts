import { ConvexError } from "convex/values";
import { describe, expect, it, vi } from "vitest";
import type { CurrentValues } from "./changes";
import { runSave, type SavePorts } from "./save";
import type { SaveState } from "./save.machine";

const current: CurrentValues = {
  username: "ada",
  first_name: "Ada",
  last_name: "Byron",
  interests: [],
};

/** Ports that answer well; give the ones that shall not. */
function ports(overrides: Partial<SavePorts> = {}) {
  return {
    updateProfile: vi.fn<SavePorts["updateProfile"]>(async () => null),
    updateClerkUser: vi.fn<SavePorts["updateClerkUser"]>(async () => ({ updatedAt: 7 })),
    settleProfileWrite: vi.fn<SavePorts["settleProfileWrite"]>(async () => ({ undone: [] })),
    ...overrides,
  };
}

function save(calls: SavePorts, wanted = {}, published: SaveState[] = []) {
  const request = { operationId: "op1", current, wanted };
  return runSave(request, calls, (state) => published.push(state));
}

/** What clerk-js throws when Clerk's API answers with an error. */
async function clerkApiError(status: number, code: string, param?: string, retryAfter?: number) {
  const { ClerkAPIResponseError } = await import("@clerk/shared/error");
  return new ClerkAPIResponseError("", {
    status,
    retryAfter,
    data: [{ code, message: "No.", long_message: "Clerk says no.", meta: { param_name: param } }],
  });
}

describe("a save", () => {
  it("starts both sides before either has answered", () => {
    const calls = ports({
      updateProfile: vi.fn(() => new Promise(() => {})),
      updateClerkUser: vi.fn(() => new Promise<never>(() => {})),
    });
    void save(calls, { last_name: "Lovelace" });
    expect(calls.updateProfile).toHaveBeenCalledWith({
      operation_id: "op1",
      changes: { last_name: "Lovelace" },
    });
    expect(calls.updateClerkUser).toHaveBeenCalledWith({ lastName: "Lovelace" });
  });

  it("reports Clerk's side to Convex with Clerk's own time", async () => {
    const calls = ports();
    await expect(save(calls, { last_name: "Lovelace" })).resolves.toMatchObject({
      outcome: "saved",
    });
    expect(calls.settleProfileWrite).toHaveBeenCalledWith({
      operation_id: "op1",
      clerk: { status: "done", updated_at: 7 },
    });
  });

  it("puts Clerk's refusal at the field, and passes on what Convex put back", async () => {
    const error = await clerkApiError(422, "form_identifier_exists", "username");
    const published: SaveState[] = [];
    const calls = ports({
      updateClerkUser: () => Promise.reject(error),
      settleProfileWrite: async () => ({ undone: ["username"] }),
    });
    const result = await save(calls, { username: "grace" }, published);
    expect(result).toMatchObject({
      outcome: "failed",
      convex: { status: "done" },
      clerk: { status: "refused", code: "form_identifier_exists", field: "username" },
      fieldErrors: { username: { side: "clerk", message: "Clerk says no." } },
    });
    await vi.waitFor(() => expect(published.at(-1)).toMatchObject({ undone: ["username"] }));
  });

  it.each([
    [429, 3, 3000],
    [500, undefined, null],
  ])("calls Clerk's %d unreachable, not refused", async (status, retryAfter, retryAfterMs) => {
    const error = await clerkApiError(status, "some_code", undefined, retryAfter);
    const calls = ports({ updateClerkUser: () => Promise.reject(error) });
    await expect(save(calls, { username: "grace" })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable", retryAfterMs },
    });
  });

  it("hears Clerk also when Convex refuses, and then has nothing to report", async () => {
    const calls = ports({
      updateProfile: () =>
        Promise.reject(new ConvexError({ code: "rate_limited", message: "Too many saves." })),
    });
    await expect(save(calls, { username: "grace" })).resolves.toMatchObject({
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
    const calls = ports({ updateProfile: thrower, updateClerkUser: thrower });
    await expect(save(calls, { username: "grace" })).resolves.toMatchObject({ outcome: "failed" });
  });

  it("stands although its report gets lost", async () => {
    const published: SaveState[] = [];
    const calls = ports({ settleProfileWrite: () => Promise.reject(new Error("gone")) });
    await expect(save(calls, { username: "grace" }, published)).resolves.toMatchObject({
      outcome: "saved",
    });
    expect(published.at(-1)).toMatchObject({ status: "settled", undone: null });
  });

  it("asks neither side when nothing changes, nor when a rule is broken", async () => {
    const calls = ports();
    await expect(save(calls, { username: "ada" })).resolves.toMatchObject({ outcome: "saved" });
    await expect(save(calls, { username: "a b" })).resolves.toMatchObject({ outcome: "failed" });
    expect(calls.updateProfile).not.toHaveBeenCalled();
    expect(calls.updateClerkUser).not.toHaveBeenCalled();
  });
});
