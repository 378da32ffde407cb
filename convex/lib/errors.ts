import { ConvexError } from "convex/values";
import { isObject } from "../model/json";
import { redactMessage } from "../model/redact";
import type { Role } from "../model/roles";
import type { EventError } from "../validators";

/** The errors that callers can handle: `code` to branch on, `message` to show. */
export type ErrorData = { message: string } & (
  | { code: "not_signed_in" }
  | { code: "not_permitted"; needs: Role }
  | { code: "no_profile" }
  | { code: "invalid_field"; field: string }
  | { code: "rate_limited"; retry_after_ms: number }
  | { code: "unknown_operation" }
  | { code: "unknown_event" }
  | { code: "not_replayable" }
  | { code: "empty_filter" }
  | { code: "unknown_job" }
  | { code: "already_running"; job_id: string }
  | { code: "already_running"; run_id: string }
  | { code: "unknown_run" }
  | { code: "too_many"; limit: number }
);

export function refuse(data: ErrorData): never {
  throw new ConvexError(data);
}

/** What was thrown, as rows keep it: a stable kind (or code), and words without secrets. */
export function describeThrown(thrown: unknown): EventError {
  if (thrown instanceof ConvexError && isObject(thrown.data)) {
    const { code, kind = code, message } = thrown.data;
    if (typeof kind === "string" && typeof message === "string") return { kind, message };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "exception", message: redactMessage(message) };
}
