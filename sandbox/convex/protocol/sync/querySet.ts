import type { Caller, Commit, QueryOutcome, ReadSet, Snapshot } from "../../types";
import { functionCall } from "../functionCall";
import {
  ProtocolError,
  type AddQuery,
  type MessageOf,
  type QuerySetModification,
  type StateModification,
} from "./messages";

/** A query that a client watches. */
interface WatchedQuery {
  readonly added: AddQuery;
  /** Goes back into each run, so that a page of a paginated query keeps its end. */
  journal: string | null;
  /** What the last run read; null before the first. */
  reads: ReadSet | null;
  /** Whether the result may differ from what the client has. */
  stale: boolean;
  /** The last result in a form that compares; null before the first. */
  told: string | null;
}

/** The queries that one client watches, and what it was last told of them. */
export class QuerySet {
  readonly #watched = new Map<number, WatchedQuery>();
  #requested: QuerySetModification[] = [];
  #version = 0;

  /** The version the client has asked for so far. */
  get version(): number {
    return this.#version;
  }

  /** Notes what the client wants to watch from the next `refresh` on. */
  modify({ baseVersion, newVersion, modifications }: MessageOf<"ModifyQuerySet">): void {
    if (baseVersion !== this.#version || newVersion <= baseVersion) {
      throw new ProtocolError(
        `BaseVersionMismatch: Base version ${baseVersion} passed up doesn't match the current version ${this.#version}`,
      );
    }
    this.#requested.push(...modifications);
    this.#version = newVersion;
  }

  /** Marks the queries that a commit touched. Tells whether there are any. */
  invalidate(commit: Commit): boolean {
    let any = false;
    for (const query of this.#watched.values()) {
      if (!query.stale && query.reads !== null && commit.touches(query.reads)) query.stale = true;
      any ||= query.stale;
    }
    return any;
  }

  /** Marks all queries, as when somebody else signs in. */
  invalidateAll(): void {
    for (const query of this.#watched.values()) query.stale = true;
  }

  /**
   * Takes in what the client asked for and runs every query whose result may differ, all in one
   * snapshot. Answers with what the client must be told.
   */
  async refresh(snapshot: Snapshot, caller: Caller): Promise<StateModification[]> {
    const modifications: StateModification[] = [];
    for (const queryId of this.#takeRequested()) {
      modifications.push({ type: "QueryRemoved", queryId });
    }
    for (const [queryId, query] of this.#watched) {
      if (!query.stale) continue;
      const outcome = await snapshot.query({
        ...functionCall(query.added, caller),
        journal: query.journal,
      });
      const modification = settle(query, queryId, outcome);
      if (modification !== null) modifications.push(modification);
    }
    return modifications;
  }

  /** Applies the requested changes; yields the queries that were removed. */
  #takeRequested(): number[] {
    const removed: number[] = [];
    for (const change of this.#requested.splice(0)) {
      const known = this.#watched.has(change.queryId);
      if (change.type === "Add") {
        if (known) throw new ProtocolError(`Duplicate query ID: ${change.queryId}`);
        const journal = change.journal ?? null;
        this.#watched.set(change.queryId, {
          added: change,
          journal,
          reads: null,
          stale: true,
          told: null,
        });
      } else {
        if (!known) throw new ProtocolError(`Nonexistent query ID: ${change.queryId}`);
        this.#watched.delete(change.queryId);
        removed.push(change.queryId);
      }
    }
    return removed;
  }
}

/** Keeps a run's outcome; answers with the news for the client, or null when there are none. */
function settle(
  query: WatchedQuery,
  queryId: number,
  { result, logLines, journal, reads }: QueryOutcome,
): StateModification | null {
  query.reads = reads;
  query.stale = false;
  // A run that failed has no page to speak of: the page keeps the end it had.
  if (result.ok) query.journal = journal;
  const told = JSON.stringify([result, logLines]);
  if (told === query.told) return null;
  query.told = told;
  const common = { queryId, logLines, journal: query.journal };
  if (result.ok) return { type: "QueryUpdated", value: result.value, ...common };
  const { errorMessage, errorData } = result;
  return { type: "QueryFailed", errorMessage, errorData, ...common };
}
