import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";

export const convexDir = fileURLToPath(new URL("../../convex", import.meta.url));

/** The files that `npx convex deploy` takes as modules, relative to `convex/`. */
export function entryPoints(): string[] {
  return (
    readdirSync(convexDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => relative(convexDir, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith("_generated") && file !== "schema.ts")
      // Such as auth.config.ts, which deploys by another way.
      .filter((file) => file.split("/").at(-1)?.split(".").length === 2)
      .sort()
  );
}

/**
 * How Convex's own command bundles for its default runtime; see `innerEsbuild` in the source of
 * the `convex` package. Nothing of Node is there: an import of it fails the build.
 */
const AS_CONVEX_DOES = {
  absWorkingDir: convexDir,
  bundle: true,
  platform: "browser",
  target: "esnext",
  conditions: ["convex", "module"],
  write: false,
  treeShaking: true,
  minifySyntax: true,
  minifyIdentifiers: true,
  keepNames: true,
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "silent",
} as const satisfies BuildOptions;

/** All modules as they are sent to Convex. Rejects with esbuild's errors. */
export async function bundleForConvex() {
  return await build({
    ...AS_CONVEX_DOES,
    entryPoints: entryPoints(),
    format: "esm",
    splitting: true,
    outdir: "out",
    chunkNames: "_deps/[hash]",
    metafile: true,
    plugins: [asyncHooksShim],
  });
}

/** One module as a script that leaves its exports in `exported`. */
export async function bundleAsScript(file: string): Promise<string> {
  const { outputFiles } = await build({
    ...AS_CONVEX_DOES,
    entryPoints: [file],
    format: "iife",
    globalName: "exported",
    plugins: [asyncHooksShim],
  });
  const [script] = outputFiles;
  if (!script) throw new Error(`Nothing came of ${file}.`);
  return script.text;
}

/** The one module of Node's for which Convex has something of its own. */
const asyncHooksShim: Plugin = {
  name: "async-hooks-shim",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?async_hooks$/ }, ({ path }) => ({ path, namespace: "shim" }));
    onLoad({ filter: /.*/, namespace: "shim" }, () => ({
      contents: "export const { AsyncLocalStorage, AsyncResource } = globalThis;",
    }));
  },
};
