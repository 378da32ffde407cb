import { ConvexError } from "convex/values";
import { asClerkFailure } from "../clerk";
import { asSaveField, type SaveField } from "./changes";
import type { ClerkReport, ClerkUserAfter, Written } from "./ports";
import type { Side } from "./save.machine";

/** Calls to the two sides, whose every end is an answer: nothing here throws. */

/** The server asks Clerk itself 30 s after it has got a save; by then the browser has spoken. */
const ANSWER_PATIENCE_MS = 20_000;
/** For as long as a large picture may take on a slow line. */
export const PICTURE_PATIENCE_MS = 5 * 60_000;
/** Whoever cancels wants to be let go, and still to hear what Clerk has got. */
const CANCELLED_PATIENCE_MS = 4_000;

export const SKIPPED: Side = { status: "skipped" };
export const CANCELLED: Side = { status: "cancelled" };

export interface ConvexAnswer {
  side: Side;
  /** Whether there is an operation now to which Clerk's side can be reported. */
  awaitsReport: boolean;
}

export interface ClerkAnswer {
  side: Side;
  /** The same for Convex, with what only Convex wants to know. */
  report: ClerkReport;
}

/** Which field of an operation a side complains about, given the name that the side uses. */
export type FieldOf = (name: string | null) => SaveField | null;

/** Makes Convex's call of an operation. */
export async function askConvex(
  call: () => Promise<Written>,
  fieldOf: FieldOf = asSaveField,
): Promise<ConvexAnswer> {
  try {
    const { changed } = await call();
    return { side: { status: "done" }, awaitsReport: changed.length > 0 };
  } catch (error) {
    return { side: asConvexRefusal(error, fieldOf), awaitsReport: false };
  }
}

export interface AskClerkOptions {
  fieldOf?: FieldOf;
  patienceMs?: number;
  /** Shortens the patience. The call itself cannot be taken back. */
  signal?: AbortSignal;
}

/** Makes Clerk's call of an operation. No answer in good time is none at all. */
export async function askClerk(
  call: () => Promise<ClerkUserAfter>,
  { fieldOf = asSaveField, patienceMs = ANSWER_PATIENCE_MS, signal }: AskClerkOptions = {},
): Promise<ClerkAnswer> {
  const patience = beginPatience(patienceMs, signal);
  try {
    const { updatedAt, imageUrl } = await Promise.race([call(), patience.over]);
    return {
      side: { status: "done" },
      report: {
        status: "done",
        ...(updatedAt !== null && { updated_at: updatedAt }),
        ...(imageUrl !== null && { image_url: imageUrl }),
      },
    };
  } catch (error) {
    const failure = asClerkFailure(error);
    if (failure.kind === "refused") {
      const { code, message, param } = failure;
      const refusal = { status: "refused", code, message, field: fieldOf(param) } as const;
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
  } finally {
    patience.end();
  }
}

/** `over` rejects when there has been no answer for too long. */
function beginPatience(ms: number, signal: AbortSignal | undefined) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shorten = () => {};
  const over = new Promise<never>((_, reject) => {
    const wait = (forMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new Error("Clerk did not answer.")), forMs);
    };
    shorten = () => wait(CANCELLED_PATIENCE_MS);
    wait(ms);
    signal?.addEventListener("abort", shorten);
  });
  return {
    over,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", shorten);
    },
  };
}

/**
 * Reads what a Convex mutation threw. Convex's client keeps a mutation and sends it again until
 * there is an answer, so whatever is thrown is one: the mutation ran and left nothing behind.
 */
export function asConvexRefusal(
  error: unknown,
  fieldOf: FieldOf = asSaveField,
): Extract<Side, { status: "refused" }> {
  const data: unknown = error instanceof ConvexError ? error.data : null;
  const { code, message, field } = isRecord(data) ? data : {};
  return {
    status: "refused",
    code: typeof code === "string" ? code : "server_error",
    message: typeof message === "string" ? message : "The app's server could not save this.",
    field: fieldOf(typeof field === "string" ? field : null),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
