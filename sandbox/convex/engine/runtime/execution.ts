import type { UserIdentity } from "convex/server";
import type { Core } from "../core";
import type { Component } from "../functions/components";
import type { Transaction } from "../transaction";
import type { Row } from "../documents/rows";

export type ExecutionKind = "query" | "mutation" | "action" | "httpAction";

/** What `ctx.meta.getRequestMetadata()` answers with; nested calls share it. */
export interface RequestMetadata {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly scheduledFunctionId: string | null;
  readonly authToken: string | null;
}

interface ExecutionInit {
  readonly core: Core;
  readonly kind: ExecutionKind;
  readonly component: Component;
  readonly path: string;
  readonly identity: UserIdentity | null;
  readonly request: RequestMetadata;
  readonly transaction: Transaction | null;
  readonly journal?: string | null;
  readonly caller?: Execution;
}

/** One run of one function: what its syscalls are answered from. */
export class Execution {
  readonly core: Core;
  readonly kind: ExecutionKind;
  readonly component: Component;
  readonly path: string;
  readonly identity: UserIdentity | null;
  readonly request: RequestMetadata;
  /** What queries and mutations read and write in; null in actions. */
  readonly transaction: Transaction | null;
  /** Where the page of the last run ended, for a query that is run again. */
  readonly journal: string | null;
  readonly depth: number;
  /** Nested calls write into the log of their caller. */
  readonly logLines: string[];
  readonly streams = new Map<number, Iterator<Row>>();
  /** The end of the page that this run read. */
  endCursor: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(init: ExecutionInit) {
    this.core = init.core;
    this.kind = init.kind;
    this.component = init.component;
    this.path = init.path;
    this.identity = init.identity;
    this.request = init.request;
    this.transaction = init.transaction;
    this.journal = init.journal ?? null;
    this.depth = (init.caller?.depth ?? 0) + 1;
    this.logLines = init.caller?.logLines ?? [];
  }

  /**
   * Runs syscalls of a transaction one after the other, as real Convex does: while a nested
   * mutation runs, which may be rolled back, its caller must not write.
   */
  inTurn<T>(body: () => T | Promise<T>): Promise<T> {
    const mine = this.#turn.then(body);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  log(level: string, text: string): void {
    this.logLines.push(`[${level}] ${text}`);
    this.core.options.onLog?.({ path: this.path, text: `[${level}] ${text}` });
  }

  /** @throws in actions, which have no database */
  get tx(): Transaction {
    if (this.transaction === null) throw new Error("Actions have no access to the database.");
    return this.transaction;
  }
}
