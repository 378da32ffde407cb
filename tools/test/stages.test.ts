import { describe, expect, it } from "vitest";
import { countCheck } from "./counts";
import { runStages } from "./stages";
import type { Stage, Step } from "./steps";

function step(name: string, stage: Stage): Step {
  return { name, title: name, stage, command: [], count: countCheck };
}

/** Runs the steps for as many ticks each as their names have letters, noting beginnings and ends. */
async function trace(steps: Step[]) {
  const events: string[] = [];
  const outcomes = await runStages(steps, async ({ name, title }) => {
    events.push(`+${name}`);
    for (const _ of name) await Promise.resolve();
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

describe("the stages of npm test", () => {
  it("run two steps at once, and the next as soon as one has ended", async () => {
    const { events } = await trace([
      step("longest", "together"),
      step("unit", "together"),
      step("lint", "together"),
    ]);
    expect(events).toEqual(["+longest", "+unit", "-unit", "+lint", "-longest", "-lint"]);
  });

  it("begin with what the others need, and leave the machine to what runs alone", async () => {
    const { events } = await trace([
      step("e2e", "alone"),
      step("package", "alone"),
      step("unit", "together"),
      step("codegen", "first"),
      step("browser", "first"),
    ]);
    expect(events.filter((event) => event.startsWith("+"))).toEqual([
      "+codegen",
      "+browser",
      "+unit",
      "+e2e",
      "+package",
    ]);
    expect(events.indexOf("-browser")).toBeLessThan(events.indexOf("+unit"));
    expect(events.slice(-4)).toEqual(["+e2e", "-e2e", "+package", "-package"]);
  });

  it("go on after a failure, and answer in the order of the steps", async () => {
    const { outcomes } = await trace([
      step("e2e", "alone"),
      step("broken", "first"),
      step("lint", "together"),
    ]);
    expect(outcomes.map(({ name, counts }) => [name, counts.failed])).toEqual([
      ["e2e", 0],
      ["broken", 1],
      ["lint", 0],
    ]);
  });
});
