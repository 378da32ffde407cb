import { v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { ActionCtx, MutationCtx, QueryCtx } from "../_generated/server";
import { describeMissing } from "../env";
import { draw, weightAt } from "../model/roughCount";
import { addCounts, DAY_MS, MAX_SPANS, SPANS, startOf, type Span } from "./spans";
import type { Warning } from "./warnings";

/**
 * Deliveries that were refused: counted by the hour and by the day, never kept. Anybody can send
 * them, so that they must cost nearly nothing: no row of their own, no line in the log each, no
 * write that a real delivery would wait for. See docs/decisions/019.
 */

export const vRejection = v.union(
  /** Without Svix's headers: somebody who tries the door. */
  v.literal("not_signed"),
  /** With them, but signed with another secret, changed on its way, or too old. */
  v.literal("not_verified"),
  v.literal("too_large"),
  v.literal("no_secret"),
);
export type Rejection = Infer<typeof vRejection>;

/** What the log says, once an hour. */
const LOG: Record<Rejection, string> = {
  not_signed: "A delivery was refused: it has no signature.",
  not_verified: "A delivery was refused: not signed with the secret that is set, or too old.",
  too_large: "A delivery was refused: it is larger than any of Clerk's.",
  no_secret: describeMissing(["CLERK_WEBHOOK_SIGNING_SECRET"]),
};

/** Svix tries each delivery again for a day: so many in vain, with none that came through, are no accident. */
const TOO_MANY = 5;

/** Counts one, or leaves it out when many have been counted; never throws. */
export async function countRejection(ctx: ActionCtx, reason: Rejection): Promise<void> {
  try {
    const start = startOf("hour", Date.now());
    // Answered from Convex's cache until something is counted, which gets rarer the more come.
    const weight = await ctx.runQuery(internal.rejections.weight, { start });
    const drawn = draw(1, weight, Math.random());
    if (drawn > 0) await ctx.runMutation(internal.rejections.add, { reason, drawn });
  } catch {
    // Too many at the same moment. One that is not counted is better than one not answered.
  }
}

/** For how many the next one counts in the hour that begins at `start`. */
export async function readWeight(ctx: QueryCtx, start: number): Promise<number> {
  return weightOf(await spanAt(ctx, "hour", start));
}

/** Writes one down. `drawn` is what it stands for so far; since that was drawn, many may have come. */
export async function addRejection(
  ctx: MutationCtx,
  reason: Rejection,
  drawn: number,
): Promise<void> {
  const now = Date.now();
  const hour = await spanAt(ctx, "hour", startOf("hour", now));
  const count = draw(drawn, weightOf(hour), Math.random());
  if (count === 0) return;
  if (!hour?.counts.some(({ kind }) => kind === reason)) {
    console.warn(`${LOG[reason]} Further ones of this hour are counted and not told here.`);
  }
  for (const span of SPANS) {
    const start = startOf(span, now);
    const row = await spanAt(ctx, span, start);
    const counts = addCounts(row?.counts ?? [], [{ kind: reason, count }]);
    const times = reason === "not_verified" ? withTime(row?.times ?? [], now) : (row?.times ?? []);
    if (row === null) await ctx.db.insert("rejections", { span, start, counts, times });
    else await ctx.db.patch("rejections", row._id, { counts, times });
  }
}

/** How many of each kind there were in each hour or day since a time. */
export async function readRejections(ctx: QueryCtx, span: Span, from: number) {
  const rows = await since(ctx, span, from);
  return rows.flatMap(({ counts }) => counts);
}

/**
 * Many that claim to be Clerk's were refused, and none has come through since: a wrong secret, most
 * likely. Where real ones come through as well, somebody is forging, in vain: nothing to be done.
 */
export async function warnOfRejections(
  ctx: QueryCtx,
  now: number,
  lastEventAt: number | null,
): Promise<Warning[]> {
  const rows = await since(ctx, "hour", startOf("hour", now - DAY_MS));
  const times = rows.flatMap((row) => row.times).filter((time) => time > (lastEventAt ?? 0));
  if (times.length < TOO_MANY) return [];
  const message =
    "Deliveries to the webhook are refused because their signature is not right, and none has come through since. Most likely the signing secret was changed in Clerk: copy it from Clerk's dashboard, under Webhooks, and set it in Convex as CLERK_WEBHOOK_SIGNING_SECRET. Then have Clerk send again what failed.";
  return [{ kind: "rejections", message, since: Math.min(...times) }];
}

/** The first, which says since when, and the newest few, which say whether there are too many. */
function withTime(times: readonly number[], now: number): number[] {
  const [first = now, ...later] = [...times, now];
  return [first, ...later.slice(-TOO_MANY)];
}

function weightOf(row: { counts: readonly { count: number }[] } | null): number {
  return weightAt((row?.counts ?? []).reduce((sum, { count }) => sum + count, 0));
}

async function spanAt(ctx: QueryCtx, span: Span, start: number) {
  return await ctx.db
    .query("rejections")
    .withIndex("by_span_and_start", (q) => q.eq("span", span).eq("start", start))
    .unique();
}

async function since(ctx: QueryCtx, span: Span, from: number) {
  return await ctx.db
    .query("rejections")
    .withIndex("by_span_and_start", (q) => q.eq("span", span).gte("start", from))
    .take(MAX_SPANS);
}
