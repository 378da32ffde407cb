import { planSave, type CurrentValues, type SaveField, type Wanted } from "./changes";
import { runPicturePart, runProfilePart, type Listener } from "./parts";
import type { SavePorts } from "./ports";
import {
  IDLE,
  next,
  resultOf,
  type SaveEvent,
  type SaveResult,
  type SaveState,
  type SideName,
} from "./save.machine";

export interface SaveRequest {
  /** The profile as Convex has it now. */
  current: CurrentValues & {
    /** Of the app's own file of the picture that is shown, in hex. */
    avatar_sha256: string | null;
  };
  wanted: Wanted;
  /** Cancels the sending of the picture. What a side has by then it keeps, and the result says so. */
  signal?: AbortSignal | undefined;
}

/** Of a save that nobody can cancel. */
const NEVER = new AbortController().signal;

/** An operation that is about to begin. */
interface Operation {
  operationId: string;
  fields: readonly SaveField[];
  completes: boolean;
  skips: readonly SideName[];
  run: (listener: Listener) => Promise<void>;
}

/**
 * Runs one save. Both sides start in this tick (a picture once it has been read) and each is heard
 * for itself, so that a failure of one never hides the other. Resolves when both are known, which
 * for Convex is not before it can be reached; never rejects.
 */
export async function runSave(
  { current, wanted, signal = NEVER }: SaveRequest,
  ports: SavePorts,
  publish: (state: SaveState) => void,
): Promise<SaveResult> {
  let state = IDLE;
  const tell = (event: SaveEvent) => {
    state = next(state, event);
    publish(state);
  };
  const listenerOf = (operationId: string): Listener => ({
    hear: (from, side) => tell({ type: "heard", operationId, from, side }),
    sent: (share) => tell({ type: "sent", operationId, share }),
  });

  const operations = operationsOf({ current, wanted, signal }, ports);
  tell({ type: "started", parts: operations });
  const running = operations.map(({ operationId, run }) => run(listenerOf(operationId)));
  const unwatch = ports.watchConnection((connected) => tell({ type: "connection", connected }));
  await Promise.all(running);
  unwatch();
  // All have been heard, so that it is settled.
  return state.status === "settled" ? state.result : resultOf([]);
}

function operationsOf(
  { current, wanted, signal }: Required<SaveRequest> & { signal: AbortSignal },
  ports: SavePorts,
): Operation[] {
  const plan = planSave(current, wanted);
  if (!plan.ok) {
    const { code, field, message } = plan;
    const refuse = async ({ hear }: Listener) =>
      hear("convex", { status: "refused", code, message, field });
    const fields = field ? [field] : [];
    return [
      { operationId: newOperationId(), fields, completes: false, skips: ["clerk"], run: refuse },
    ];
  }
  const operations: Operation[] = [];
  const { profile, picture } = plan;
  if (profile !== null) {
    const operationId = newOperationId();
    operations.push({
      operationId,
      fields: profile.fields,
      completes: profile.onboarding?.kind === "completed",
      skips: profile.clerk === null ? ["clerk"] : [],
      run: (listener) => runProfilePart(operationId, profile, ports, listener),
    });
  }
  if (picture !== null) {
    const operationId = newOperationId();
    const change = { file: picture.file, currentSha256: current.avatar_sha256, signal };
    operations.push({
      operationId,
      fields: ["image_url"],
      completes: false,
      skips: [],
      run: (listener) => runPicturePart(operationId, change, ports, listener),
    });
  }
  return operations;
}

/** Names an operation for good, so that Convex takes it once however often it is sent. */
function newOperationId(): string {
  return crypto.randomUUID();
}
