import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { history, type History } from "./actions";
import { openScriptedDevice } from "./scriptedDevice";
import { simulate } from "./simulate";
import { EVERYTHING } from "./world";

/** A failure that is another one each time it is looked at could not be mended. */

it("a history that is lived again leaves the same in both stores, byte for byte", async () => {
  for (const lived of fc.sample(history(14), { seed: 20_260_301, numRuns: 4 })) {
    expect(await endOf(lived)).toEqual(await endOf(lived));
  }
});

async function endOf(lived: History) {
  const stored: Record<string, string> = {};
  const report = await simulate(lived, {
    openDevice: openScriptedDevice,
    atTheEnd({ stores: { clerk, convex } }) {
      for (const [key, value] of [...clerk.range(EVERYTHING), ...convex.range(EVERYTHING)]) {
        stored[key] = createHash("sha256").update(JSON.stringify(value)).digest("hex");
      }
    },
  });
  return { report, stored };
}
