import { useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import { useHeld } from "../lib/useHeld";
import { useMinute } from "../lib/useMinute";
import type { OverviewState } from "./Overview.view";

/** Reads the overview anew every minute, and whenever something in it changes. */
export function useOverview(): { overview: OverviewState; now: number } {
  const now = useMinute();
  const data = useHeld(useQuery(api.dashboard.overview, { now }));
  return { overview: data === undefined ? { status: "loading" } : { status: "ready", data }, now };
}
