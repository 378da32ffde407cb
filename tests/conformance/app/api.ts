import {
  anyApi,
  componentsGeneric,
  type ApiFromModules,
  type FilterApi,
  type FunctionReference,
  type FunctionType,
} from "convex/server";
import type { ComponentApi as ActionRetrierApi } from "@convex-dev/action-retrier/_generated/component.js";
import type { ComponentApi as AggregateApi } from "@convex-dev/aggregate/_generated/component.js";
import type { ComponentApi as RateLimiterApi } from "@convex-dev/rate-limiter/_generated/component.js";
import type { ComponentApi as WorkpoolApi } from "@convex-dev/workpool/_generated/component.js";
import type * as files from "./files";
import type * as inline from "./inline";
import type * as jobs from "./jobs";
import type * as nested from "./nested";
import type * as validated from "./validated";

/** What code generation would make of the modules: references to their functions, typed. */
type Modules = ApiFromModules<{
  files: typeof files;
  inline: typeof inline;
  jobs: typeof jobs;
  nested: typeof nested;
  validated: typeof validated;
}>;

export const api = anyApi as unknown as FilterApi<
  Modules,
  FunctionReference<FunctionType, "public">
>;
export const internal = anyApi as unknown as FilterApi<
  Modules,
  FunctionReference<FunctionType, "internal">
>;

export const components = componentsGeneric() as unknown as {
  actionRetrier: ActionRetrierApi<"actionRetrier">;
  aggregate: AggregateApi<"aggregate">;
  rateLimiter: RateLimiterApi<"rateLimiter">;
  workpool: WorkpoolApi<"workpool">;
  counter: {
    public: {
      add: FunctionReference<"mutation", "internal", { by: number }, number>;
      addThenThrow: FunctionReference<"mutation", "internal", { by: number }, never>;
      total: FunctionReference<"query", "internal", Record<string, never>, number>;
      whoami: FunctionReference<"query", "internal", Record<string, never>, string | null>;
    };
  };
};
