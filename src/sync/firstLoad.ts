import { backoffMs } from "../../convex/model/backoff";
import { asConvexRefusal } from "./sides";

/** What comes of asking for the row of a signed-in person whom Convex does not know yet. */
export type FirstLoad =
  { status: "asking" } | { status: "deleted" } | { status: "failed"; message: string };

export interface FirstLoadPorts {
  /** `users.ensureUser`. */
  ensureUser: () => Promise<{ created: boolean; deleted: boolean }>;
  /** Resolves after so many ms. */
  wait: (ms: number) => Promise<void>;
}

const RETRY = { baseMs: 1_000, maxMs: 8_000 };
/** With the waits between them, about ten seconds: longer than that nobody looks at a skeleton. */
const MAX_ATTEMPTS = 4;

/**
 * Asks Convex for the row, and again a few times when that fails. Resolves with nothing once there
 * is one: the profile's own query then shows it.
 */
export async function ensureRow({
  ensureUser,
  wait,
}: FirstLoadPorts): Promise<Exclude<FirstLoad, { status: "asking" }> | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { deleted } = await ensureUser();
      return deleted ? { status: "deleted" } : null;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) {
        return { status: "failed", message: asConvexRefusal(error).message };
      }
      await wait(backoffMs(attempt, RETRY, Math.random()));
    }
  }
}
