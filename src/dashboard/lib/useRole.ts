import { useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { api } from "../../../convex/_generated/api";

/** What the person who looks may do: `support` reads, `admin` also acts. */
export type Role = FunctionReturnType<typeof api.dashboard.viewer>["role"];

/** The role of whoever is signed in; `undefined` until the server has said. */
export function useRole(): Role | undefined {
  return useQuery(api.dashboard.viewer, {})?.role;
}
