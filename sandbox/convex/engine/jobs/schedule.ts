import { getConvexSize, jsonToConvex } from "convex/values";
import type { JSONValue } from "convex/values";
import { encodeValue } from "../values/keys";
import { toDocument } from "../documents/rows";
import type { Document } from "../documents/rows";
import type { Catalog, Table } from "../documents/catalog";
import type { FunctionPlace } from "../functions/address";
import type { Transaction } from "../transaction";
import type { Key, Stored } from "../../../kv/types";

/** A job that waits to be run, or an action that was begun. */
export interface Job {
  /** The id of its row in `_scheduled_functions` of the component that scheduled it. */
  readonly id: string;
  readonly scheduledBy: string;
  readonly component: string;
  readonly path: string;
  readonly args: JSONValue;
  /** When it is due, in ms since epoch; fractions are possible. */
  readonly due: number;
  /** The `_creationTime` of its row: jobs that are due together run in the order of their making. */
  readonly made: number;
}

/** What `_scheduled_functions` rows say of how far a job is. */
export type JobState =
  | { kind: "pending" }
  | { kind: "inProgress" }
  | { kind: "success" }
  | { kind: "failed"; error: string }
  | { kind: "canceled" };

/** Where all that jobs are about is, the due times of cron jobs included. */
export const JOBS: Key = "job/";
/** Where waiting jobs are, in the order in which they are due. */
export const WAITING: Key = "job/waiting/";
/** Where actions are that were begun: after a crash they must not be begun again. */
export const RUNNING: Key = "job/running/";
/** Where the rows of finished jobs are, by when they may be deleted. */
export const FINISHED: Key = "job/finished/";

/** How long the row of a finished job stays, in ms; the same as Convex. */
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
const FURTHEST = 5 * 366 * 24 * 60 * 60 * 1000;

/**
 * Schedules a function in a transaction and answers with the job's id.
 * @throws when the time is years away, or there are too many jobs
 */
export function schedule(
  transaction: Transaction,
  catalog: Catalog,
  request: { by: string; place: FunctionPlace; args: JSONValue; due: number },
): string {
  const { by, place, args, due } = request;
  if (Math.abs(due - Date.now()) > FURTHEST) {
    const direction = due > Date.now() ? "future" : "past";
    throw new Error(`${new Date(due).toISOString()} is more than 5 years in the ${direction}`);
  }
  const value = jsonToConvex(args);
  transaction.meter.count("functionsScheduled");
  transaction.meter.count("scheduledFunctionArgsBytes", getConvexSize(value));
  const table = catalog.systemTable(by, "_scheduled_functions");
  const id = transaction.insert(table, {
    name: place.path.replace(":", ".js:"),
    args: [value],
    scheduledTime: due,
    state: { kind: "pending" },
  });
  const job: Job = {
    id,
    scheduledBy: by,
    component: place.component.path,
    path: place.path,
    args,
    due,
    made: creationTimeOf(transaction, table, id),
  };
  transaction.put(waitingKey(job), jobToStored(job));
  return id;
}

/**
 * Cancels a job that was not begun; one that was begun is only marked.
 * @throws when the id is not one of a job
 */
export function cancel(transaction: Transaction, catalog: Catalog, by: string, id: string): void {
  const table = catalog.systemTable(by, "_scheduled_functions");
  if (catalog.tableOfId(by, id) !== table) {
    throw new Error(
      `Invalid argument \`id\` for \`scheduler.cancel\`: expected to be an Id<"_scheduled_functions">, got "${id}".`,
    );
  }
  const row = transaction.peek(table, id);
  if (row === null) return;
  const document = toDocument(row);
  const { kind } = document["state"] as JobState;
  if (kind !== "pending" && kind !== "inProgress") return;
  const due = Number(document["scheduledTime"]);
  transaction.put(waitingKey({ id, due, made: document._creationTime }), undefined);
  setState(transaction, table, id, { kind: "canceled" });
}

/** Writes how far a job is; what is over stays so, whatever comes after. */
export function setState(
  transaction: Transaction,
  table: Table,
  id: string,
  state: JobState,
): void {
  const row = transaction.peek(table, id);
  if (row === null) return;
  const document = toDocument(row);
  const { kind } = document["state"] as JobState;
  if (kind !== "pending" && kind !== "inProgress") return;
  const next: Document = { ...document, state: { ...state } };
  if (state.kind !== "inProgress" && state.kind !== "pending") {
    const now = Date.now();
    next["completedTime"] = now;
    const until = now + KEPT_FOR;
    transaction.put(FINISHED + encodeValue(until) + id, { component: table.component, id, until });
  }
  transaction.replace(table, document, next);
}

export function waitingKey({ id, due, made }: Pick<Job, "id" | "due" | "made">): Key {
  return WAITING + encodeValue(due) + encodeValue(made) + id;
}

function creationTimeOf(transaction: Transaction, table: Table, id: string): number {
  const row = transaction.peek(table, id);
  return row === null ? 0 : toDocument(row)._creationTime;
}

export function jobToStored(job: Job): Stored {
  return job as unknown as Stored;
}

export function storedToJob(stored: Stored): Job {
  return stored as unknown as Job;
}
