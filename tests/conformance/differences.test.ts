import { describe, it, onTestFinished } from "vitest";
import type { Deployment, Implementation } from "./deployment";
import { intendedDifferences } from "./differences";
import { onConvexTest } from "./onConvexTest";
import { onLocalEngine } from "./onLocalEngine";
import { useFakeClock } from "./suite";

describe("intended differences", () => {
  useFakeClock();

  async function deploy(implementation: Implementation): Promise<Deployment> {
    const deployment = await implementation.deploy();
    onTestFinished(() => deployment.close());
    return deployment;
  }

  describe.each(intendedDifferences)("$what", (difference) => {
    it(`${difference.onConvexTest.does} on convex-test`, async () => {
      await difference.onConvexTest.test(await deploy(onConvexTest));
    });

    it(`${difference.onLocalEngine.does} on the local engine`, async () => {
      await difference.onLocalEngine.test(await deploy(onLocalEngine));
    });
  });
});
