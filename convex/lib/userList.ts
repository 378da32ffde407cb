import type { PaginationOptions, PaginationResult } from "convex/server";
import type { QueryCtx } from "../_generated/server";
import type { SyncStatus, UserSort } from "../model/statuses";
import type { UserRow } from "./dashboardShapes";
import { openFindings } from "./driftRows";
import { loadPerson } from "./people";
import { userRow } from "./userRows";
import { rowsOfPage } from "./watchedPage";

/** The dashboard's list of people. Every filter and order is a range of an index. */

export interface UserFilter {
  status?: SyncStatus;
  /** Only people with an open difference in this field. */
  field?: string;
  /** Part of a name or username, the beginning of an id, or a whole e-mail address. */
  search?: string;
  /** Counts where neither `search` nor `field` brings an order of its own. */
  sort?: UserSort;
}

/** So many people at most may share one address. */
const MAX_NAMESAKES = 10;

export async function pageOfUsers(
  ctx: QueryCtx,
  { paginationOpts, ...filter }: UserFilter & { paginationOpts: PaginationOptions },
): Promise<PaginationResult<UserRow>> {
  const found = await findPeople(ctx, filter, paginationOpts);
  return await rowsOfPage(found, async ({ externalId }) => {
    const row = userRow(await loadPerson(ctx, externalId));
    return row !== null && isMeant(row, filter) ? row : null;
  });
}

/** Most of it is done by the index; what is left concerns few, see dashboard:listUsers. */
function isMeant(row: UserRow, { status, field }: UserFilter): boolean {
  return (
    (status === undefined || row.status === status) &&
    (field === undefined || row.drifted_fields.includes(field))
  );
}

type Found = PaginationResult<{ externalId: string }>;

async function findPeople(
  ctx: QueryCtx,
  { status, field, sort = "-activity", ...filter }: UserFilter,
  paginationOpts: PaginationOptions,
): Promise<Found> {
  const search = filter.search?.trim() ?? "";
  if (search.includes("@")) return await byAddress(ctx, search);
  if (search.startsWith(ID_PREFIX)) return await byId(ctx, search, status).paginate(paginationOpts);
  if (search !== "") return await byName(ctx, search, status).paginate(paginationOpts);
  if (field !== undefined) {
    const newest = openFindings(ctx, { field }, END_OF_TIME).order("desc");
    return await newest.paginate(paginationOpts);
  }
  return await inOrder(ctx, sort, status).paginate(paginationOpts);
}

const ID_PREFIX = "user_";
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** Whoever has exactly this address; see docs/decisions/041. */
async function byAddress(ctx: QueryCtx, address: string): Promise<Found> {
  const page = [];
  for (const spelling of new Set([address, address.toLowerCase()])) {
    const holders = ctx.db.query("users").withIndex("by_email", (q) => q.eq("email", spelling));
    page.push(...(await holders.take(MAX_NAMESAKES)));
  }
  return { page, isDone: true, continueCursor: "" };
}

function byId(ctx: QueryCtx, id: string, status: SyncStatus | undefined) {
  const end = `${id}\uffff`;
  const people = ctx.db.query("userSync");
  return status === undefined
    ? people.withIndex("by_external_id", (q) => q.gte("externalId", id).lt("externalId", end))
    : people.withIndex("by_status_and_external_id", (q) =>
        q.eq("status", status).gte("externalId", id).lt("externalId", end),
      );
}

/** Best match first. */
function byName(ctx: QueryCtx, words: string, status: SyncStatus | undefined) {
  return ctx.db.query("userSync").withSearchIndex("search_text", (q) => {
    const match = q.search("search_text", words);
    return status === undefined ? match : match.eq("status", status);
  });
}

function inOrder(ctx: QueryCtx, sort: UserSort, status: SyncStatus | undefined) {
  const people = ctx.db.query("userSync");
  switch (sort) {
    case "activity":
    case "-activity":
      return (
        status === undefined
          ? people.withIndex("by_updated_at")
          : people.withIndex("by_status_and_updated_at", (q) => q.eq("status", status))
      ).order(directionOf(sort));
    case "name":
    case "-name":
      return (
        status === undefined
          ? people.withIndex("by_sort_name")
          : people.withIndex("by_status_and_sort_name", (q) => q.eq("status", status))
      ).order(directionOf(sort));
    case "signed_up":
    case "-signed_up":
      return (
        status === undefined
          ? people.withIndex("by_clerk_created_at")
          : people.withIndex("by_status_and_clerk_created_at", (q) => q.eq("status", status))
      ).order(directionOf(sort));
  }
}

function directionOf(sort: UserSort): "asc" | "desc" {
  return sort.startsWith("-") ? "desc" : "asc";
}
