import { afterEach, beforeEach, describe, onTestFinished, vi } from "vitest";
import type { Deployment, Implementation } from "./deployment";
import { onConvexTest } from "./onConvexTest";
import { onLocalEngine } from "./onLocalEngine";

export const implementations: readonly Implementation[] = [onConvexTest, onLocalEngine];

/** Declares the same tests for every implementation. `deploy` cleans up when the test ends. */
export function conformance(
  behaviour: string,
  tests: (deploy: () => Promise<Deployment>) => void,
): void {
  describe.each(implementations)(`${behaviour}, on $name`, (implementation) => {
    tests(async () => {
      const deployment = await implementation.deploy();
      onTestFinished(() => deployment.close());
      return deployment;
    });
  });
}

/** Time stands still in these tests, and moves with `deployment.advance`. */
export function useFakeClock(): void {
  beforeEach(restartFakeClock);
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** The same moment again, with no timers left of what went before. */
export function restartFakeClock(): void {
  vi.useRealTimers();
  vi.useFakeTimers({
    now: new Date("2026-03-01T12:00:00Z"),
    toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  });
}

/** For tests of what fails: convex-test prints on the console what functions and jobs report. */
export function quietConsole(): void {
  for (const level of ["warn", "error"] as const) {
    const spy = vi.spyOn(console, level).mockReturnValue();
    onTestFinished(() => spy.mockRestore());
  }
}
