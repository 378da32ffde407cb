import { describe, expect, it, vi } from "vitest";
import { ConvexError } from "convex/values";
import { ensureRow, type FirstLoadPorts } from "./firstLoad";

const created = { created: true, deleted: false };
const broken = () => Promise.reject(new Error("broken"));

function ask(ensureUser: FirstLoadPorts["ensureUser"]) {
  const waits: number[] = [];
  const answer = ensureRow({
    ensureUser,
    wait: async (ms) => void waits.push(ms),
  });
  return { answer, waits };
}

describe("the first load of a person whom Convex does not know", () => {
  it("makes their row, asking once", async () => {
    const ensureUser = vi.fn(async () => created);
    await expect(ask(ensureUser).answer).resolves.toBeNull();
    expect(ensureUser).toHaveBeenCalledOnce();
  });

  it("is content when the webhook was faster", async () => {
    const found = async () => ({ created: false, deleted: false });
    await expect(ask(found).answer).resolves.toBeNull();
  });

  it("says so when the person is deleted, and does not ask again", async () => {
    const ensureUser = vi.fn(async () => ({ created: false, deleted: true }));
    await expect(ask(ensureUser).answer).resolves.toEqual({ status: "deleted" });
    expect(ensureUser).toHaveBeenCalledOnce();
  });

  it("tries again, each time later, and ends once it worked", async () => {
    const ensureUser = vi.fn<FirstLoadPorts["ensureUser"]>(broken);
    ensureUser.mockImplementationOnce(broken).mockImplementationOnce(broken);
    ensureUser.mockImplementationOnce(async () => created);
    const { answer, waits } = ask(ensureUser);
    await expect(answer).resolves.toBeNull();
    const [first = 0, second = 0] = waits;
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThanOrEqual(first);
    expect(waits).toHaveLength(2);
  });

  it("gives up after a few times, with the reason: no endless spinner", async () => {
    const ensureUser = vi.fn(() =>
      Promise.reject(new ConvexError({ code: "not_signed_in", message: "Sign in first." })),
    );
    const { answer, waits } = ask(ensureUser);
    await expect(answer).resolves.toEqual({ status: "failed", message: "Sign in first." });
    expect(ensureUser).toHaveBeenCalledTimes(4);
    expect(waits).toHaveLength(3);
  });
});
