import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, ending without a slash. */
export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(
  /[\\/]$/,
  "",
);

/** What may be made again at any time: the last browser found, and one unpacked from npm. */
export function cacheFolder(): string {
  return join(repositoryRoot, "node_modules", ".cache", "clerk-convex-sync");
}
