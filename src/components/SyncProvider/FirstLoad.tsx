import { useConvexAuth, useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import { useUser } from "../../clerk";
import { useFirstLoad } from "../../sync/useFirstLoad";

/** Sees to it that whoever is signed in has a row in Convex. Renders nothing. */
export function FirstLoad() {
  const { user } = useUser();
  const { isAuthenticated } = useConvexAuth();
  // Shared with every component that shows the profile, which is then there at once.
  const profile = useQuery(api.users.current, isAuthenticated ? {} : "skip");
  useFirstLoad(isAuthenticated && profile === null && user ? user.id : null);
  return null;
}
