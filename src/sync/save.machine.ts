import { FIELDS } from "../../convex/model/fields";
import type { SaveField } from "./changes";

/**
 * One save, as a pure machine: what has been heard of its two sides, and what that makes of it.
 * It neither waits nor calls; save.ts does, and tells it what happened.
 *
 * A save has a part for each call to Clerk that it takes, at most two: what `user.update()`
 * carries, and the picture. Each part is an operation of its own in Convex, with its own end, so
 * that a refused picture never hides what became of a name.
 */

export type SideName = "convex" | "clerk";

/** How a save, or a part of it, ended on one side. */
export type Side =
  /** It had no part in it, or was left out because the other side had refused already. */
  | { status: "skipped" }
  | { status: "done" }
  /** The person ended it before this side had it. */
  | { status: "cancelled" }
  /** It said no; `field` is the one it complained about, when it named one of the save's. */
  | { status: "refused"; code: string; message: string; field: SaveField | null }
  /** No answer. Where Convex has the save, the server goes on asking Clerk, or undoes it. */
  | { status: "unreachable"; message: string; retryAfterMs: number | null };

/** One operation of a save: one call to Clerk, and Convex's half of the same change. */
export interface Part {
  /** Names it for good, in Convex and in the dashboard. */
  operationId: string;
  fields: readonly SaveField[];
  /** Whether it ends the onboarding. */
  completes: boolean;
  /** null: nothing heard yet. */
  convex: Side | null;
  clerk: Side | null;
}

/** A part that has been heard of from both sides. */
export type SettledPart = Omit<Part, SideName> & Record<SideName, Side>;

export interface FieldError {
  side: SideName;
  code: string;
  message: string;
}

export interface SaveResult {
  /** `partly_saved`: one side has it, or some of the fields stand and others do not. */
  outcome: "saved" | "partly_saved" | "failed";
  /** Each side's gravest end; `fieldErrors` and `lost` tell the parts from each other. */
  convex: Side;
  clerk: Side;
  /** A refusal, at the field it is about; the picture's is at `image_url`. */
  fieldErrors: Partial<Record<SaveField, FieldError>>;
  /** Fields whose new value stands nowhere and is on its way nowhere. */
  lost: SaveField[];
}

export interface RunningSave {
  /**
   * `waiting`: all that is missing is Convex, which cannot be reached now. Convex's client keeps
   * its half and sends it once it can, for as long as the page is open: nothing to spin for.
   */
  status: "saving" | "waiting";
  parts: readonly Part[];
  /** Whether Convex can be reached. */
  connected: boolean;
  /** How much of the picture has been sent to Convex, from 0 to 1; null when none is being sent. */
  upload: number | null;
}

export interface SettledSave {
  status: "settled";
  parts: readonly SettledPart[];
  result: SaveResult;
}

export type SaveState = { status: "idle" } | RunningSave | SettledSave;

export type SaveEvent =
  | {
      type: "started";
      parts: readonly {
        operationId: string;
        fields: readonly SaveField[];
        completes: boolean;
        /** The sides that have no part in it. */
        skips: readonly SideName[];
      }[];
    }
  | { type: "heard"; operationId: string; from: SideName; side: Side }
  | { type: "sent"; operationId: string; share: number }
  | { type: "connection"; connected: boolean }
  | { type: "dismissed" };

export const IDLE: SaveState = { status: "idle" };
const SKIPPED: Side = { status: "skipped" };

/**
 * The state after an event. The order in which sides and parts are heard makes no difference; what
 * is heard of any but the current save, or twice, changes nothing.
 */
