/** Served by `convexAppPlugin`: the app of a `convex/` folder, its modules loaded when first used. */
declare module "virtual:convex-app" {
  // An import statement with a relative path would not be resolved in here.
  export const app: import("../types").ComponentModules;
}
