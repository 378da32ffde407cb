import react from "@vitejs/plugin-react";
import type { UserWorkspaceConfig } from "vitest/config";

/** A bound for what hangs, and not for what is slow: some start servers, bundlers and browsers. */
export const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * Vitest's projects but for the stories, from the ground up: pure rules; Convex functions on
 * convex-test; the sandbox and the real client libraries on it; the package, in an app of its own.
 */
export const projects = {
  unit: {
    plugins: [react()],
    // The examples of docs/ import the kit by its published name.
    resolve: { tsconfigPaths: true },
    test: {
      name: "unit",
      environment: "node",
      ...patient,
      // Pure rules leave nothing behind: a process for each file would take most of the time.
      isolate: false,
      include: [
        "cli/**/*.test.ts",
        "src/**/*.test.{ts,tsx}",
        "testing/**/*.test.ts",
        "tests/unit/**/*.test.ts",
        "tools/**/*.test.ts",
        "docs/examples/**/*.test.ts",
      ],
    },
  },
  functions: {
    test: {
      name: "functions",
      environment: "edge-runtime",
      ...patient,
      include: ["tests/functions/**/*.test.ts"],
      server: { deps: { inline: ["convex-test"] } },
    },
  },
  sandbox: {
    test: {
      name: "sandbox",
      environment: "node",
      ...patient,
      include: [
        "sandbox/**/*.test.ts",
        "tests/conformance/**/*.test.ts",
        "tests/cli/**/*.test.ts",
        "tests/clients/**/*.test.ts",
        "tests/deploy/**/*.test.ts",
        "tests/world/**/*.test.ts",
        "tests/chaos/**/*.test.ts",
      ],
      server: { deps: { inline: ["convex-test"] } },
    },
  },
  package: {
    test: {
      name: "package",
      environment: "node",
      include: ["tests/package/*.test.ts"],
      // Bounds for what hangs: it builds the package, and an app with it.
      testTimeout: 120_000,
      hookTimeout: 300_000,
    },
  },
} satisfies Record<string, UserWorkspaceConfig>;
