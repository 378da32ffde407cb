/** Served by `convexAppPlugin`: the app of a `convex/` folder, its modules loaded when first used. */
declare module "virtual:convex-app" {
  import type { ComponentModules } from "../types";
  export const app: ComponentModules;
}
