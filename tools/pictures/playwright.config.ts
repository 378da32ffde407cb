import { defineConfig } from "@playwright/test";
import { findBrowser } from "../browser";

const { executablePath, args, env } = await findBrowser();

/** `npm run pictures`: takes the README's pictures anew, from a sandbox of its own. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.pictures.ts",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath, args, env },
    viewport: { width: 1200, height: 720 },
    // Nothing that moves is caught half way.
    contextOptions: { reducedMotion: "reduce" },
  },
});
