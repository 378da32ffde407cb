import { relative, resolve } from "node:path";
import { normalizePath, type Plugin, type ViteDevServer } from "vite";
import { describeApp, type AppDescription } from "./describeApp";
import { packagesOf } from "./dependencies";
import { isModule } from "./moduleFiles";

const ID = "virtual:convex-app";
/** The leading zero byte keeps other plugins from taking the id for a file. */
const RESOLVED_ID = `\0${ID}`;

export interface ConvexAppPluginOptions {
  /** The `convex/` folder; relative paths are taken from the working directory. */
  readonly dir: string;
}

/**
 * Serves `virtual:convex-app`: the app of a `convex/` folder as `ComponentModules`, for whatever
 * Vite runs or builds (a page, Storybook, vitest). In dev, an added or removed module reloads it.
 */
export function convexAppPlugin(options: ConvexAppPluginOptions): Plugin {
  const dir = resolve(options.dir);
  return {
    name: "convex-app",
    async config(_, { command }) {
      // Packages met only when the app's modules load would make Vite reload the page in mid-run.
      // A module that cannot be read says so itself when it loads.
      const include = await describeApp(dir)
        .then(packagesOf)
        .catch(() => []);
      // A build would write an empty object in place of the variables, which functions read as they
      // run; the dev server leaves them alone.
      const define = { "process.env": "(globalThis.process?.env ?? {})" };
      return { optimizeDeps: { include }, ...(command === "build" && { define }) };
    },
    resolveId: (id) => (id === ID ? RESOLVED_ID : undefined),
    async load(id) {
      if (id !== RESOLVED_ID) return undefined;
      return `export const app = ${toCode(await describeApp(dir))};`;
    },
    configureServer(server) {
      server.watcher.add(dir);
      server.watcher.on("all", (event, file) => {
        const path = normalizePath(relative(dir, file));
        const listChanged = event !== "change" && !path.startsWith("../") && isModule(path);
        if (listChanged || path === "convex.config.ts") reload(server);
      });
    },
  };
}

function toCode({ modules, children, httpPrefix }: AppDescription): string {
  const entries = modules.map(
    ({ path, file }) => `${quote(path)}: () => import(${quote(normalizePath(file))})`,
  );
  const nested = Object.entries(children).map(
    ([name, child]) => `${quote(name)}: ${toCode(child)}`,
  );
  const mount = httpPrefix === undefined ? "" : `, httpPrefix: ${quote(httpPrefix)}`;
  return `{ modules: { ${entries.join(",\n")} }, children: { ${nested.join(",\n")} }${mount} }`;
}

const quote = (text: string) => JSON.stringify(text);

function reload(server: ViteDevServer): void {
  for (const { moduleGraph } of Object.values(server.environments)) {
    const module = moduleGraph.getModuleById(RESOLVED_ID);
    if (module !== undefined) moduleGraph.invalidateModule(module);
  }
  server.environments.client.hot.send({ type: "full-reload" });
}
