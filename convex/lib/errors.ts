import { ConvexError } from "convex/values";
import type { Role } from "../model/roles";

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
);

export function refuse(data: ErrorData): never {
  throw new ConvexError(data);
}
