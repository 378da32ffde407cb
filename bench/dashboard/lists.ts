import { bundle } from "../browser/bundle";
import { withPage } from "../browser/launch";
import { serveBundle } from "../browser/server";
import { median } from "../median";
import type { Figure } from "../sections/section";
import { SUPPORT, type Target } from "../targets/target";
import type { Door, ListName, ListPage } from "./page";

/** So often is each list opened; the first time pays for what is made once, and does not count. */
const OPENINGS = 4;
/** Through some five hundred rows, and so through ten pages of the query behind them. */
const STEPS = 120;

const TITLES: Record<ListName, string> = { users: "the users", events: "the events" };

/** What a reader of the two long lists waits for, in a browser; nothing where nobody listens. */
export async function measureLists({ door }: Target): Promise<Figure[]> {
  if (door === undefined) return [];
  const files = await bundle(`import "/bench/dashboard/page.tsx";`);
  const server = await serveBundle(files);
  const identity = { ...SUPPORT } as Door["identity"];
  try {
    return await withPage(async (page) => {
      const figures: Figure[] = [];
      for (const list of ["users", "events"] as const) {
        const firstRows: number[] = [];
        let frames: number[] = [];
        for (let opening = 0; opening < OPENINGS; opening++) {
          await page.goto(server.origin);
          firstRows.push(await page.evaluate(open, [list, { ...door, identity }] as const));
          frames = await page.evaluate(scroll, STEPS);
        }
        figures.push(
          { title: `first rows of ${TITLES[list]}, ms`, value: median(firstRows.slice(1)) },
          { title: "  a frame while scrolling, ms", value: median(frames) },
          { title: "  the longest frame, ms", value: Math.max(...frames) },
        );
      }
      return figures;
    });
  } finally {
    await server.close();
  }
}

// These two run in the page.
const open = ([list, door]: readonly [ListName, Door]) =>
  (window as unknown as ListPage).openList(list, door);
const scroll = (steps: number) => (window as unknown as ListPage).scrollOn(steps);
