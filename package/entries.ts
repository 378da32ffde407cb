import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** What an app may import from the package: the path after its name, and the module behind it. */
export const ENTRIES = absolute({
  components: "src/components/index.ts",
  sync: "src/sync/index.ts",
  dashboard: "src/dashboard/index.ts",
  testing: "testing/index.ts",
});

/** The same for what runs under Node, in an app's Vite configuration. */
export const NODE_ENTRIES = absolute({ "testing/vite": "sandbox/convex/load/vitePlugin.ts" });

/** The command `clerk-convex-sync`. */
export const COMMANDS = absolute({ "cli/main": "cli/main.ts" });

/** Whether an import is of a package, which is found in the app and not built in. */
export function isPackage(id: string): boolean {
  return !/^[./#\0]/.test(id) && !id.startsWith(root);
}

/**
 * Of some packages a little is built in: their styles, which go into our one file, and the errors
 * that clerk-js throws, for fakes to throw. An app should not have to install those packages.
 */
export function isBuiltIn(id: string): boolean {
  return id.endsWith(".css") || id === "@clerk/shared/error";
}

function absolute(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, path]) => [name, join(root, path)]),
  );
}
