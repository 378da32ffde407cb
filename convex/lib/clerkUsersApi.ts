import { normaliseClerkUser, type ClerkUser } from "../model/clerkUser";
import { asNumber, asText, isObject } from "../model/json";
import {
  callClerk,
  unexpectedAnswer,
  type ClerkRefusal,
  type ClerkReply,
  type ClerkRetry,
} from "./clerkRequest";

/** Clerk's users as a list, in its Backend API. For actions: only they may fetch. */

/** The most that Clerk lists at once; asked for more, it gives 10 without a word. */
export const MAX_LISTED = 500;
/** Ids that one call may name: they stand in its address, which servers accept up to some 8 kB. */
const MAX_NAMED = 100;

/** People of one page, in Clerk's order. */
export interface Listed {
  users: ClerkUser[];
  /** People of whom Clerk tells something that is no user: only who they are. */
  unreadable: string[];
  /** How many Clerk listed, of both. */
  length: number;
}

export type ListAnswer = ({ kind: "list" } & Listed) | ClerkRefusal | ClerkRetry;

/** @param order_by a field with its direction, as `+created_at` */
export async function listUsers(page: {
  limit: number;
  offset: number;
  order_by: string;
}): Promise<ListAnswer> {
  const { limit, offset, order_by } = page;
  // URLSearchParams writes the plus as %2B; a bare one would be read as a space.
  const query = new URLSearchParams({ limit: `${limit}`, offset: `${offset}`, order_by });
  return readList(await callClerk("GET", `/v1/users?${query}`));
}

/** How many users Clerk has. */
export async function countUsers(): Promise<
  { kind: "count"; count: number } | ClerkRefusal | ClerkRetry
> {
  const reply = await callClerk("GET", "/v1/users/count");
  if (reply.kind !== "ok") return failed(reply);
  const count = isObject(reply.json) ? asNumber(reply.json.total_count) : null;
  return count === null
    ? unexpectedAnswer("Clerk's count of users was no number.")
    : { kind: "count", count };
}

/** Of these people, those whom Clerk has, in as few calls as it takes; `calls` says how many. */
export async function findUsers(
  ids: readonly string[],
): Promise<({ kind: "found"; calls: number } & Listed) | ClerkRefusal | ClerkRetry> {
  const found = { kind: "found", calls: 0, users: [], unreadable: [], length: 0 } as {
    kind: "found";
    calls: number;
  } & Listed;
  let size = MAX_NAMED;
  for (let from = 0; from < ids.length;) {
    const named = ids.slice(from, from + size);
    const query = new URLSearchParams({ limit: `${named.length}` });
    for (const id of named) query.append("user_id", id);
    const answer = readList(await callClerk("GET", `/v1/users?${query}`));
    found.calls += 1;
    if (answer.kind === "refused" && isTooLong(answer) && size > 1) {
      size = Math.ceil(size / 4);
      continue;
    }
    if (answer.kind !== "list") return answer;
    found.users.push(...answer.users);
    found.unreadable.push(...answer.unreadable);
    found.length += answer.length;
    from += named.length;
  }
  return found;
}

/** Deletes the user in Clerk; somebody who is not there counts as deleted. */
export async function deleteUser(
  externalId: string,
): Promise<{ kind: "deleted" } | ClerkRefusal | ClerkRetry> {
  const reply = await callClerk("DELETE", `/v1/users/${encodeURIComponent(externalId)}`);
  return reply.kind === "ok" || reply.kind === "missing" ? { kind: "deleted" } : reply;
}

function readList(reply: ClerkReply): ListAnswer {
  if (reply.kind !== "ok") return failed(reply);
  if (!Array.isArray(reply.json)) return unexpectedAnswer("Clerk's list of users was no list.");
  const users: ClerkUser[] = [];
  const unreadable: string[] = [];
  for (const json of reply.json as unknown[]) {
    const normalised = normaliseClerkUser(json);
    if (normalised.ok) users.push(normalised.user);
    else unreadable.push((isObject(json) ? asText(json.id) : null) ?? "");
  }
  return { kind: "list", users, unreadable, length: reply.json.length };
}

/** A list is always there: whoever says that it is not will say so again. */
function failed(reply: Exclude<ClerkReply, { kind: "ok" }>): ClerkRefusal | ClerkRetry {
  return reply.kind === "missing" ? { kind: "refused", error: reply.error } : reply;
}

function isTooLong({ error }: ClerkRefusal): boolean {
  return error.code === "http_414" || error.code === "http_400" || error.code === "http_413";
}
