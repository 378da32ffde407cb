import type { Bench } from "../bench";
import type { LoadPlan } from "../options";
import type { PartReport } from "../report";
import { formatNumber, formatTable } from "../table";
import { measureLoad, type LoadOutcome } from "./load";

const MEGABYTE = 1024 * 1024;

/** A load of webhooks with nobody else there, and with dashboards open and people saving. */
export async function compareLoads(bench: Bench, plan: LoadPlan): Promise<PartReport> {
  const alone = await measureAs("alone", bench, { ...plan, dashboards: 0, savers: 0 });
  const crowded = await measureAs("with a crowd", bench, plan);
  const seconds = plan.withinMs / 1000;
  return {
    tables: [loadTable(alone, crowded, seconds)],
    notes: [
      `${plan.lanes} deliveries at a time over HTTP, in random order, a tenth of them repeated; the ` +
        "host in a process of its own, on disk.",
      `The crowd: ${plan.dashboards} Convex clients over WebSocket, a third each on Overview, Users ` +
        `and Events, and ${plan.savers} people who save on both sides. All clients share the ` +
        "machine with the host.",
    ],
    complaints: [alone, crowded].flatMap(complaintsAbout),
  };
}

async function measureAs(name: string, bench: Bench, plan: LoadPlan): Promise<LoadOutcome> {
  console.log(`a load of ${plan.deliveries.toLocaleString("en")}, ${name} …`);
  const outcome = await measureLoad(bench, plan);
  // A long run tells what it knows before its table, so that it may be broken off.
  const { acknowledged, acknowledgedMs, inTime, lost } = outcome;
  const perSecond = formatNumber((acknowledged / acknowledgedMs) * 1000);
  const numbers = [acknowledged, inTime, lost].map((n) => n.toLocaleString("en"));
  console.log(
    `  ${numbers[0]} acknowledged (${perSecond}/s), ${numbers[1]} of them in time, ${numbers[2]} lost`,
  );
  return outcome;
}

function loadTable(alone: LoadOutcome, crowded: LoadOutcome, seconds: number): string {
  const line = (title: string, of: (outcome: LoadOutcome) => number): string[] => {
    const [a, b] = [of(alone), of(crowded)];
    return [title, formatNumber(a), formatNumber(b), a === 0 ? "-" : `${formatNumber(b / a)} x`];
  };
  return formatTable(
    ["A load of webhooks", "alone", "with a crowd", "ratio"],
    [
      line("deliveries", ({ deliveries }) => deliveries),
      line("  acknowledged", ({ acknowledged }) => acknowledged),
      line(`  acknowledged within ${seconds} s`, ({ inTime }) => inTime),
      line("  requests refused", ({ refused }) => refused),
      line("  acknowledged per second", (o) => (o.acknowledged / o.acknowledgedMs) * 1000),
      line("  applied per second", (o) => (o.acknowledged / o.appliedMs) * 1000),
      line("  lost", ({ lost }) => lost),
      line("people", ({ people }) => people),
      line("  with their order broken", ({ wrongPeople }) => wrongPeople),
      line("saves", ({ saves }) => saves.saved),
      line("  refused", ({ saves }) => saves.refused),
      line("  not equal on both sides", ({ saves }) => saves.wrong),
      line("dashboards", ({ dashboards }) => dashboards.connected),
      line("  that lost their connection", ({ dashboards }) => dashboards.dropped),
      line("  updates heard", ({ dashboards }) => dashboards.updates),
      line("memory at first, MB", ({ memory }) => memory.before.rssBytes / MEGABYTE),
      line("  at most, MB", ({ memory }) => memory.after.peakBytes / MEGABYTE),
      line("  heap in use afterwards, MB", ({ memory }) => memory.after.heapBytes / MEGABYTE),
    ],
  );
}

/** Slowness is the machine's affair; losing something is ours. */
function complaintsAbout(outcome: LoadOutcome): string[] {
  const { deliveries, acknowledged, lost, wrongPeople, saves } = outcome;
  const wrong = {
    "deliveries were not acknowledged": deliveries - acknowledged,
    "events were lost": lost,
    "people ended up wrong": wrongPeople,
    "people's saves ended up wrong": saves.wrong,
  };
  return Object.entries(wrong)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `Under load, ${count} ${what}. It must not be.`);
}
