import { useQuery } from "convex/react";
import { useQueryStates } from "nuqs";
import { api } from "../../../convex/_generated/api";
import { useHeld } from "../lib/useHeld";
import { useMinute } from "../lib/useMinute";
import { overviewParams, type OverviewRange } from "../urls";
import type { OverviewState, OverviewViewProps } from "./Overview.view";

/**
 * Reads the overview anew every minute, and whenever something in it changes. While another range
 * is on its way the one before stays.
 */
export function useOverview(): Omit<OverviewViewProps, "links"> {
  const now = useMinute();
  const [{ range, parts }, setParams] = useQueryStates(overviewParams);
  const data = useQuery(api.dashboard.overview, { now, range });
  const held = useHeldWith(data, range);
  const overview: OverviewState =
    held === undefined ? { status: "loading" } : { status: "ready", ...held };
  return {
    overview,
    now,
    range,
    parts,
    onRange: ({ range }) => void setParams({ range }),
    onParts: ({ parts }) => void setParams({ parts }),
  };
}

/** The last answer, and the range that it is about. */
function useHeldWith<Data>(data: Data | undefined, range: OverviewRange) {
  const heldData = useHeld(data);
  const heldRange = useHeld(data === undefined ? undefined : range);
  if (heldData === undefined || heldRange === undefined) return undefined;
  return { data: heldData, range: heldRange };
}
