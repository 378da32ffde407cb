import { useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import type { PersonState } from "./PersonDetail.view";

/** Reads one person, live. */
export function usePersonDetail(externalId: string): PersonState {
  const data = useQuery(api.dashboard.getUser, { externalId });
  if (data === undefined) return { status: "loading" };
  if (data === null) return { status: "unknown", externalId };
  return { status: "ready", data };
}
