import { anyApi } from "convex/server";
import type { ApiFromModules, FilterApi, FunctionReference, FunctionType } from "convex/server";
import type * as dashboard from "../convex/dashboard";
import type * as inbox from "../convex/inbox";
import type * as reconcile from "../convex/reconcile";
import type * as users from "../convex/users";

/*
 * Stands in for convex/_generated/api in the package. `clerk-convex-sync init` puts the backend into
 * the folder `clerkSync` of an app's `convex/`, so what is `users:current` here is
 * `clerkSync/users:current` there. See docs/decisions/050.
 */
type Modules = ApiFromModules<{
  dashboard: typeof dashboard;
  inbox: typeof inbox;
  reconcile: typeof reconcile;
  users: typeof users;
}>;

const { clerkSync } = anyApi;

/** What the components call of an app's Convex. */
// `anyApi` answers to any path; that there is such a function is for `init` to see to.
export const api = clerkSync as unknown as FilterApi<
  Modules,
  FunctionReference<FunctionType, "public">
>;
