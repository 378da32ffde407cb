import { describe, expect, test } from "vitest";
import type { Turn } from "../types";
import { Lock } from "./lock";

/** A lock whose turns take as long as they say, on a clock of its own. */
function lockWithClock(breathe?: ConstructorParameters<typeof Lock>[0]) {
  let now = 0;
  const lock = new Lock(breathe, () => now);
  const order: string[] = [];
  const take = (name: string, ms: number, turn?: Turn) =>
    lock.run(async () => {
      order.push(name);
      now += ms;
    }, turn);
  const wait = (ms: number) => {
    now += ms;
  };
  return { take, order, wait };
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

  test("gives requests 16 parts of the time, jobs two, views and news one each, where all want it", async () => {
    const { take, order } = lockWithClock();
    const turns: Turn[] = ["news", "view", "job", "request"];
    await Promise.all(turns.flatMap((turn) => times(200, () => take(turn, 1, turn))));
    const begun = order.slice(0, 200);
    expect(turns.map((turn) => begun.filter((name) => name === turn).length)).toEqual([
      10, 10, 20, 160,
    ]);
  });

  test("makes who took long wait for long", async () => {
    const { take, order } = lockWithClock();
    const long = times(2, (n) => take(`news ${n}`, 100, "news"));
    const short = times(1_000, (n) => take(`request ${n}`, 1));
    await Promise.all([...long, ...short]);
    expect(order.indexOf("news 1")).toBeGreaterThanOrEqual(1_000);
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
    const { take, order, wait } = lockWithClock((then) => {
      outside.shift()?.();
      wait(1);
      then();
    });
    let request: Promise<void> | undefined;
    outside.push(() => {
      request = take("request", 1);
    });
    await Promise.all([take("news 0", 1, "news"), take("news 1", 100, "news")]);
    await request;
    expect(order).toEqual(["news 0", "request", "news 1"]);
  });

  describe("between two bursts of requests", () => {
    /** News have had more than their share, and more is waiting when the last request leaves. */
    async function afterABurst(msUntilTheNext: number) {
      const breaths: (() => void)[] = [];
      const lock = lockWithClock((then) => breaths.push(then));
      const breathe = async () => {
        breaths.shift()?.();
        await Promise.resolve();
      };
      const settle = async () => {
        for (let n = 0; n < 20; n++) await breathe();
      };
      const first = lock.take("news 0", 50, "news");
      const burst = lock.take("request 0", 1);
      const more = lock.take("news 1", 50, "news");
      await settle();
      await Promise.all([first, burst]);
      lock.wait(msUntilTheNext);
      await settle();
      const next = lock.take("request 1", 1);
      await settle();
      lock.wait(10);
      await settle();
      await Promise.all([more, next]);
      return lock.order;
    }

    test("the second goes first, though for a moment nobody has waited but news", async () => {
      expect(await afterABurst(4)).toEqual(["news 0", "request 0", "request 1", "news 1"]);
    });

    test("news go first when the second takes too long to come", async () => {
      expect(await afterABurst(6)).toEqual(["news 0", "request 0", "news 1", "request 1"]);
    });
  });
});
