import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs";
import { EVENT_STATUSES, SYNC_STATUSES } from "../../convex/model/statuses";

/** Clerk's webhook types about people. */
export const EVENT_TYPES = ["user.created", "user.updated", "user.deleted"] as const;

/*
 * What the address bar remembers. Whoever opens a copied address sees the same list with the same
 * row open.
 */
export const usersParams = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(SYNC_STATUSES),
  user: parseAsString,
};

export const eventsParams = {
  type: parseAsStringLiteral(EVENT_TYPES),
  outcome: parseAsStringLiteral(EVENT_STATUSES),
  /** The Clerk user id of the person whose events to list. */
  person: parseAsString,
  /** The `svix-id` of the event that is open. */
  event: parseAsString,
};

/** Where the dashboard's pages are mounted in the app around it. */
export type DashboardPaths = { users: string; events: string };

export const DEFAULT_PATHS: DashboardPaths = { users: "/users", events: "/events" };

const usersSearch = createSerializer(usersParams);
const eventsSearch = createSerializer(eventsParams);

/** The addresses of everything in the dashboard that can be linked to. */
export function dashboardLinks(paths: DashboardPaths) {
  return {
    users: (show: Parameters<typeof usersSearch>[1] = {}) => usersSearch(paths.users, show),
    events: (show: Parameters<typeof eventsSearch>[1] = {}) => eventsSearch(paths.events, show),
  };
}

export type DashboardLinks = ReturnType<typeof dashboardLinks>;
