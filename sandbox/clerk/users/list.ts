import { refusedParam } from "../errors";
import { isSortField, type Directory, type SortField } from "./directory";
import { fullName, type UserRecord } from "./record";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 500;

/** Which people are meant. People match when they match each filter that is given. */
export interface UserFilter {
  /** Part of a name, username, e-mail address or id, in any case. */
  readonly query?: string;
  readonly user_id?: readonly string[];
  readonly username?: readonly string[];
  readonly email_address?: readonly string[];
  readonly external_id?: readonly string[];
}

export interface UserListOptions extends UserFilter {
  /** 1 to 500; above that Clerk gives 10. @default 10 */
  readonly limit?: number;
  /** @default 0 */
  readonly offset?: number;
  /** A field, with `-` in front for descending. @default "-created_at" */
  readonly order_by?: string;
}

/**
 * One page of people. Unfiltered, it reads the index up to the end of the page and the records of
 * the page alone.
 * @throws {ClerkError} 422 for an order that Clerk does not know
 */
export function listUsers(directory: Directory, options: UserListOptions = {}): UserRecord[] {
  const { limit = DEFAULT_LIMIT, offset = 0, order_by = "-created_at" } = options;
  const { field, reverse } = parseOrder(order_by);
  const accepted = acceptedIds(directory, options);
  const size = limit > MAX_LIMIT || limit < 1 ? DEFAULT_LIMIT : limit;
  const page: UserRecord[] = [];
  let skipped = 0;
  for (const id of directory.idsInOrder(field, { reverse })) {
    if (accepted && !accepted.has(id)) continue;
    if (options.query === undefined && skipped < offset) {
      skipped += 1;
      continue;
    }
    const user = directory.get(id);
    if (!user || !matchesQuery(user, options.query)) continue;
    if (skipped < offset) skipped += 1;
    else page.push(user);
    if (page.length >= size) break;
  }
  return page;
}

export function countUsers(directory: Directory, filter: UserFilter = {}): number {
  const accepted = acceptedIds(directory, filter);
  if (filter.query === undefined) return accepted ? accepted.size : directory.count();
  let count = 0;
  for (const user of directory.inOrder("created_at")) {
    if ((!accepted || accepted.has(user.id)) && matchesQuery(user, filter.query)) count += 1;
  }
  return count;
}

function parseOrder(order_by: string): { field: SortField; reverse: boolean } {
  const field = order_by.replace(/^[+\- ]/, "");
  if (isSortField(field)) return { field, reverse: order_by.startsWith("-") };
  throw refusedParam(
    "order_by",
    "form_param_value_invalid",
    `${order_by} does not match one of the allowed values for parameter order_by.`,
  );
}

/** The people that the filters by identifier name; undefined when there are none of these. */
function acceptedIds(directory: Directory, filter: UserFilter): Set<string> | undefined {
  const sets: (readonly (string | undefined)[])[] = [];
  if (filter.user_id) sets.push(filter.user_id.map((id) => directory.get(id)?.id));
  for (const field of ["username", "email_address", "external_id"] as const) {
    const values = filter[field];
    if (values) sets.push(values.map((value) => directory.holder(field, value)));
  }
  const [first, ...others] = sets;
  if (!first) return undefined;
  const inAll = first.filter((id) => id !== undefined && others.every((ids) => ids.includes(id)));
  return new Set(inAll.filter((id) => id !== undefined));
}

function matchesQuery(user: UserRecord, query: string | undefined): boolean {
  if (query === undefined) return true;
  const emails = user.emails.map((email) => email.email_address);
  const texts = [user.id, user.username, fullName(user), ...emails];
  return texts.some((text) => text?.toLowerCase().includes(query.toLowerCase()));
}
