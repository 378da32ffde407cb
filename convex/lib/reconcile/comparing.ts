import type { PaginationResult } from "convex/server";
import { v, type Infer } from "convex/values";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { compareWithClerk, isTombstone, type ScanMode } from "../../model/compare";
import type { ClerkUser } from "../../model/clerkUser";
import { pendingFields } from "../../model/merge";
import type { Stretch } from "../../model/stretch";
import { vText } from "../../validators";
import { findProfile, loadPerson } from "../people";

/**
 * What a scan reads: Clerk's people beside Convex's, and who in Convex is not among Clerk's. Reads
 * alone, so that people who are equal cost no write.
 */

/** A `Stretch`, as it travels between functions. */
export const vStretch = v.object({
  from: v.number(),
  to: v.number(),
  isClosed: v.boolean(),
  listed: v.array(v.string()),
});

export const vComparison = v.object({
  /** How many of these people Convex has ever heard of. */
  known: v.number(),
  equal: v.number(),
  findings: v.number(),
  /** Of whom there is something to write. */
  news: v.array(v.string()),
  /** Whom Clerk lists although Convex holds them for deleted: not compared. */
  tombstones: v.array(v.string()),
});
export type Compared = Infer<typeof vComparison>;

export const vAbsent = v.object({
  /** People whom Clerk should have listed and has not. */
  absent: v.array(v.string()),
  /** Where to go on; null at the end. */
  cursor: vText,
});

/** Rows of `userSync` that one query reads: some 1 MB. */
const SLICE = 1_000;

/**
 * Compares a page of Clerk's list, and names who is in Convex and should be on it. Rows of the
 * stretch are read once for both.
 */
export async function comparePage(
  ctx: QueryCtx,
  page: { users: readonly ClerkUser[]; mode: ScanMode; stretch: Stretch },
): Promise<Compared & Infer<typeof vAbsent>> {
  const { users, mode, stretch } = page;
  const slice = await sliceOf(ctx, stretch, null);
  const known = new Map(slice.page.map((row) => [row.externalId, row]));
  const compared = await comparePeople(ctx, { users, gone: [], isSure: false, mode }, known);
  return { ...compared, ...absentIn(slice, stretch) };
}

/**
 * Compares people whom Clerk has (`users`) and those of whom it says that it has not (`gone`).
 * A list can be older than a deletion: people whom Convex holds for deleted are only named, unless
 * Clerk was asked for just them (`isSure`).
 */
export async function comparePeople(
  ctx: QueryCtx,
  people: {
    users: readonly ClerkUser[];
    gone: readonly string[];
    isSure: boolean;
    mode: ScanMode;
  },
  known: ReadonlyMap<string, Doc<"userSync">> = new Map(),
): Promise<Compared> {
  const { users, gone, isSure, mode } = people;
  const result: Compared = { known: 0, equal: 0, findings: 0, news: [], tombstones: [] };
  const asked = [
    ...users.map((user) => ({ externalId: user.externalId, user })),
    ...gone.map((externalId) => ({ externalId, user: null })),
  ];
  await Promise.all(
    asked.map(async ({ externalId, user }) => {
      const profile = await findProfile(ctx, externalId);
      const rows = { profile, sync: known.get(externalId) ?? (await findSync(ctx, externalId)) };
      if (rows.sync !== null) result.known += 1;
      if (user !== null && !isSure && isTombstone(rows)) {
        result.tombstones.push(externalId);
        return;
      }
      let comparison = compareWithClerk({ ...rows, pending: NO_FIELDS }, user, mode);
      if (comparison.differing.length > 0) {
        // Only now are the saves worth a read: they may explain it.
        const pending = pendingFields((await loadPerson(ctx, externalId)).writes);
        comparison = compareWithClerk({ ...rows, pending }, user, mode);
      }
      if (comparison.differing.length === 0) result.equal += 1;
      result.findings += comparison.differing.length;
      if (comparison.isNews) result.news.push(externalId);
    }),
  );
  return result;
}

/** A further slice of a stretch: who is in Convex, and not among those whom Clerk has listed. */
export async function absentInStretch(
  ctx: QueryCtx,
  stretch: Stretch,
  cursor: string,
): Promise<Infer<typeof vAbsent>> {
  return absentIn(await sliceOf(ctx, stretch, cursor), stretch);
}

/** One slice of the people of whom no time of signing up is known: Clerk's list cannot place them. */
export async function unplacedPeople(
  ctx: QueryCtx,
  cursor: string | null,
): Promise<Infer<typeof vAbsent>> {
  const slice = await ctx.db
    .query("userSync")
    .withIndex("by_clerk_created_at", (q) => q.eq("clerk_created_at", null))
    .paginate({ cursor, numItems: SLICE });
  return absentIn(slice, { listed: [] });
}

type Slice = Pick<PaginationResult<Doc<"userSync">>, "page" | "isDone" | "continueCursor">;

async function sliceOf(
  ctx: QueryCtx,
  { from, to, isClosed }: Stretch,
  cursor: string | null,
): Promise<Slice> {
  return await ctx.db
    .query("userSync")
    .withIndex("by_clerk_created_at", (q) => {
      const start = q.gte("clerk_created_at", from);
      return isClosed ? start.lte("clerk_created_at", to) : start.lt("clerk_created_at", to);
    })
    .paginate({ cursor, numItems: SLICE });
}

function absentIn(slice: Slice, { listed }: { listed: readonly string[] }): Infer<typeof vAbsent> {
  const isListed = new Set(listed);
  const absent = slice.page
    .filter((row) => shouldBeInClerk(row) && !isListed.has(row.externalId))
    .map(({ externalId }) => externalId);
  return { absent, cursor: slice.isDone ? null : slice.continueCursor };
}

/** Whether Clerk's not having the person would be news, good or bad. */
function shouldBeInClerk({ deleted_at, one_sided }: Doc<"userSync">): boolean {
  return deleted_at === null || one_sided === "deleted_mismatch";
}

async function findSync(ctx: QueryCtx, externalId: string): Promise<Doc<"userSync"> | null> {
  return await ctx.db
    .query("userSync")
    .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
    .unique();
}

const NO_FIELDS: ReadonlySet<string> = new Set();
