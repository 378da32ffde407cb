import { pathToFileURL } from "node:url";
import type { ComponentModules, ModuleExports } from "../types";
import { describeApp, type AppDescription } from "./describeApp";

/**
 * Loads the app in a `convex/` folder under Node. Its TypeScript is imported as it is, so the
 * process runs under `tsx` (or vitest). Modules are evaluated when first used.
 */
export async function loadAppFromDisk(convexDir: string): Promise<ComponentModules> {
  return toModules(await describeApp(convexDir));
}

function toModules({ modules, children, httpPrefix }: AppDescription): ComponentModules {
  return {
    modules: Object.fromEntries(modules.map(({ path, file }) => [path, () => importFile(file)])),
    children: Object.fromEntries(
      Object.entries(children).map(([name, child]) => [name, toModules(child)]),
    ),
    ...(httpPrefix === undefined ? {} : { httpPrefix }),
  };
}

const imported = new Map<string, Promise<ModuleExports>>();

/** A file is asked for once: under vitest each import asks its server, and each engine imports. */
function importFile(file: string): Promise<ModuleExports> {
  const known = imported.get(file);
  if (known !== undefined) return known;
  const url = pathToFileURL(file).href;
  const module = import(/* @vite-ignore */ url) as Promise<ModuleExports>;
  imported.set(file, module);
  return module;
}
