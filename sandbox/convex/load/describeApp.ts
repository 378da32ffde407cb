import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readDefinition } from "./definition";
import { listModules, type ModuleFile } from "./moduleFiles";

/** A component (the app itself is the root) as it lies on disk. Plain data. */
export interface AppDescription {
  /** The component's folder, absolute. */
  readonly dir: string;
  readonly modules: readonly ModuleFile[];
  /** By the name they are installed under. */
  readonly children: Readonly<Record<string, AppDescription>>;
  /** Where the parent mounts its HTTP routes, with a slash at both ends. */
  readonly httpPrefix?: string;
}

/**
 * Describes the app in a `convex/` folder and the components it uses, nested ones included.
 *
 * @throws when the folder is missing, or when a `convex.config` cannot be evaluated.
 */
export async function describeApp(convexDir: string): Promise<AppDescription> {
  const dir = resolve(convexDir);
  const configFile = join(dir, "convex.config.ts");
  if (existsSync(configFile)) return describeComponent(configFile);
  return { dir, modules: await listModules(dir), children: {} };
}

async function describeComponent(configFile: string): Promise<AppDescription> {
  const dir = dirname(configFile);
  const [definition, modules] = await Promise.all([readDefinition(configFile), listModules(dir)]);
  const children = await Promise.all(
    definition.children.map(async ({ name, configFile, httpPrefix }) => {
      const child = await describeComponent(configFile);
      return [name, httpPrefix === undefined ? child : { ...child, httpPrefix }] as const;
    }),
  );
  return { dir, modules, children: Object.fromEntries(children) };
}
