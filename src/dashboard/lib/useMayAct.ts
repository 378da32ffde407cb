import { useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";

/** Whether the person who looks may act; `undefined` for the moment until the server has said. */
export function useMayAct(): boolean | undefined {
  const viewer = useQuery(api.dashboard.viewer, {});
  return viewer && viewer.role === "admin";
}
