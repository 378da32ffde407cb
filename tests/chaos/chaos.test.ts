import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { history, type History } from "./actions";
import { readOptions } from "./options";
import { openScriptedDevice } from "./scriptedDevice";
import { simulate, type OpenDevice } from "./simulate";
import { addReport, noTotals, table } from "./table";
import { openTabDevice } from "./tabDevice";

/**
 * Random histories of many people on many devices, with everything going wrong that can. Whatever
 * happened, both sides end equal, nobody comes back from the dead, nothing that only Convex has is
 * lost, each event is accounted for and each save has ended in a state with a name.
 *
 * `npm test` lives 300 of them; `npm run chaos` as many as it is told.
 */

const SHORT = 300;
/** The gate lives the same histories for everybody; the long form others each time. */
const SEED_OF_SHORT = 20_260_301;
/** One in so many is lived by the real client libraries, which takes ten times as long. */
const TABS_IN = 30;
const options = readOptions();
const { runs = SHORT, path, only, scan: scans, shrink = true, stopFile = "" } = options;
const isLong = runs > SHORT;
const { seed = options.runs === undefined ? SEED_OF_SHORT : Date.now() % 2 ** 31 } = options;
const PROGRESS_EVERY = isLong ? 100 : Infinity;
/** Real time; most take less than a second. */
const HANGS_AFTER = 5 * 60_000;
/** Only a machine that stands still should end this. */
const timeout = 10 * 60_000 + runs * 10_000;

const totals = noTotals();
afterAll(() => console.log(`\n${table(totals)}\n\nseed ${seed}`));

const withTabs = Math.ceil(runs / TABS_IN);

it("end equal on both sides when nothing happens at all", async () => {
  const quiet: History = { skewMs: 0, dice: 0, people: 2, actions: [] };
  const { problems } = await simulate(quiet, { openDevice: openScriptedDevice, scans });
  expect(problems).toEqual([]);
});

it.skipIf(only === "scripted")("end equal on both sides, with the real clients", { timeout }, () =>
  live({ longest: isLong ? 20 : 8, numRuns: withTabs, openDevice: openTabDevice }),
);

it.skipIf(only === "tabs")(
  "end equal on both sides, stopped between any two steps",
  { timeout },
  () =>
    live({ longest: isLong ? 40 : 14, numRuns: runs - withTabs, openDevice: openScriptedDevice }),
);

let hangs = false;
async function orHang<T>(work: Promise<T>): Promise<T | null> {
  const over = new AbortController();
  const late = setTimeout(HANGS_AFTER, null, { signal: over.signal });
  return await Promise.race([work, late]).finally(() => over.abort());
}

async function live({
  longest,
  numRuns,
  openDevice,
}: {
  longest: number;
  numRuns: number;
  openDevice: OpenDevice;
}): Promise<void> {
  const property = fc.asyncProperty(history(longest), async (lived) => {
    // Beside a world that hangs no other can be opened, so that one is not shrunk.
    if (hangs || existsSync(stopFile)) return;
    const report = await orHang(simulate(lived, { openDevice, scans }));
    hangs = report === null;
    if (report === null) throw new Error("It hangs.");
    addReport(totals, report, openDevice === openTabDevice);
    if (totals.runs % PROGRESS_EVERY === 0) console.log(`${totals.runs} of ${runs} histories`);
    if (report.problems.length > 0) throw new Error(report.problems.join("\n"));
  });
  const outcome = await fc.check(property, { numRuns, seed, path, endOnFailure: !shrink });
  if (!outcome.failed) return;
  const kind = openDevice === openTabDevice ? "tabs" : "scripted";
  const place = `--seed ${seed} --path ${outcome.counterexamplePath}`;
  const again = `To live it again: npm run chaos -- --runs ${runs} ${place} --only ${kind}`;
  const without = scans === false ? " --no-scan" : "";
  const lived = JSON.stringify(outcome.counterexample?.[0], null, 2);
  throw new Error(`${String(outcome.errorInstance)}\n\n${lived}\n\n${again}${without}`);
}
