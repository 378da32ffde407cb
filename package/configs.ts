import { dirname, posix, relative, resolve, sep } from "node:path";
import react from "@vitejs/plugin-react";
import type { InlineConfig, Rolldown } from "vite";
import app from "../vite.config";
import { COMMANDS, ENTRIES, isBuiltIn, isPackage, NODE_ENTRIES, root } from "./entries";
import { clerkSyncApi, findableWorkers, isForTheBrowser, namesOfOurOwn } from "./plugins";

/** What all parts of the package are built with. */
function shared(outDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    // Files find each other wherever the package is put.
    base: "./",
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      sourcemap: true,
      // The app's bundler does that, and readable code is easier to step through.
      minify: false,
      cssMinify: true,
      target: "es2023",
      cssTarget: app.build?.cssTarget,
      chunkSizeWarningLimit: Infinity,
    },
  };
}

/**
 * Code for browsers: one module for each of ours, so that an app's bundler takes only what is used.
 * The styles of all components go into one file, which no module imports.
 */
export function modules(outDir: string): InlineConfig {
  const { build, ...rest } = shared(outDir);
  return {
    ...rest,
    plugins: [react(), clerkSyncApi(), namesOfOurOwn(), findableWorkers()],
    experimental: {
      renderBuiltUrl: (file, { hostId, hostType }) =>
        hostType === "js" ? relativeUrl(hostId, file) : { relative: true },
    },
    worker: {
      format: "es",
      rolldownOptions: { output: { entryFileNames: "workers/[name].js", sourcemapPathTransform } },
    },
    build: {
      ...build,
      cssCodeSplit: false,
      lib: {
        entry: ENTRIES,
        formats: ["es"],
        cssFileName: COMPONENT_STYLES,
      },
      rolldownOptions: {
        external: (id) => isPackage(id) && !isBuiltIn(id),
        treeshake: { moduleSideEffects: (id) => id.endsWith(".css") },
        output: {
          sourcemapPathTransform,
          preserveModules: true,
          preserveModulesRoot: root,
          // Nothing below a folder of this name is ever published.
          entryFileNames: ({ name }) => `${name.replace("node_modules/", "packages/")}.js`,
          banner: (chunk) => (isForTheBrowser(chunk) ? '"use client";' : ""),
        },
      },
    },
  };
}

/** Name of the file with the styles of all components, without its ending. */
export const COMPONENT_STYLES = "components";

/** The layers, tokens and fonts, as `BASE_STYLES`.css with the fonts beside it. */
export function baseStyles(outDir: string): InlineConfig {
  const { build, ...rest } = shared(outDir);
  return {
    ...rest,
    build: {
      ...build,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { [BASE_STYLES]: "src/styles/index.css" },
        output: {
          assetFileNames: ({ names: [name = ""] }) =>
            name.endsWith(".css") ? "[name][extname]" : "fonts/[name][extname]",
        },
      },
    },
  };
}

export const BASE_STYLES = "base";

/** Code that an app's Vite configuration imports; its packages are the app's. */
export function nodeModules(outDir: string): InlineConfig {
  return underNode(outDir, { input: NODE_ENTRIES, external: isPackage });
}

/** The command: one file that needs nothing beside it but what `init` copies. */
export function commands(outDir: string): InlineConfig {
  return { ...underNode(outDir, { input: COMMANDS }), ssr: { noExternal: true } };
}

function underNode(outDir: string, rolldownOptions: Rolldown.RolldownOptions): InlineConfig {
  const { build, ...rest } = shared(outDir);
  const output = { entryFileNames: "[name].js", codeSplitting: false, sourcemapPathTransform };
  return {
    ...rest,
    build: {
      ...build,
      target: "node20",
      ssr: true,
      rolldownOptions: { ...rolldownOptions, output },
    },
  };
}

/** Maps carry the sources themselves; a source's name is its path here, wherever it was built. */
function sourcemapPathTransform(source: string, mapPath: string): string {
  return relative(root, resolve(dirname(mapPath), source))
    .split(sep)
    .join("/");
}

function relativeUrl(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
