import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import manifest from "../package.json" with { type: "json" };
import { convexAppPlugin } from "../sandbox/convex/load/vitePlugin";

/**
 * The one Vite configuration of the stories: `storybook dev`, `storybook build` and the story tests
 * all start from here, and what the app's own configuration does stays with the app.
 */
export default defineConfig({
  plugins: [react(), convexAppPlugin({ dir: "convex" }), buildOptions()],
  optimizeDeps: {
    // Every package that a story reaches at run time. Vite bundles what it finds only later in
    // mid-run, then reloads the page, and the story test that was running fails.
    include: [
      ...clerkPackages(),
      "@clerk/shared/error",
      "@convex-dev/rate-limiter",
      "@radix-ui/react-dialog",
      "@radix-ui/react-dropdown-menu",
      "@radix-ui/react-popover",
      "@tanstack/react-virtual",
      "clsx",
      "cmdk",
      "convex/browser",
      "convex/react",
      "convex/react-clerk",
      "convex/server",
      "convex/values",
      "croner",
      "diff",
      "jose",
      "lucide-react",
      "nuqs",
      "nuqs/adapters/react",
      "nuqs/adapters/testing",
      "papaparse",
      "react",
      "react-dom",
      "react-dom/client",
      "react-dropzone",
      "react-easy-crop",
      "react-hotkeys-hook",
      "react/jsx-dev-runtime",
      "react/jsx-runtime",
      "recharts",
      "sorted-btree",
      "svix/dist/webhook",
      "svix/dist/webhook.js",
      "wouter",
      "wouter/memory-location",
      "zod",
    ],
  },
});

/** What src/clerk.ts and package.json call Clerk's packages; no other file should. */
function clerkPackages(): string[] {
  const source = readFileSync(new URL("../src/clerk.ts", import.meta.url), "utf8");
  const names = Array.from(source.matchAll(/from "(@clerk\/[^"]+)"/g), ([, name = ""]) => name);
  return [...names, manifest.imports["#clerk-js"]];
}

/** A plugin, because of this file's own `build` Storybook takes only the target. */
function buildOptions(): Plugin {
  return {
    name: "stories-build-options",
    config: () => ({
      build: {
        // As for the app: the first versions with light-dark(), which the themes hang on.
        cssTarget: ["chrome123", "firefox120", "safari17.5"],
        // A catalogue is read by its makers; axe alone is over the usual limit.
        chunkSizeWarningLimit: 4000,
      },
    }),
  };
}
