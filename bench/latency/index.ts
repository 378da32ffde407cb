import { convexAppPlugin } from "../../sandbox/convex/load/vitePlugin";
import { bundle } from "../browser/bundle";
import { withPage } from "../browser/launch";
import { serveBundle } from "../browser/server";
import type { PartReport } from "../report";
import { formatNumber, formatTable } from "../table";
import type { LatencyPage, Lines, WayName } from "./page";

/** How much longer an answer of each side takes, in ms. */
const LINES: readonly Lines[] = [
  { convex: 200, clerk: 300 },
  { convex: 300, clerk: 200 },
];

/**
 * One save over slow lines, against the slower side and against one side after the other.
 * @param saves how many each way is measured with; nobody may save more than ten times at once
 */
export async function measureLatency(saves: number): Promise<PartReport> {
  const files = await bundle(`import "/bench/latency/page.ts";`, {
    plugins: [convexAppPlugin({ dir: "convex" })],
  });
  const server = await serveBundle(files);
  try {
    return await withPage(async (page) => {
      const measure = async (way: WayName) => {
        const times: number[] = [];
        for (const lines of LINES) {
          // A new page is a new world: in it nobody has saved yet.
          await page.goto(server.origin);
          times.push(
            await page.evaluate(
              (args) => (window as unknown as LatencyPage).measureSaves(...args),
              [way, lines, saves] as const,
            ),
          );
        }
        return times;
      };
      const times = {
        convexAlone: await measure("convexAlone"),
        clerkAlone: await measure("clerkAlone"),
        oneAfterTheOther: await measure("oneAfterTheOther"),
        bothAtOnce: await measure("bothAtOnce"),
      };
      return reportOf(times, saves);
    });
  } finally {
    await server.close();
  }
}

function reportOf(times: Record<WayName, readonly number[]>, saves: number): PartReport {
  const ms = (way: WayName) => times[way].map(formatNumber);
  const ratio = (to: (line: number) => number) =>
    times.bothAtOnce.map((time, line) => `${formatNumber(time / to(line))} x`);
  const at = (way: WayName, line: number) => times[way][line] ?? NaN;
  return {
    tables: [
      formatTable(
        ["A save, ms", ...LINES.map(({ convex, clerk }) => `Convex +${convex}, Clerk +${clerk}`)],
        [
          ["Convex alone", ...ms("convexAlone")],
          ["Clerk alone", ...ms("clerkAlone")],
          ["one after the other", ...ms("oneAfterTheOther")],
          ["both at once, as the kit saves", ...ms("bothAtOnce")],
          [
            "  against the slower side",
            ...ratio((line) => Math.max(at("convexAlone", line), at("clerkAlone", line))),
          ],
          ["  against one after the other", ...ratio((line) => at("oneAfterTheOther", line))],
        ],
      ),
    ],
    notes: [
      `Medians of ${saves}, until both sides have answered. The real client libraries in a browser, ` +
        "the stand-ins in the same page; so many ms are added to each answer.",
    ],
    complaints: [],
  };
}
