import { expect, test } from "vitest";
import { measureViews, MOST_DOCUMENTS } from "../../bench/dashboard";
import { viewsOf } from "../../bench/dashboard/views";
import { deliverySigner } from "../../bench/deliveries";
import { readOptions } from "../../bench/options";
import { openSite } from "../../bench/sections/site";
import { localEngine } from "../../bench/targets/localEngine";
import * as dashboard from "../../convex/dashboard";
import { newSecrets } from "../../sandbox/world/variables";

/** The documents that each view of the dashboard reads for its first data, by its title. */
async function readsAmong(users: number): Promise<Map<string, number>> {
  const secrets = newSecrets();
  const bench = { secrets, sign: deliverySigner(secrets) };
  const options = readOptions(["--quick"]);
  if (options === null) throw new Error("The bench has no plan.");
  const { site, close } = await openSite(bench, localEngine, users);
  try {
    const views = { runs: 1, maxMs: 0 };
    const figures = await measureViews(site, { ...options.plan, views });
    const counts = figures.filter(({ steady }) => steady);
    return new Map(counts.map(({ title, value }) => [title, value ?? NaN]));
  } finally {
    await close();
  }
}

test("no view of the dashboard reads more among many people than among few, nor much at all", async () => {
  const few = await readsAmong(100);
  const many = await readsAmong(300);
  expect(many).toEqual(few);
  expect(Math.max(...many.values())).toBeLessThanOrEqual(MOST_DOCUMENTS);
  // The rows are really there: a list of fifty reads at least these.
  expect(few.get("listEvents: all")).toBeGreaterThanOrEqual(50);
});

test("every query of the dashboard is among them", () => {
  const queries = Object.entries(dashboard)
    .filter(([, fn]) => "isQuery" in fn)
    .map(([name]) => `dashboard:${name}`);
  const there = { externalId: "", email: "", svix_id: "", finding_id: "", run_id: "", now: 0 };
  const measured = viewsOf(there).map(({ path }) => path);
  expect([...new Set(measured)].sort()).toEqual(queries.sort());
});
