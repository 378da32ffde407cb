import rateLimiter from "@convex-dev/rate-limiter/test";
import { convexTest, type TestConvex } from "convex-test";
import { vi } from "vitest";
import schema from "../../../convex/schema";

/** The backend under test, on Convex's own in-memory implementation. */
export type Backend = TestConvex<typeof schema>;

const modules = import.meta.glob("../../../convex/**/*.*s");

export const WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
export const API_URL = "https://clerk.test";

/** A time to start from; tests move on from it by hand. */
export const START = Date.UTC(2026, 0, 15, 12);

/** A fresh backend, configured, with the clock stopped at START. */
export function startBackend(): Backend {
  vi.useFakeTimers({ now: START });
  vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", WEBHOOK_SECRET);
  vi.stubEnv("CLERK_SECRET_KEY", "sk_test_secret");
  vi.stubEnv("CLERK_API_URL", API_URL);
  vi.stubEnv("CLERK_JWT_ISSUER_DOMAIN", "https://clerk.test");
  const t = convexTest({ schema, modules });
  rateLimiter.register(t);
  return t;
}

/** Puts back what `startBackend` changed; for `afterEach`. */
export function stopBackend(): void {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
}

/** Moves the clock on by `ms`, running what is scheduled on the way, and what that schedules. */
export async function pass(t: Backend, ms = 0): Promise<void> {
  let arrived = false;
  setTimeout(() => (arrived = true), ms);
  while (!arrived) {
    vi.advanceTimersToNextTimer();
    await t.finishInProgressScheduledFunctions();
  }
  await settle(t);
}

/** Longer than any chain of jobs that follow each other at once. */
const MAX_CHAIN = 20;

/** Runs what is due now. */
async function settle(t: Backend): Promise<void> {
  for (let link = 0; link < MAX_CHAIN; link++) {
    vi.advanceTimersByTime(0);
    await t.finishInProgressScheduledFunctions();
  }
}

/** As when the deployment loses what was scheduled. */
export async function loseJobs(t: Backend): Promise<void> {
  await t.run(async (ctx) => {
    for (const { _id, state } of await ctx.db.system.query("_scheduled_functions").collect()) {
      if (state.kind === "pending") await ctx.scheduler.cancel(_id);
    }
  });
}

/** Somebody signed in; with a role, a member of staff. */
export function signedIn(t: Backend, subject: string, role?: "support" | "admin") {
  return t.withIdentity({ subject, issuer: "https://clerk.test", ...(role && { role }) });
}
