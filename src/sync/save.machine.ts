import { FIELDS } from "../../convex/model/fields";
import type { SaveField } from "./changes";

/**
 * One save, as a pure machine: what has been heard of its two sides, and what that makes of it.
 * It neither waits nor calls; save.ts does, and tells it what happened.
 */

export type SideName = "convex" | "clerk";

/** How a save ended on one side. */
export type Side =
  /** It had no part in this save. */
  | { status: "skipped" }
  | { status: "done" }
  /** It said no; `field` is the one it complained about, when it named one of the save's. */
  | { status: "refused"; code: string; message: string; field: SaveField | null }
  /** No answer. Once Convex has the save, the server asks Clerk again, and finishes or undoes it. */
  | { status: "unreachable"; message: string; retryAfterMs: number | null };

export interface FieldError {
  side: SideName;
  code: string;
  message: string;
}

export interface SaveResult {
  /** `partly_saved`: one side has it, or some of the fields stand and others do not. */
  outcome: "saved" | "partly_saved" | "failed";
  convex: Side;
  clerk: Side;
  /** A refusal, at the field it is about. */
  fieldErrors: Partial<Record<SaveField, FieldError>>;
  /** Fields whose new value stands nowhere and is on its way nowhere. */
  lost: SaveField[];
}

interface Running {
  status: "saving";
  operationId: string;
  fields: readonly SaveField[];
  /** null: nothing heard yet. */
  convex: Side | null;
  clerk: Side | null;
}

export type SaveState =
  | { status: "idle" }
  | Running
  | {
      status: "settled";
      operationId: string;
      fields: readonly SaveField[];
      result: SaveResult;
      /** Fields that Convex has put back after Clerk's refusal; null until Convex says so. */
      undone: SaveField[] | null;
    };

export type SaveEvent =
  | {
      type: "started";
      operationId: string;
      fields: readonly SaveField[];
      /** The sides that have no part in it. */
      skips: readonly SideName[];
    }
  | { type: "heard"; operationId: string; from: SideName; side: Side }
  | { type: "reported"; operationId: string; undone: SaveField[] }
  | { type: "dismissed" };

export const IDLE: SaveState = { status: "idle" };

/**
 * The state after an event. The order in which the sides are heard makes no difference; what is
 * heard of any but the current save, or twice, changes nothing.
 */
export function next(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case "started":
      return settleIfBothHeard({
        status: "saving",
        operationId: event.operationId,
        fields: event.fields,
        convex: event.skips.includes("convex") ? { status: "skipped" } : null,
        clerk: event.skips.includes("clerk") ? { status: "skipped" } : null,
      });
    case "heard":
      if (state.status !== "saving" || state.operationId !== event.operationId) return state;
      if (state[event.from] !== null) return state;
      return settleIfBothHeard({ ...state, [event.from]: event.side });
    case "reported":
      if (state.status !== "settled" || state.operationId !== event.operationId) return state;
      return { ...state, undone: event.undone };
    case "dismissed":
      return state.status === "settled" ? IDLE : state;
  }
}

function settleIfBothHeard(state: Running): SaveState {
  const { operationId, fields, convex, clerk } = state;
  if (convex === null || clerk === null) return state;
  return {
    status: "settled",
    operationId,
    fields,
    result: resultOf(fields, convex, clerk),
    undone: null,
  };
}

/** What two settled sides make of a save of these fields. */
export function resultOf(fields: readonly SaveField[], convex: Side, clerk: Side): SaveResult {
  const lost = fields.filter((field) => !willStand(field, convex, clerk));
  const allWell = [convex, clerk].every(({ status }) => status === "done" || status === "skipped");
  return {
    outcome: allWell ? "saved" : lost.length === fields.length ? "failed" : "partly_saved",
    convex,
    clerk,
    fieldErrors: {
      ...errorsOf("convex", convex),
      // Last, so that it wins: of its own fields Clerk is the judge.
      ...errorsOf("clerk", clerk),
    },
    lost,
  };
}

/** Whether a field's new value stands on both sides, or will without anyone saving again. */
function willStand(field: SaveField, convex: Side, clerk: Side): boolean {
  if (FIELDS[field].owner === "convex") return convex.status === "done";
  // Clerk has it: where Convex does not, Clerk's event brings it there.
  if (clerk.status === "done") return true;
  // Convex has it and keeps at Clerk. A refusal, though, takes it back from Convex too.
  return convex.status === "done" && clerk.status === "unreachable";
}

function errorsOf(name: SideName, side: Side): SaveResult["fieldErrors"] {
  if (side.status !== "refused" || side.field === null) return {};
  return { [side.field]: { side: name, code: side.code, message: side.message } };
}
