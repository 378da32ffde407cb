import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/**
 * The projects, from the ground up: pure rules, Convex functions on convex-test, the sandbox and
 * the real client libraries on it. (Stories join from .storybook; Playwright runs on its own.)
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: {
          name: "unit",
          environment: "node",
          include: ["src/**/*.test.{ts,tsx}", "tests/unit/**/*.test.ts", "tools/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "functions",
          environment: "edge-runtime",
          include: ["tests/functions/**/*.test.ts"],
          server: { deps: { inline: ["convex-test"] } },
        },
      },
      {
        test: {
          name: "sandbox",
          environment: "node",
          include: [
            "sandbox/**/*.test.ts",
            "tests/conformance/**/*.test.ts",
            "tests/clients/**/*.test.ts",
            "tests/world/**/*.test.ts",
          ],
          server: { deps: { inline: ["convex-test"] } },
          testTimeout: 20_000,
        },
      },
    ],
  },
});
