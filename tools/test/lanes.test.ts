import { describe, expect, it } from "vitest";
import { countCheck } from "./counts";
import { runLanes } from "./lanes";
import type { Lane, Step } from "./steps";

function step(name: string, lane: Lane): Step {
  return { name, title: name, lane, command: [], count: countCheck };
}

/** Runs the steps one tick each, noting when each began and ended. */
async function trace(steps: Step[]) {
  const events: string[] = [];
  const outcomes = await runLanes(steps, async ({ name, title }) => {
    events.push(`+${name}`);
    await Promise.resolve();
    events.push(`-${name}`);
    const failed = name === "broken" ? 1 : 0;
    return {
      name,
      title,
      counts: { passed: 1 - failed, failed, skipped: 0 },
      took: 0,
      lastWords: [],
    };
  });
  return { events, outcomes };
}

describe("the lanes of npm test", () => {
  it("run checks beside tests, each lane one step after the other", async () => {
    const { events } = await trace([
      step("lint", "checks"),
      step("types", "checks"),
      step("unit", "tests"),
    ]);
    expect(events.slice(0, 2)).toEqual(["+lint", "+unit"]);
    expect(events.indexOf("+types")).toBeGreaterThan(events.indexOf("-lint"));
  });

  it("leave the machine to the browser when all else has ended", async () => {
    const { events } = await trace([
      step("stories", "browser"),
      step("e2e", "browser"),
      step("lint", "checks"),
      step("unit", "tests"),
    ]);
    expect(events.slice(-4)).toEqual(["+stories", "-stories", "+e2e", "-e2e"]);
  });

  it("go on after a failure, and answer in the order of the steps", async () => {
    const { outcomes } = await trace([
      step("e2e", "browser"),
      step("broken", "first"),
      step("lint", "checks"),
    ]);
    expect(outcomes.map(({ name, counts }) => [name, counts.failed])).toEqual([
      ["e2e", 0],
      ["broken", 1],
      ["lint", 0],
    ]);
  });
});
