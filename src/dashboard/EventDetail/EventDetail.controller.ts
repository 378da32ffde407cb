import { useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import type { EventState } from "./EventDetail.view";

/** Reads one event, live. */
export function useEventDetail(svixId: string): EventState {
  const data = useQuery(api.dashboard.getEvent, { svix_id: svixId });
  if (data === undefined) return { status: "loading" };
  if (data === null) return { status: "unknown", svixId };
  return { status: "ready", data };
}
