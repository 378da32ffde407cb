import { createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import {
  DRIFT_KINDS,
  EVENT_STATUSES,
  SYNC_STATUSES,
  USER_SORTS,
} from "../../convex/model/statuses";

/** Clerk's webhook types about people. */
export const EVENT_TYPES = ["user.created", "user.updated", "user.deleted"] as const;

/** How far back the overview looks: 24 hours, 7, 14 or 30 days. */
export const OVERVIEW_RANGES = ["day", "week", "fortnight", "month"] as const;
export type OverviewRange = (typeof OVERVIEW_RANGES)[number];

/*
 * What the address bar remembers. Whoever opens a copied address sees the same list with the same
 * row open.
 */
export const overviewParams = {
  range: parseAsStringLiteral(OVERVIEW_RANGES).withDefault("day"),
  /** By what the bars of events are divided. */
  parts: parseAsStringLiteral(["outcome", "type"]).withDefault("outcome"),
};

export const usersParams = {
  /** Never a whole e-mail address: those stay out of histories and logs. */
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(SYNC_STATUSES),
  /** Only people with an open difference in this field. */
  field: parseAsString,
  sort: parseAsStringLiteral(USER_SORTS).withDefault("-activity"),
  /** The Clerk user id of the person who is open. */
  user: parseAsString,
};

export const eventsParams = {
  /** The beginning of a `svix-id`, or words of the error. */
  q: parseAsString.withDefault(""),
  type: parseAsStringLiteral(EVENT_TYPES),
  outcome: parseAsStringLiteral(EVENT_STATUSES),
  /** The Clerk user id of the person whose events to list. */
  person: parseAsString,
  /** Received at this moment or later, in ms since 1970. */
  from: parseAsInteger,
  /** Received before this moment. */
  to: parseAsInteger,
  /** The `svix-id` of the event that is open. */
  event: parseAsString,
};

export const driftParams = {
  field: parseAsString,
  kind: parseAsStringLiteral(DRIFT_KINDS),
  state: parseAsStringLiteral(["open", "ended"] as const).withDefault("open"),
  /** The Clerk user id of the person whose differences to list. */
  person: parseAsString,
  /** The scan whose differences to list. */
  run: parseAsString,
  /** The difference that is open. */
  finding: parseAsString,
};

export const runsParams = {
  /** The scan that is open. */
  run: parseAsString,
};

export const auditParams = {
  /** The Clerk user id of who did it. */
  actor: parseAsString,
  /** The Clerk user id (or another id) of whom it was done to. */
  subject: parseAsString,
  action: parseAsString,
};

/** Where the dashboard's pages are mounted in the app around it. */
export type DashboardPaths = {
  overview: string;
  users: string;
  events: string;
  drift: string;
  runs: string;
  audit: string;
};

export const DEFAULT_PATHS: DashboardPaths = {
  overview: "/",
  users: "/users",
  events: "/events",
  drift: "/drift",
  runs: "/runs",
  audit: "/audit",
};

const overviewSearch = createSerializer(overviewParams);
const usersSearch = createSerializer(usersParams);
const eventsSearch = createSerializer(eventsParams);
const driftSearch = createSerializer(driftParams);
const runsSearch = createSerializer(runsParams);
const auditSearch = createSerializer(auditParams);

/** The addresses of everything in the dashboard that can be linked to. */
export function dashboardLinks(paths: DashboardPaths) {
  return {
    overview: (show: Parameters<typeof overviewSearch>[1] = {}) =>
      overviewSearch(paths.overview, show),
    users: (show: Parameters<typeof usersSearch>[1] = {}) => usersSearch(paths.users, show),
    events: (show: Parameters<typeof eventsSearch>[1] = {}) => eventsSearch(paths.events, show),
    drift: (show: Parameters<typeof driftSearch>[1] = {}) => driftSearch(paths.drift, show),
    runs: (show: Parameters<typeof runsSearch>[1] = {}) => runsSearch(paths.runs, show),
    audit: (show: Parameters<typeof auditSearch>[1] = {}) => auditSearch(paths.audit, show),
  };
}

export type DashboardLinks = ReturnType<typeof dashboardLinks>;
