import type { ProfileChanges } from "../../convex/model/fields";
import { asClerkFailure } from "../clerk";
import { asSaveField, planSave, type ClerkUserUpdate, type CurrentValues } from "./changes";
import { asConvexRefusal } from "./convexFailure";
import {
  IDLE,
  next,
  resultOf,
  type SaveEvent,
  type SaveResult,
  type SaveState,
  type Side,
  type SideName,
} from "./save.machine";

/** How Clerk's side ended, as `users.settleProfileWrite` takes it. */
export type ClerkReport =
  | { status: "done"; updated_at?: number }
  | { status: "refused"; code: string; message: string; field: string | null }
  | { status: "unreachable"; message: string; retry_after_ms?: number };

/** The three calls of a save. Each may throw; none is made twice. */
export interface SavePorts {
  /** `users.updateProfile`, with its optimistic update. */
  updateProfile: (args: { operation_id: string; changes: ProfileChanges }) => Promise<unknown>;
  /** Clerk's `user.update()`; answers with the user's new update time in ms. */
  updateClerkUser: (update: ClerkUserUpdate) => Promise<{ updatedAt: number | null }>;
  /** `users.settleProfileWrite`; answers with the fields that it put back. */
  settleProfileWrite: (args: {
    operation_id: string;
    clerk: ClerkReport;
  }) => Promise<{ undone: readonly string[] }>;
}

export interface SaveRequest {
  /** Names the save for good, in Convex and in the dashboard. */
  operationId: string;
  current: CurrentValues;
  wanted: ProfileChanges;
}

const SKIPPED: Side = { status: "skipped" };

/**
 * Runs one save. Both sides start in this tick and each is heard for itself, so that a failure of
 * one never hides the other. Resolves when both are known; never rejects.
 */
export async function runSave(
  { operationId, current, wanted }: SaveRequest,
  ports: SavePorts,
  publish: (state: SaveState) => void,
): Promise<SaveResult> {
  let state = IDLE;
  const tell = (event: SaveEvent) => {
    state = next(state, event);
    publish(state);
  };
  const hear = (from: SideName, side: Side) => tell({ type: "heard", operationId, from, side });

  const plan = planSave(current, wanted);
  if (!plan.ok) {
    const { field, message } = plan;
    const fields = field ? [field] : [];
    const refusal: Side = { status: "refused", code: "invalid_field", message, field };
    tell({ type: "started", operationId, fields, skips: ["clerk"] });
    hear("convex", refusal);
    return resultOf(fields, refusal, SKIPPED);
  }

  const { fields, changes, clerk: update } = plan;
  if (fields.length === 0) {
    tell({ type: "started", operationId, fields, skips: ["convex", "clerk"] });
    return resultOf(fields, SKIPPED, SKIPPED);
  }

  tell({ type: "started", operationId, fields, skips: update === null ? ["clerk"] : [] });
  const [convex, clerk] = await Promise.all([
    writeConvex(ports, operationId, changes).then((side) => {
      hear("convex", side);
      return side;
    }),
    update &&
      writeClerk(ports, update).then((written) => {
        hear("clerk", written.side);
        return written;
      }),
  ]);

  if (clerk !== null && convex.status === "done") {
    // Not waited for, and no matter if it fails: a check that the server has scheduled then asks
    // Clerk itself, and finishes or undoes the save.
    void ports.settleProfileWrite({ operation_id: operationId, clerk: clerk.report }).then(
      ({ undone }) => {
        const fields = undone.map(asSaveField).filter((field) => field !== null);
        tell({ type: "reported", operationId, undone: fields });
      },
      () => {},
    );
  }
  return resultOf(fields, convex, clerk?.side ?? SKIPPED);
}

async function writeConvex(
  ports: SavePorts,
  operationId: string,
  changes: ProfileChanges,
): Promise<Side> {
  try {
    await ports.updateProfile({ operation_id: operationId, changes });
    return { status: "done" };
  } catch (error) {
    return asConvexRefusal(error);
  }
}

/** How it ended: for the person who saved, and for Convex. */
async function writeClerk(
  ports: SavePorts,
  update: ClerkUserUpdate,
): Promise<{ side: Side; report: ClerkReport }> {
  try {
    const { updatedAt } = await ports.updateClerkUser(update);
    return {
      side: { status: "done" },
      report: { status: "done", ...(updatedAt !== null && { updated_at: updatedAt }) },
    };
  } catch (error) {
    const failure = asClerkFailure(error);
    if (failure.kind === "refused") {
      const { code, message } = failure;
      const field = asSaveField(failure.param);
      const refusal = { status: "refused", code, message, field } as const;
      return { side: refusal, report: refusal };
    }
    const { message, retryAfterMs } = failure;
    return {
      side: { status: "unreachable", message, retryAfterMs },
      report: {
        status: "unreachable",
        message,
        ...(retryAfterMs !== null && { retry_after_ms: retryAfterMs }),
      },
    };
  }
}
