import { MINUTE, RateLimiter } from "@convex-dev/rate-limiter";
import { components } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { refuse } from "./errors";

/**
 * Clerk lets one user be changed 10 times in 10 s. People need far less; a loop in a client
 * should stop here, before it uses up Clerk's allowance.
 */
const rateLimiter = new RateLimiter(components.rateLimiter, {
  saveProfile: { kind: "token bucket", rate: 20, period: MINUTE, capacity: 10 },
});

/** Counts one save of this person; refuses with `rate_limited` when there were too many. */
export async function limitSaves(ctx: MutationCtx, externalId: string): Promise<void> {
  const { ok, retryAfter } = await rateLimiter.limit(ctx, "saveProfile", { key: externalId });
  if (ok) return;
  const seconds = Math.ceil(retryAfter / 1000);
  refuse({
    code: "rate_limited",
    retry_after_ms: Math.ceil(retryAfter),
    message: `That was many saves in a short time. Try again in ${seconds} s.`,
  });
}
