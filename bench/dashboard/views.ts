import type { FunctionArgs, FunctionReference } from "convex/server";
import type { api } from "../../convex/_generated/api";

type Dashboard = typeof api.dashboard;

/** The queries of the dashboard. */
export type DashboardQuery = {
  [Name in keyof Dashboard]: Dashboard[Name] extends FunctionReference<"query"> ? Name : never;
}[keyof Dashboard];

/** What is there to be asked for. */
export interface Landmarks {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly externalId: string;
  readonly email: string;
  readonly svix_id: string;
  readonly finding_id: string;
  readonly run_id: string;
}

/** What a view asks for first, under a title. */
export interface View {
  readonly title: string;
  readonly path: string;
  readonly args: Record<string, unknown>;
}

type Asked<Name extends DashboardQuery> = Record<string, FunctionArgs<Dashboard[Name]>>;

/** As the lists of the dashboard ask; see `useLiveList`. */
const paginationOpts = { numItems: 50, cursor: null };
const DAY_MS = 24 * 60 * 60_000;

/**
 * What each view asks for first, with each kind of filter that it offers. A query of
 * `convex/dashboard.ts` that is missing here does not compile.
 */
export function viewsOf(there: Landmarks): View[] {
  const { now, externalId, email, svix_id, finding_id, run_id } = there;
  const since = now - DAY_MS;
  const views: { [Name in DashboardQuery]: Asked<Name> } = {
    viewer: { "who is looking": {} },
    overview: {
      "a day": { now },
      "a week": { now, range: "week" },
      "two weeks": { now, range: "fortnight" },
      "a month": { now, range: "month" },
    },
    listUsers: {
      everybody: { paginationOpts },
      "in sync": { paginationOpts, status: "in_sync" },
      "by name": { paginationOpts, sort: "name" },
      "in sync, by sign-up": { paginationOpts, status: "in_sync", sort: "-signed_up" },
      "a field that differs": { paginationOpts, field: "first_name" },
      "a name that all have": { paginationOpts, search: "Newcomer" },
      "an id": { paginationOpts, search: externalId },
      "an address": { paginationOpts, search: email },
    },
    countUsers: { "by status": {} },
    getUser: {
      somebody: { externalId },
      "somebody, all the newest": { externalId, newest: 100 },
    },
    listEvents: {
      all: { paginationOpts },
      failed: { paginationOpts, status: "failed" },
      "of a type": { paginationOpts, type: "user.updated" },
      "of a type, failed": { paginationOpts, type: "user.updated", status: "failed" },
      "of somebody": { paginationOpts, externalId },
      "of a day": { paginationOpts, since, until: now },
      "an id": { paginationOpts, search: svix_id },
      "words of the error": { paginationOpts, search: "no text" },
    },
    getEvent: { one: { svix_id } },
    listDrift: {
      open: { paginationOpts },
      ended: { paginationOpts, open: false },
      "a kind": { paginationOpts, kind: "field_mismatch" },
      "a kind and field": { paginationOpts, kind: "field_mismatch", field: "first_name" },
      "of somebody": { paginationOpts, person: externalId },
      "of a scan": { paginationOpts, run: run_id },
    },
    driftGroups: { all: {} },
    getFinding: { one: { finding_id } },
    listRuns: { all: { paginationOpts } },
    getRun: { one: { run_id } },
    scanState: { now: {} },
    listAudit: {
      all: { paginationOpts },
      "of one of the staff": { paginationOpts, actor: "user_admin" },
      "of a kind": { paginationOpts, action: "check_now" },
      "to somebody": { paginationOpts, subject: externalId },
    },
  };
  return Object.entries(views).flatMap(([name, asked]) =>
    Object.entries(asked).map(([what, args]) => ({
      title: `${name}: ${what}`,
      path: `dashboard:${name}`,
      args,
    })),
  );
}
