import { afterEach, describe, expect, it } from "vitest";
import { startTimeMachine, type TimeMachine } from "./timeTravel";

let time: TimeMachine | undefined;
afterEach(() => time?.stop());

describe("the seeder's time", () => {
  it("stands still until it is moved, for every way of asking", () => {
    time = startTimeMachine(1_000_000);
    expect([Date.now(), new Date().getTime()]).toEqual([1_000_000, 1_000_000]);
    time.travelTo(2_000_000);
    expect([Date.now(), new Date().getTime()]).toEqual([2_000_000, 2_000_000]);
    expect(new Date(5).getTime()).toBe(5);
  });

  it("never runs back, and knows whole milliseconds only", () => {
    time = startTimeMachine(1_000);
    time.travelTo(1_000.75);
    time.travelTo(3);
    expect(Date.now()).toBe(1_000);
    time.travelTo(1_001.9);
    expect(Date.now()).toBe(1_001);
  });

  it("gives the real time back", () => {
    const RealDate = globalThis.Date;
    time = startTimeMachine(0);
    time.stop();
    expect(globalThis.Date).toBe(RealDate);
  });
});
