import type { ConvexReactClient } from "convex/react";
import { api } from "../../../convex/_generated/api";

/** Longer than that nobody looks at a field. */
const PATIENCE_MS = 6_000;

/**
 * Asks Convex about a username once, and lets go of the question when `signal` says so. Rejects
 * when there is no answer in time, as without a connection.
 */
export function askConvexWhetherFree(
  convex: ConvexReactClient,
  username: string,
  signal: AbortSignal,
): Promise<boolean> {
  const watch = convex.watchQuery(api.users.isUsernameFree, { username });
  const enough = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  return new Promise<boolean>((resolve, reject) => {
    const look = () => {
      try {
        const isFree = watch.localQueryResult();
        if (isFree !== undefined) resolve(isFree);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const stop = watch.onUpdate(look);
    enough.addEventListener("abort", () => {
      stop();
      reject(new Error("No answer."));
    });
    look();
  });
}
