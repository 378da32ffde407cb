import { useMemo, useState } from "react";
import type { ListState } from "../lib/listState";
import { useStable } from "../lib/useStable";
import type { EventRow } from "../types";
import type { Tail } from "./Events.view";
import { holdBack, newestIn } from "./holdBack";

type Hold = { at: number; state: Exclude<Tail["state"], "live"> };

/** The list as it comes, or as it stood when it was paused or scrolled. */
export function useTail(live: ListState<EventRow>) {
  const [hold, setHold] = useState<Hold | null>(null);
  const { list, heldBack } = useMemo(() => holdBack(live, hold?.at ?? null), [live, hold]);
  const state = hold?.state ?? "live";
  const tail = useMemo((): Tail => ({ state, heldBack }), [state, heldBack]);
  return {
    list,
    tail,
    onPause: useStable(() => setHold({ at: newestIn(list), state: "paused" })),
    onResume: useStable(() => setHold(null)),
    onAway: useStable(({ away }: { away: boolean }) => {
      if (away && hold === null) setHold({ at: newestIn(list), state: "scrolled" });
      if (!away && hold?.state === "scrolled") setHold(null);
    }),
  };
}
