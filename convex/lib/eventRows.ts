import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { displayName } from "../model/names";
import { whyNotReplayable } from "../model/replayable";
import type { EventStatus } from "../model/statuses";
import { staffName } from "./auditRows";
import { pickFields, vEventRow, type EventDetail, type EventRow } from "./dashboardShapes";
import { findProfile } from "./people";
import { rowsOfPage } from "./watchedPage";

/** Events of the inbox as the dashboard lists them. Every filter is a range of an index. */

export interface EventFilter {
  type?: string;
  status?: EventStatus;
  externalId?: string;
  /** Received no earlier, and no later, than this; in ms. */
  since?: number;
  until?: number;
}

/** What Svix's ids begin with. */
const ID_PREFIX = "msg_";

export async function pageOfEvents(
  ctx: QueryCtx,
  args: EventFilter & { search?: string; paginationOpts: PaginationOptions },
): Promise<PaginationResult<EventRow>> {
  const { paginationOpts, search = "", ...filter } = args;
  const found = await findEvents(ctx, filter, search.trim()).paginate(paginationOpts);
  return await rowsOfPage(found, async (event) =>
    search === "" || matches(event, filter) ? await namedEventRow(ctx, event) : null,
  );
}

function findEvents(ctx: QueryCtx, filter: EventFilter, search: string) {
  if (search === "") return newestEvents(ctx, filter);
  if (search.startsWith(ID_PREFIX)) {
    return ctx.db
      .query("inboxEvents")
      .withIndex("by_svix_id", (q) => q.gte("svix_id", search).lt("svix_id", `${search}\uffff`));
  }
  const { type, status, externalId } = filter;
  return ctx.db.query("inboxEvents").withSearchIndex("error_text", (q) => {
    let match = q.search("error_text", search);
    if (type !== undefined) match = match.eq("type", type);
    if (status !== undefined) match = match.eq("status", status);
    if (externalId !== undefined) match = match.eq("externalId", externalId);
    return match;
  });
}

/** What a search leaves over: neither an id nor words of an error go with a range of time. */
function matches(event: Doc<"inboxEvents">, filter: EventFilter): boolean {
  const { type = event.type, status = event.status, externalId = event.externalId } = filter;
  const { since = 0, until = END_OF_TIME } = filter;
  return (
    event.type === type &&
    event.status === status &&
    event.externalId === externalId &&
    event.received_at >= since &&
    event.received_at <= until
  );
}

/** Newest received first. */
export function newestEvents(ctx: QueryCtx, filter: EventFilter) {
  return eventRange(ctx, filter).order("desc");
}

/** All events that the filter means, through the index made for just its parts. */
export function eventRange(ctx: QueryCtx, { externalId, ...filter }: EventFilter) {
  return externalId === undefined ? eventsOfAll(ctx, filter) : eventsOfOne(ctx, externalId, filter);
}

type KindFilter = Omit<EventFilter, "externalId">;

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

function eventsOfAll(ctx: QueryCtx, { type, status, since = 0, until = END_OF_TIME }: KindFilter) {
  const events = ctx.db.query("inboxEvents");
  if (type !== undefined && status !== undefined) {
    return events.withIndex("by_type_and_status_and_received_at", (q) =>
      q.eq("type", type).eq("status", status).gte("received_at", since).lte("received_at", until),
    );
  }
  if (type !== undefined) {
    return events.withIndex("by_type_and_received_at", (q) =>
      q.eq("type", type).gte("received_at", since).lte("received_at", until),
    );
  }
  if (status !== undefined) {
    return events.withIndex("by_status_and_received_at", (q) =>
      q.eq("status", status).gte("received_at", since).lte("received_at", until),
    );
  }
  return events.withIndex("by_received_at", (q) =>
    q.gte("received_at", since).lte("received_at", until),
  );
}

function eventsOfOne(
  ctx: QueryCtx,
  externalId: string,
  { type, status, since = 0, until = END_OF_TIME }: KindFilter,
) {
  const events = ctx.db.query("inboxEvents");
  if (type !== undefined && status !== undefined) {
    return events.withIndex("by_external_id_and_type_and_status_and_received_at", (q) =>
      q
        .eq("externalId", externalId)
        .eq("type", type)
        .eq("status", status)
        .gte("received_at", since)
        .lte("received_at", until),
    );
  }
  if (type !== undefined) {
    return events.withIndex("by_external_id_and_type_and_received_at", (q) =>
      q
        .eq("externalId", externalId)
        .eq("type", type)
        .gte("received_at", since)
        .lte("received_at", until),
    );
  }
  if (status !== undefined) {
    return events.withIndex("by_external_id_and_status_and_received_at", (q) =>
      q
        .eq("externalId", externalId)
        .eq("status", status)
        .gte("received_at", since)
        .lte("received_at", until),
    );
  }
  return events.withIndex("by_external_id_and_received_at", (q) =>
    q.eq("externalId", externalId).gte("received_at", since).lte("received_at", until),
  );
}

/** Finds one event by its `svix-id`. */
export async function findEvent(ctx: QueryCtx, svixId: string): Promise<Doc<"inboxEvents"> | null> {
  return await ctx.db
    .query("inboxEvents")
    .withIndex("by_svix_id", (q) => q.eq("svix_id", svixId))
    .unique();
}

/** One event with all that is kept of it. */
export async function readEvent(ctx: QueryCtx, svixId: string): Promise<EventDetail | null> {
  const event = await findEvent(ctx, svixId);
  if (event === null) return null;
  const { attempt_log, replayed_by } = event;
  const row = await namedEventRow(ctx, event);
  return {
    ...row,
    attempt_log,
    replayed_by,
    replayed_by_name: replayed_by && (await staffName(ctx, replayed_by)),
    not_replayable: whyNotReplayable(event),
    // An object when it was stored; `v.any()` has forgotten that.
    payload: event.payload as unknown,
  };
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
