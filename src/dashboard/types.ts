import type { FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";

/*
 * The shapes that the views draw are what the functions of convex/dashboard.ts answer with, so a
 * change there is a type error here. Types only: no view loads any Convex code.
 */
type Dashboard = typeof api.dashboard;

export type OverviewData = FunctionReturnType<Dashboard["overview"]>;
export type Warning = OverviewData["warnings"][number];

export type UserRow = FunctionReturnType<Dashboard["listUsers"]>["page"][number];
export type SyncStatus = UserRow["status"];
export type UserCounts = FunctionReturnType<Dashboard["countUsers"]>;

export type PersonData = NonNullable<FunctionReturnType<Dashboard["getUser"]>>;
export type PersonField = PersonData["fields"][number];
export type PersonWrite = PersonData["writes"][number];
export type PersonFinding = PersonData["findings"][number];

export type EventRow = FunctionReturnType<Dashboard["listEvents"]>["page"][number];
export type EventOutcome = EventRow["status"];
export type EventData = NonNullable<FunctionReturnType<Dashboard["getEvent"]>>;

export type PersonDeed = PersonData["audit"][number];

export type DriftRow = FunctionReturnType<Dashboard["listDrift"]>["page"][number];
export type DriftKind = DriftRow["kind"];
export type DriftGroup = FunctionReturnType<Dashboard["driftGroups"]>[number];
export type DriftData = NonNullable<FunctionReturnType<Dashboard["getFinding"]>>;

export type RunRow = FunctionReturnType<Dashboard["listRuns"]>["page"][number];
export type ScanState = FunctionReturnType<Dashboard["scanState"]>;

export type AuditRow = FunctionReturnType<Dashboard["listAudit"]>["page"][number];

type Reconcile = typeof api.reconcile;

export type ManyPreview = FunctionReturnType<Reconcile["previewMany"]>;
export type ResolveJob = NonNullable<FunctionReturnType<Reconcile["resolveJob"]>>;
