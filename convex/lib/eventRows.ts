import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { displayName } from "../model/names";
import type { EventStatus } from "../model/statuses";
import { findProfile } from "./people";
import { pickFields, vEventRow, type EventRow } from "./dashboardShapes";

/** Events of the inbox as the dashboard lists them. */

export interface EventFilter {
  type?: string;
  status?: EventStatus;
  externalId?: string;
}

export async function pageOfEvents(
  ctx: QueryCtx,
  { paginationOpts, ...filter }: EventFilter & { paginationOpts: PaginationOptions },
): Promise<PaginationResult<EventRow>> {
  const page = await newestEvents(ctx, filter).paginate(paginationOpts);
  return { ...page, page: await Promise.all(page.page.map((event) => namedEventRow(ctx, event))) };
}

/** Newest received first. */
export function newestEvents(ctx: QueryCtx, filter: EventFilter) {
  return eventRange(ctx, filter, END_OF_TIME).order("desc");
}

/** Events received no later than `until`, through the index made for just these filters. */
export function eventRange(ctx: QueryCtx, filter: EventFilter, until: number) {
  const { externalId, ...kind } = filter;
  return externalId === undefined
    ? eventsOfAll(ctx, kind, until)
    : eventsOfOne(ctx, externalId, kind, until);
}

type KindFilter = Omit<EventFilter, "externalId">;

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

function eventsOfAll(ctx: QueryCtx, { type, status }: KindFilter, until: number) {
  const events = ctx.db.query("inboxEvents");
  if (type !== undefined && status !== undefined) {
    return events.withIndex("by_type_and_status_and_received_at", (q) =>
      q.eq("type", type).eq("status", status).lte("received_at", until),
    );
  }
  if (type !== undefined) {
    return events.withIndex("by_type_and_received_at", (q) =>
      q.eq("type", type).lte("received_at", until),
    );
  }
  if (status !== undefined) {
    return events.withIndex("by_status_and_received_at", (q) =>
      q.eq("status", status).lte("received_at", until),
    );
  }
  return events.withIndex("by_received_at", (q) => q.lte("received_at", until));
}

function eventsOfOne(
  ctx: QueryCtx,
  externalId: string,
  { type, status }: KindFilter,
  until: number,
) {
  const events = ctx.db.query("inboxEvents");
  if (type !== undefined && status !== undefined) {
    return events.withIndex("by_external_id_and_type_and_status_and_received_at", (q) =>
      q
        .eq("externalId", externalId)
        .eq("type", type)
        .eq("status", status)
        .lte("received_at", until),
    );
  }
  if (type !== undefined) {
    return events.withIndex("by_external_id_and_type_and_received_at", (q) =>
      q.eq("externalId", externalId).eq("type", type).lte("received_at", until),
    );
  }
  if (status !== undefined) {
    return events.withIndex("by_external_id_and_status_and_received_at", (q) =>
      q.eq("externalId", externalId).eq("status", status).lte("received_at", until),
    );
  }
  return events.withIndex("by_external_id_and_received_at", (q) =>
    q.eq("externalId", externalId).lte("received_at", until),
  );
}

export async function readEvent(ctx: QueryCtx, svixId: string): Promise<EventRow | null> {
  const event = await ctx.db
    .query("inboxEvents")
    .withIndex("by_svix_id", (q) => q.eq("svix_id", svixId))
    .unique();
  return event && (await namedEventRow(ctx, event));
}

async function namedEventRow(ctx: QueryCtx, event: Doc<"inboxEvents">): Promise<EventRow> {
  const { externalId } = event;
  const profile = externalId === null ? null : await findProfile(ctx, externalId);
  return eventRow(event, profile && displayName(profile));
}

/** The event without its payload. */
export function eventRow(event: Doc<"inboxEvents">, name: string | null): EventRow {
  return pickFields(vEventRow, { ...event, name });
}
