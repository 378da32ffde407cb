import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Turn } from "../types";
import { Lock } from "./lock";

/** A lock whose turns take as long as they say, on a clock of its own. */
function lockWithClock(...args: ConstructorParameters<typeof Lock>) {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  const lock = new Lock(...args);
  const order: string[] = [];
  const take = (name: string, ms: number, turn?: Turn) =>
    lock.run(async () => {
      order.push(name);
      now += ms;
    }, turn);
  return { take, order };
}

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe("a lock", () => {
  test("lets in one at a time, in the order of asking", async () => {
    const lock = new Lock();
    const order: string[] = [];
    const visit = (name: string) =>
      lock.run(async () => {
        order.push(`${name} comes`);
        await Promise.resolve();
        order.push(`${name} goes`);
      });
    await Promise.all([visit("a"), visit("b"), visit("c")]);
    expect(order).toEqual(["a comes", "a goes", "b comes", "b goes", "c comes", "c goes"]);
  });

  test("goes on after somebody has failed", async () => {
    const lock = new Lock();
    const failed = lock.run(() => Promise.reject(new Error("no")));
    await expect(failed).rejects.toThrow("no");
    await expect(lock.run(async () => "yes")).resolves.toBe("yes");
  });

  test("gives requests eight parts of the time, jobs two, and news one, where all want it", async () => {
    const { take, order } = lockWithClock();
    const turns: Turn[] = ["news", "job", "request"];
    await Promise.all(turns.flatMap((turn) => times(110, () => take(turn, 1, turn))));
    const begun = order.slice(0, 110);
    const count = (turn: Turn) => begun.filter((name) => name === turn).length;
    expect([count("request"), count("job"), count("news")]).toEqual([80, 20, 10]);
  });

  test("makes who took long wait for long", async () => {
    const { take, order } = lockWithClock();
    const long = times(2, (n) => take(`news ${n}`, 100, "news"));
    const short = times(1_000, (n) => take(`request ${n}`, 1));
    await Promise.all([...long, ...short]);
    expect(order.indexOf("news 1")).toBeGreaterThanOrEqual(800);
  });

  test("gives all of its time to who is alone", async () => {
    const { take, order } = lockWithClock();
    await Promise.all(times(5, (n) => take(`news ${n}`, 100, "news")));
    expect(order).toHaveLength(5);
  });

  test("saves up nothing for who wanted nothing", async () => {
    const { take, order } = lockWithClock();
    await Promise.all(times(100, () => take("request", 10)));
    const news = times(10, () => take("news", 1, "news"));
    const requests = times(10, () => take("request", 1));
    await Promise.all([...news, ...requests]);
    expect(order.slice(100, 110).filter((name) => name === "news").length).toBeLessThan(5);
  });

  test("lets what comes in from outside go before the next piece of news", async () => {
    const outside: (() => void)[] = [];
    const { take, order } = lockWithClock((then) => {
      outside.shift()?.();
      then();
    });
    let request: Promise<void> | undefined;
    outside.push(() => {
      request = take("request", 1);
    });
    await Promise.all([take("news 0", 1, "news"), take("news 1", 1, "news")]);
    await request;
    expect(order).toEqual(["news 0", "request", "news 1"]);
  });
});
