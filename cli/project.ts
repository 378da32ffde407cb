import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { readText } from "./files";

/** What an app's own folder says of it. */
export interface Project {
  /** The packages that it names as its dependencies, with the versions it asks for. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Variables, as its bundler would read them: `.env.local` before `.env`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const packageShape = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/** @param convexDir the app's `convex/` folder, or one where it could be */
export function readProject(convexDir: string): Project {
  const root = rootOf(convexDir);
  const text = readText(join(root, "package.json"));
  const parsed = text === null ? undefined : packageShape.safeParse(parseJson(text)).data;
  return {
    dependencies: { ...parsed?.devDependencies, ...parsed?.dependencies },
    variables: {
      ...parseEnv(readText(join(root, ".env")) ?? ""),
      ...parseEnv(readText(join(root, ".env.local")) ?? ""),
    },
  };
}

/** Where an app keeps its functions: what convex.json says, else `convex`. */
export function functionsFolder(root: string): string {
  const parsed = functionsShape.safeParse(parseJson(readText(join(root, "convex.json")) ?? ""));
  return join(root, parsed.data?.functions ?? "convex");
}

const functionsShape = z.object({ functions: z.string().optional() });

/** The nearest folder above that has a package.json; else the one right above. */
function rootOf(convexDir: string): string {
  const above = dirname(convexDir);
  for (let dir = above; ; dir = dirname(dir)) {
    if (readText(join(dir, "package.json")) !== null) return dir;
    if (dirname(dir) === dir) return above;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Where a deployment's HTTP actions are, from what `npx convex dev` has written for the app; null
 * when it has written nothing. Without a slash at the end.
 */
export function siteUrlOf(variables: Project["variables"]): string | null {
  for (const name of ["CONVEX_SITE_URL", "VITE_CONVEX_SITE_URL", "NEXT_PUBLIC_CONVEX_SITE_URL"]) {
    const site = variables[name];
    if (site) return site.replace(/\/+$/, "");
  }
  const cloud = variables.VITE_CONVEX_URL ?? variables.NEXT_PUBLIC_CONVEX_URL;
  if (!cloud?.includes(".convex.cloud")) return null;
  return cloud.replace(".convex.cloud", ".convex.site").replace(/\/+$/, "");
}