export function next(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case "started": {
      const parts = event.parts.map(({ operationId, fields, completes, skips }) => ({
        operationId,
        fields,
        completes,
        convex: skips.includes("convex") ? SKIPPED : null,
        clerk: skips.includes("clerk") ? SKIPPED : null,
      }));
      return advance({ status: "saving", parts, connected: true, upload: null });
    }
    case "heard": {
      if (!isRunning(state)) return state;
      const part = state.parts.find(({ operationId }) => operationId === event.operationId);
      if (part === undefined || part[event.from] !== null) return state;
      const heard = { ...part, [event.from]: event.side };
      const parts = state.parts.map((other) => (other === part ? heard : other));
      const isUploaded = event.from === "convex" && part.fields.includes("image_url");
      return advance({ ...state, parts, upload: isUploaded ? null : state.upload });
    }
    case "sent": {
      if (!isRunning(state)) return state;
      const part = state.parts.find(({ operationId }) => operationId === event.operationId);
      return part?.convex === null ? { ...state, upload: event.share } : state;
    }
    case "connection":
      if (!isRunning(state) || state.connected === event.connected) return state;
      return advance({ ...state, connected: event.connected });
    case "dismissed":
      return state.status === "settled" ? IDLE : state;
  }
}

/** Whether a save is under way: a side of it has still to be heard. */
export function isRunning(state: SaveState): state is RunningSave {
  return state.status === "saving" || state.status === "waiting";
}

/** Whether a running save has been cancelled, and is only waiting to hear what Clerk has of it. */
export function isCancelling({ parts }: RunningSave): boolean {
  return parts.some(({ convex, clerk }) => convex?.status === "cancelled" && clerk === null);
}

/** What settled parts make of a save. */
export function resultOf(parts: readonly SettledPart[]): SaveResult {
  const fields = parts.flatMap((part) => part.fields);
  const lost = parts.flatMap((part) => part.fields.filter((field) => !willStand(field, part)));
  const convex = gravest(parts.map((part) => part.convex));
  const clerk = gravest(parts.map((part) => part.clerk));
  const isWell = [convex, clerk].every(({ status }) => status === "done" || status === "skipped");
  return {
    outcome: isWell ? "saved" : lost.length === fields.length ? "failed" : "partly_saved",
    convex,
    clerk,
    fieldErrors: {
      ...errorsOf("convex", parts),
      // Last, so that it wins: of its own fields Clerk is the judge.
      ...errorsOf("clerk", parts),
    },
    lost,
  };
}

/** Which picture Clerk shows after its sending was cancelled: Clerk's call cannot be taken back. */
export function clerkPictureAfter({ status }: Side): "old" | "new" | "unknown" {
  if (status === "done") return "new";
  return status === "unreachable" ? "unknown" : "old";
}

function advance(state: RunningSave): SaveState {
  const { parts } = state;
  if (parts.every(isSettled)) return { status: "settled", parts, result: resultOf(parts) };
  const waitsForConvexAlone = parts.every(({ clerk }) => clerk !== null);
  return { ...state, status: waitsForConvexAlone && !state.connected ? "waiting" : "saving" };
}

function isSettled(part: Part): part is SettledPart {
  return part.convex !== null && part.clerk !== null;
}

/** Whether a field's new value stands on both sides, or will without anyone saving again. */
function willStand(field: SaveField, { convex, clerk, completes }: SettledPart): boolean {
  // It stood there before: neither side had anything to do.
  if (convex.status === "skipped" && clerk.status === "skipped") return true;
  // Whoever finishes with a name that Clerk refuses has not finished.
  if (field === "onboarding" && completes && clerk.status === "refused") return false;
  if (FIELDS[field].owner === "convex") return convex.status === "done";
  // Clerk has it: where Convex does not, Clerk's event brings it there.
  if (clerk.status === "done") return true;
  // Convex has it and keeps at Clerk. A refusal, though, takes it back from Convex too.
  return convex.status === "done" && clerk.status === "unreachable";
}

const FROM_CALM_TO_GRAVE = ["skipped", "done", "cancelled", "unreachable", "refused"];

function gravest(sides: readonly Side[]): Side {
  const gravity = ({ status }: Side) => FROM_CALM_TO_GRAVE.indexOf(status);
  return sides.reduce((worst, side) => (gravity(side) > gravity(worst) ? side : worst), SKIPPED);
}

function errorsOf(name: SideName, parts: readonly SettledPart[]): SaveResult["fieldErrors"] {
  const errors: SaveResult["fieldErrors"] = {};
  for (const { [name]: side } of parts) {
    if (side.status !== "refused" || side.field === null) continue;
    errors[side.field] = { side: name, code: side.code, message: side.message };
  }
  return errors;
}
