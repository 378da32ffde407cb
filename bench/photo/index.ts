import type { IncomingMessage } from "node:http";
import type { Page } from "playwright";
import { bundle } from "../browser/bundle";
import { withPage } from "../browser/launch";
import { serveBundle } from "../browser/server";
import { median } from "../median";
import type { PartReport } from "../report";
import { formatNumber, formatTable } from "../table";
import type { PhotoPage, PhotoRun, WayName } from "./page";
import { UPLOADS } from "./uploads";

const WAYS: readonly { readonly name: WayName; readonly title: string }[] = [
  { name: "asItIs", title: "sent as it is" },
  { name: "canvas", title: "canvas on the page" },
  { name: "picker", title: "AvatarPicker" },
];

/** The line to the server, in bits a second: a phone's, on a middling day. */
const UPLINK = 10_000_000;

/**
 * A photo of 12 megapixels from the choice to the preview, and on to the server.
 * @param photos how many each way is measured with
 */
export async function measurePhoto(photos: number): Promise<PartReport> {
  const files = await bundle(`import "/bench/photo/page.ts";`);
  const server = await serveBundle(files, async (path, request) =>
    path === UPLOADS ? { contentType: "application/json", body: await received(request) } : null,
  );
  const runs = new Map<WayName, PhotoRun[]>(WAYS.map(({ name }) => [name, []]));
  try {
    await withPage(async (page) => {
      await narrowUplink(page);
      for (let run = 0; run < photos; run++) {
        for (const { name } of WAYS) {
          // A new page each time: nobody's second photo of the day is what counts.
          await page.goto(server.origin);
          const measured = await page.evaluate(
            (name) => (window as unknown as PhotoPage).runWay(name),
            name,
          );
          runs.get(name)?.push(measured);
        }
      }
    });
  } finally {
    await server.close();
  }
  return reportOf(runs, photos);
}

function reportOf(runs: ReadonlyMap<WayName, readonly PhotoRun[]>, count: number): PartReport {
  const row = (title: string, value: (run: PhotoRun) => number) => {
    const values = WAYS.map(({ name }) => median((runs.get(name) ?? []).map(value)));
    const [, canvas = NaN, ours = NaN] = values;
    const ratio = canvas === 0 ? "-" : `${formatNumber(ours / canvas)} x`;
    return [title, ...values.map(formatNumber), ratio];
  };
  const worst = (part: "longestTask" | "longestFrame") => (run: PhotoRun) =>
    Math.max(run.preview[part], run.send[part]);
  return {
    tables: [
      formatTable(
        ["A photo of 12 megapixels", ...WAYS.map(({ title }) => title), "ratio"],
        [
          row("choice to preview, ms", ({ preview }) => preview.ms),
          row("save to sent, ms", ({ send }) => send.ms),
          row("both, ms", ({ preview, send }) => preview.ms + send.ms),
          row("longest task of the page, ms", worst("longestTask")),
          row("  blocked in all, ms", ({ preview, send }) => preview.blocked + send.blocked),
          row("longest frame, ms", worst("longestFrame")),
          row("bytes chosen", ({ chosenBytes }) => chosenBytes),
          row("bytes sent", ({ sentBytes }) => sentBytes),
          row("  of those chosen", ({ chosenBytes, sentBytes }) => sentBytes / chosenBytes),
        ],
      ),
    ],
    notes: [
      `Medians of ${count}, each in a page of its own; the ratio is AvatarPicker's against the canvas.`,
      `Tasks under 50 ms count as 0. Sent over ${UPLINK / 1_000_000} Mbit/s.`,
      "canvas on the page: FileReader, an image, a canvas of 512 px; what most apps do.",
    ],
    complaints: [],
  };
}

/** As Convex answers an upload; in the place of the id, how many bytes have come. */
async function received(request: IncomingMessage): Promise<string> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  return JSON.stringify({ storageId: String(bytes) });
}

async function narrowUplink(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: UPLINK / 8,
  });
}
