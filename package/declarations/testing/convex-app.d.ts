/** Served by the plugin of `clerk-convex-sync/testing/vite`: the functions of an app's `convex/`. */
declare module "virtual:convex-app" {
  export const app: import("clerk-convex-sync/testing").SandboxOptions["app"];
}
