import { useMutation } from "convex/react";
import { useEffect, useState } from "react";
import { api } from "../../convex/_generated/api";
import { ensureRow, type FirstLoad } from "./firstLoad";

/**
 * Sees to it that a signed-in person has a row, without anyone pressing a button.
 *
 * @param personId whose row is missing; null while none is
 */
export function useFirstLoad(personId: string | null): FirstLoad & { retry: () => void } {
  const ensureUser = useMutation(api.users.ensureUser);
  const [attempt, setAttempt] = useState(0);
  // Remembered with what it is about, so that another person never sees it.
  const [ended, setEnded] = useState<{ about: string; load: FirstLoad } | null>(null);
  const about = personId === null ? null : `${personId} ${attempt}`;

  useEffect(() => {
    if (about === null) return;
    const gone = new AbortController();
    const wait = (ms: number) => pause(ms, gone.signal);
    ensureRow({ ensureUser: () => ensureUser({}), wait }).then(
      (load) => {
        if (load !== null && !gone.signal.aborted) setEnded({ about, load });
      },
      () => {}, // Gone: the wait has been broken off.
    );
    return () => gone.abort();
  }, [about, ensureUser]);

  const load = ended !== null && ended.about === about ? ended.load : { status: "asking" as const };
  return { ...load, retry: () => setAttempt((count) => count + 1) };
}

/** Resolves after so many ms; rejects once `signal` says so. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("Nobody waits any longer.", "AbortError"));
    });
  });
}
