import { fileURLToPath } from "node:url";
import MagicString from "magic-string";
import type { Plugin, Rolldown } from "vite";
import manifest from "../package.json" with { type: "json" };

const CLERK_SYNC_API = fileURLToPath(new URL("clerkSyncApi.ts", import.meta.url));

/** Has everything that calls Convex find the functions where `init` puts them in an app. */
export function clerkSyncApi(): Plugin {
  return {
    name: "clerk-sync-api",
    enforce: "pre",
    resolveId: {
      order: "pre",
      async handler(id, importer) {
        if (!id.endsWith("convex/_generated/api")) return null;
        if (!importer?.endsWith(".d.ts")) return CLERK_SYNC_API;
        // Types are made of a module once it has been loaded.
        await this.load({ id: CLERK_SYNC_API });
        return CLERK_SYNC_API.replace(/\.ts$/, ".d.ts");
      },
    },
  };
}

/** Puts what package.json means in the place of a name of our own, such as `#clerk-js`. */
export function namesOfOurOwn(): Plugin {
  const names: Readonly<Record<string, string>> = manifest.imports;
  return {
    name: "names-of-our-own",
    enforce: "pre",
    resolveId: {
      order: "pre",
      handler(id) {
        const meant = names[id];
        return meant === undefined ? null : { id: meant, external: true };
      },
    },
  };
}

/** How Vite leaves the address of a worker that it has bundled, for a page to read. */
const BUNDLED_WORKER =
  /new URL\(\s*\/\* @vite-ignore \*\/\s*("[^"]+"),\s*"" \+ import\.meta\.url\s*\)/;

/** Writes the addresses of workers so that an app's own bundler finds them, and takes them along. */
export function findableWorkers(): Plugin {
  return {
    name: "findable-workers",
    enforce: "post",
    renderChunk(code) {
      if (!BUNDLED_WORKER.test(code)) return null;
      const text = new MagicString(code);
      text.replace(BUNDLED_WORKER, "new URL($1, import.meta.url)");
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  };
}

/** What works in a browser alone, so that a module with it is no server component. */
const OF_THE_BROWSER = /^(react|react-dom|convex\/react(-clerk)?|@clerk\/[^/]+)(\/|$)/;

/** Part of every component, and as much at home on a server. */
const JSX_RUNTIME = /^react\/jsx-(dev-)?runtime$/;

/**
 * Whether a server framework has to leave this module to the browser: all components, and whatever
 * calls a hook. The lists of exports stay without, so that a server may import what is plain data.
 */
export function isForTheBrowser({ facadeModuleId, imports }: Rolldown.RenderedChunk): boolean {
  const isComponent = facadeModuleId?.endsWith(".tsx") ?? false;
  return isComponent || imports.some((id) => OF_THE_BROWSER.test(id) && !JSX_RUNTIME.test(id));
}
