import { build } from "esbuild";
import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import type { AppDescription } from "./describeApp";

/**
 * The packages that the modules of an app and its components import, as Vite's
 * `optimizeDeps.include` names them: a component's own packages are written
 * `component > package`, since it may have other versions than the app. `convex` is a peer of
 * every component, so all share the app's.
 */
export async function packagesOf(app: AppDescription): Promise<string[]> {
  const own = await importedPackages(app.modules.map((module) => module.file));
  const owner = owningPackages(app.dir);
  const children = await Promise.all(Object.values(app.children).map(packagesOf));
  const named = own.map((name) =>
    name.startsWith("convex/") ? name : [...owner, name].join(" > "),
  );
  return [...new Set([...named, ...children.flat()])];
}

async function importedPackages(files: readonly string[]): Promise<string[]> {
  const bundle = await build({
    entryPoints: [...files],
    bundle: true,
    write: false,
    metafile: true,
    // Nothing is written; a folder is asked for because there are several outputs.
    outdir: dirname(files[0] ?? "."),
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const imports = Object.values(bundle.metafile.outputs).flatMap((output) => output.imports);
  return imports.filter((one) => one.external && !isBuiltin(one.path)).map((one) => one.path);
}

/** `…/node_modules/a/node_modules/@b/c/dist` lies in package `@b/c`, which lies in package `a`. */
function owningPackages(dir: string): string[] {
  const [, ...inPackages] = dir.split(/[\\/]node_modules[\\/]/);
  return inPackages.map((path) => {
    const [first = "", second = ""] = path.split(/[\\/]/);
    return first.startsWith("@") ? `${first}/${second}` : first;
  });
}
