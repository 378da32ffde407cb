/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";
import type * as access from "../access.js";
import type * as avatars from "../avatars.js";
import type * as bulkJobs from "../bulkJobs.js";
import type * as counts from "../counts.js";
import type * as cronJobs from "../cronJobs.js";
import type * as crons from "../crons.js";
import type * as dashboard from "../dashboard.js";
import type * as deletion from "../deletion.js";
import type * as env from "../env.js";
import type * as health from "../health.js";
import type * as http from "../http.js";
import type * as inbox from "../inbox.js";
import type * as lib_activity from "../lib/activity.js";
import type * as lib_audit from "../lib/audit.js";
import type * as lib_auditRows from "../lib/auditRows.js";
import type * as lib_avatars from "../lib/avatars.js";
import type * as lib_bulkJobFunctions from "../lib/bulkJobFunctions.js";
import type * as lib_bulkJobs from "../lib/bulkJobs.js";
import type * as lib_clerkApi from "../lib/clerkApi.js";
import type * as lib_clerkRequest from "../lib/clerkRequest.js";
import type * as lib_clerkUsersApi from "../lib/clerkUsersApi.js";
import type * as lib_clerkWords from "../lib/clerkWords.js";
import type * as lib_dashboardShapes from "../lib/dashboardShapes.js";
import type * as lib_deletion from "../lib/deletion.js";
import type * as lib_driftRows from "../lib/driftRows.js";
import type * as lib_errors from "../lib/errors.js";
import type * as lib_eventRows from "../lib/eventRows.js";
import type * as lib_eventStats from "../lib/eventStats.js";
import type * as lib_findings from "../lib/findings.js";
import type * as lib_finishing from "../lib/finishing.js";
import type * as lib_firstRow from "../lib/firstRow.js";
import type * as lib_folding from "../lib/folding.js";
import type * as lib_health from "../lib/health.js";
import type * as lib_inboxDrain from "../lib/inboxDrain.js";
import type * as lib_inboxEvents from "../lib/inboxEvents.js";
import type * as lib_inboxReplay from "../lib/inboxReplay.js";
import type * as lib_limits from "../lib/limits.js";
import type * as lib_otherWrites from "../lib/otherWrites.js";
import type * as lib_overruling from "../lib/overruling.js";
import type * as lib_overview from "../lib/overview.js";
import type * as lib_ownProfile from "../lib/ownProfile.js";
import type * as lib_people from "../lib/people.js";
import type * as lib_reconcile_asking from "../lib/reconcile/asking.js";
import type * as lib_reconcile_comparing from "../lib/reconcile/comparing.js";
import type * as lib_reconcile_resolving from "../lib/reconcile/resolving.js";
import type * as lib_reconcile_resolvingMany from "../lib/reconcile/resolvingMany.js";
import type * as lib_reconcile_resolvingSelected from "../lib/reconcile/resolvingSelected.js";
import type * as lib_reconcile_runs from "../lib/reconcile/runs.js";
import type * as lib_reconcile_storing from "../lib/reconcile/storing.js";
import type * as lib_reconcile_undoing from "../lib/reconcile/undoing.js";
import type * as lib_reconcile_walking from "../lib/reconcile/walking.js";
import type * as lib_rejections from "../lib/rejections.js";
import type * as lib_resolutions from "../lib/resolutions.js";
import type * as lib_retention from "../lib/retention.js";
import type * as lib_runRows from "../lib/runRows.js";
import type * as lib_saves from "../lib/saves.js";
import type * as lib_scanSchedule from "../lib/scanSchedule.js";
import type * as lib_settling from "../lib/settling.js";
import type * as lib_spans from "../lib/spans.js";
import type * as lib_statusCounts from "../lib/statusCounts.js";
import type * as lib_svix from "../lib/svix.js";
import type * as lib_userList from "../lib/userList.js";
import type * as lib_userRows from "../lib/userRows.js";
import type * as lib_usernames from "../lib/usernames.js";
import type * as lib_warnings from "../lib/warnings.js";
import type * as lib_watchedPage from "../lib/watchedPage.js";
import type * as model_backoff from "../model/backoff.js";
import type * as model_check from "../model/check.js";
import type * as model_clerkUser from "../model/clerkUser.js";
import type * as model_compare from "../model/compare.js";
import type * as model_drift from "../model/drift.js";
import type * as model_driftCause from "../model/driftCause.js";
import type * as model_envelope from "../model/envelope.js";
import type * as model_fields from "../model/fields.js";
import type * as model_histogram from "../model/histogram.js";
import type * as model_json from "../model/json.js";
import type * as model_merge from "../model/merge.js";
import type * as model_names from "../model/names.js";
import type * as model_onboarding from "../model/onboarding.js";
import type * as model_ordering from "../model/ordering.js";
import type * as model_picture from "../model/picture.js";
import type * as model_redact from "../model/redact.js";
import type * as model_replayable from "../model/replayable.js";
import type * as model_resolution from "../model/resolution.js";
import type * as model_rhythm from "../model/rhythm.js";
import type * as model_roles from "../model/roles.js";
import type * as model_roughCount from "../model/roughCount.js";
import type * as model_statuses from "../model/statuses.js";
import type * as model_stretch from "../model/stretch.js";
import type * as model_undo from "../model/undo.js";
import type * as onProfileChanged from "../onProfileChanged.js";
import type * as outbox from "../outbox.js";
import type * as reconcile from "../reconcile.js";
import type * as rejections from "../rejections.js";
import type * as retention from "../retention.js";
import type * as routes from "../routes.js";
import type * as scan from "../scan.js";
import type * as tables from "../tables.js";
import type * as users from "../users.js";
import type * as validators from "../validators.js";

