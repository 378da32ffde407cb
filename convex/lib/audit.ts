import type { Infer } from "convex/values";
import { v } from "convex/values";
import type { MutationCtx } from "../_generated/server";

/** What staff did: written in the same transaction as the deed, so that neither is without the other. */

export const AUDIT_ACTIONS = [
  "replay",
  "replay_many",
  "cancel_replay",
  "scan_start",
  "scan_cancel",
  "resolve",
  "resolve_many",
  "cancel_resolve",
  "undo_resolve",
  "undo_many",
  "cancel_undo",
  "reveal_email",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Plain facts about the deed; never an address or a secret. */
export const vAuditDetail = v.record(
  v.string(),
  v.union(v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())),
);

/**
 * @param subject whom or what it was done to: an `externalId`, an `svix_id`, the id of a run or job
 */
export async function audit(
  ctx: MutationCtx,
  deed: {
    actor: string;
    action: AuditAction;
    subject: string | null;
    detail?: Infer<typeof vAuditDetail>;
  },
): Promise<void> {
  const { actor, action, subject, detail = {} } = deed;
  await ctx.db.insert("auditLog", { actor, action, subject, detail, at: Date.now() });
}
