import type { PaginationOptions, PaginationResult } from "convex/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { NEVER_SEEN, NOBODY } from "../../convex/lib/people";
import type { MutationCtx } from "../../convex/_generated/server";
import { bareDeed, bareEvent, bareFinding, bareRun } from "./support/rows";
import { signedIn, startBackend, stopBackend, type Backend } from "./support/setup";

/** Lists of the dashboard that somebody leaves open, also while their laptop sleeps. */

/** No answer may hold more rows than this: each reads documents of its own. */
const MOST_ROWS = 500;
const MANY = MOST_ROWS + 100;

let t: Backend;
let support: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  support = signedIn(t, "user_staff", "support");
});
afterEach(stopBackend);

type List<Row> = (paginationOpts: PaginationOptions) => Promise<PaginationResult<Row>>;

/** All rows of a page, with the halves of what asks to be split: as Convex's own hook does. */
async function wholePage<Row>(
  list: List<Row>,
  cursor: string | null,
  endCursor: string,
): Promise<Row[]> {
  const found = await list({ numItems: 50, cursor, endCursor });
  expect(found.page.length).toBeLessThanOrEqual(MOST_ROWS);
  if (found.pageStatus !== "SplitRequired") return found.page;
  const middle = found.splitCursor ?? null;
  if (middle === null) throw new Error("It asks to be split and does not say where.");
  const newer = await wholePage(list, cursor, middle);
  return [...newer, ...(await wholePage(list, middle, found.continueCursor))];
}

/** How each list is asked for, and what brings it one more row. */
const lists: Record<string, { list: List<object>; add: (ctx: MutationCtx, n: number) => unknown }> =
  {
    people: {
      list: (paginationOpts) => support.query(api.dashboard.listUsers, { paginationOpts }),
      add: async (ctx, n) => {
        await ctx.db.insert("users", { ...NOBODY, externalId: `user_${n}` });
        await ctx.db.insert("userSync", { ...NEVER_SEEN, externalId: `user_${n}` });
      },
    },
    events: {
      list: (paginationOpts) => support.query(api.dashboard.listEvents, { paginationOpts }),
      add: (ctx, n) => ctx.db.insert("inboxEvents", { ...bareEvent, svix_id: `msg_${n}` }),
    },
    differences: {
      list: (paginationOpts) => support.query(api.dashboard.listDrift, { paginationOpts }),
      add: (ctx, n) => ctx.db.insert("driftFindings", { ...bareFinding, externalId: `user_${n}` }),
    },
    scans: {
      list: (paginationOpts) => support.query(api.dashboard.listRuns, { paginationOpts }),
      add: (ctx) => ctx.db.insert("reconcileRuns", bareRun),
    },
    deeds: {
      list: (paginationOpts) => support.query(api.dashboard.listAudit, { paginationOpts }),
      add: (ctx) => ctx.db.insert("auditLog", bareDeed),
    },
  };

describe("a list that stays open while hundreds come", () => {
  it.each(Object.entries(lists))("shows all of them: %s", async (_what, { list, add }) => {
    const empty = await list({ numItems: 50, cursor: null });
    await t.run(async (ctx) => {
      for (let n = 0; n < MANY; n++) await add(ctx, n);
    });
    const rows = await wholePage(list, null, empty.continueCursor);
    expect(rows.length).toBe(MANY);
  });
});
