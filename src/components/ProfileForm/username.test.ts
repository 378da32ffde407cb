import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askWhenQuiet, hintFor, isWorthAsking, type UsernameAnswer } from "./username";

describe("a username while it is typed", () => {
  it("gets no hint when there is none", () => {
    expect(hintFor("", null)).toEqual({ status: "none" });
  });

  it.each([
    ["ada", "too_short"],
    ["ada lovelace", "characters"],
    ["adä_lovelace", "characters"],
    ["1815", "only_digits"],
  ] as const)("is told that %s is unusual, and is not asked about", (username, reason) => {
    expect(hintFor(username, null)).toEqual({ status: "unusual", reason });
    expect(isWorthAsking(username)).toBe(false);
  });

  it("is being checked until there is an answer about this very one", () => {
    const answer: UsernameAnswer = { username: "augusta", status: "free" };
    expect(hintFor("augusta", answer)).toEqual({ status: "free" });
    expect(hintFor("augusta_k", answer)).toEqual({ status: "checking" });
  });
});

describe("asking about a username", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const told: UsernameAnswer[] = [];
  const tell = (answer: UsernameAnswer) => void told.push(answer);
  beforeEach(() => void (told.length = 0));

  it("waits for a pause, so that a name is asked about and not its beginnings", async () => {
    const check = vi.fn(async () => true);
    let cancel = () => {};
    for (const typed of ["augu", "august", "augusta"]) {
      cancel();
      cancel = askWhenQuiet(typed, check, tell);
    }
    await vi.runAllTimersAsync();
    expect(check.mock.calls).toEqual([["augusta", expect.any(AbortSignal)]]);
    expect(told).toEqual([{ username: "augusta", status: "free" }]);
  });

  it("ends a request that nobody waits for, and drops what it still answers", async () => {
    let answer = (_isFree: boolean) => {};
    const signals: AbortSignal[] = [];
    const cancel = askWhenQuiet(
      "augusta",
      (_, signal) => {
        signals.push(signal);
        return new Promise((resolve) => (answer = resolve));
      },
      tell,
    );
    await vi.runAllTimersAsync();
    cancel();
    answer(true);
    await vi.runAllTimersAsync();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(told).toEqual([]);
  });

  it("says so when nobody could be asked", async () => {
    askWhenQuiet("augusta", () => Promise.reject(new Error("No connection.")), tell);
    await vi.runAllTimersAsync();
    expect(told).toEqual([{ username: "augusta", status: "unchecked" }]);
  });
});