/**
 * A utility for referencing Convex functions in your app's API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
declare const fullApi: ApiFromModules<{
  access: typeof access;
  avatars: typeof avatars;
  bulkJobs: typeof bulkJobs;
  counts: typeof counts;
  cronJobs: typeof cronJobs;
  crons: typeof crons;
  dashboard: typeof dashboard;
  deletion: typeof deletion;
  env: typeof env;
  health: typeof health;
  http: typeof http;
  inbox: typeof inbox;
  "lib/activity": typeof lib_activity;
  "lib/audit": typeof lib_audit;
  "lib/auditRows": typeof lib_auditRows;
  "lib/avatars": typeof lib_avatars;
  "lib/bulkJobFunctions": typeof lib_bulkJobFunctions;
  "lib/bulkJobs": typeof lib_bulkJobs;
  "lib/clerkApi": typeof lib_clerkApi;
  "lib/clerkRequest": typeof lib_clerkRequest;
  "lib/clerkUsersApi": typeof lib_clerkUsersApi;
  "lib/clerkWords": typeof lib_clerkWords;
  "lib/dashboardShapes": typeof lib_dashboardShapes;
  "lib/deletion": typeof lib_deletion;
  "lib/driftRows": typeof lib_driftRows;
  "lib/errors": typeof lib_errors;
  "lib/eventRows": typeof lib_eventRows;
  "lib/eventStats": typeof lib_eventStats;
  "lib/findings": typeof lib_findings;
  "lib/finishing": typeof lib_finishing;
  "lib/firstRow": typeof lib_firstRow;
  "lib/folding": typeof lib_folding;
  "lib/health": typeof lib_health;
  "lib/inboxDrain": typeof lib_inboxDrain;
  "lib/inboxEvents": typeof lib_inboxEvents;
  "lib/inboxReplay": typeof lib_inboxReplay;
  "lib/limits": typeof lib_limits;
  "lib/otherWrites": typeof lib_otherWrites;
  "lib/overruling": typeof lib_overruling;
  "lib/overview": typeof lib_overview;
  "lib/ownProfile": typeof lib_ownProfile;
  "lib/people": typeof lib_people;
  "lib/reconcile/asking": typeof lib_reconcile_asking;
  "lib/reconcile/comparing": typeof lib_reconcile_comparing;
  "lib/reconcile/resolving": typeof lib_reconcile_resolving;
  "lib/reconcile/resolvingMany": typeof lib_reconcile_resolvingMany;
  "lib/reconcile/resolvingSelected": typeof lib_reconcile_resolvingSelected;
  "lib/reconcile/runs": typeof lib_reconcile_runs;
  "lib/reconcile/storing": typeof lib_reconcile_storing;
  "lib/reconcile/undoing": typeof lib_reconcile_undoing;
  "lib/reconcile/walking": typeof lib_reconcile_walking;
  "lib/rejections": typeof lib_rejections;
  "lib/resolutions": typeof lib_resolutions;
  "lib/retention": typeof lib_retention;
  "lib/runRows": typeof lib_runRows;
  "lib/saves": typeof lib_saves;
  "lib/scanSchedule": typeof lib_scanSchedule;
  "lib/settling": typeof lib_settling;
  "lib/spans": typeof lib_spans;
  "lib/statusCounts": typeof lib_statusCounts;
  "lib/svix": typeof lib_svix;
  "lib/userList": typeof lib_userList;
  "lib/userRows": typeof lib_userRows;
  "lib/usernames": typeof lib_usernames;
  "lib/warnings": typeof lib_warnings;
  "lib/watchedPage": typeof lib_watchedPage;
  "model/backoff": typeof model_backoff;
  "model/check": typeof model_check;
  "model/clerkUser": typeof model_clerkUser;
  "model/compare": typeof model_compare;
  "model/drift": typeof model_drift;
  "model/driftCause": typeof model_driftCause;
  "model/envelope": typeof model_envelope;
  "model/fields": typeof model_fields;
  "model/histogram": typeof model_histogram;
  "model/json": typeof model_json;
  "model/merge": typeof model_merge;
  "model/names": typeof model_names;
  "model/onboarding": typeof model_onboarding;
  "model/ordering": typeof model_ordering;
  "model/picture": typeof model_picture;
  "model/redact": typeof model_redact;
  "model/replayable": typeof model_replayable;
  "model/resolution": typeof model_resolution;
  "model/rhythm": typeof model_rhythm;
  "model/roles": typeof model_roles;
  "model/roughCount": typeof model_roughCount;
  "model/statuses": typeof model_statuses;
  "model/stretch": typeof model_stretch;
  "model/undo": typeof model_undo;
  onProfileChanged: typeof onProfileChanged;
  outbox: typeof outbox;
  reconcile: typeof reconcile;
  rejections: typeof rejections;
  retention: typeof retention;
  routes: typeof routes;
  scan: typeof scan;
  tables: typeof tables;
  users: typeof users;
  validators: typeof validators;
}>;
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;

export declare const components: {
  rateLimiter: import("@convex-dev/rate-limiter/_generated/component.js").ComponentApi<"rateLimiter">;
};
