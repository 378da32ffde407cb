import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tools/browser";

const { executablePath, args, env } = await findBrowser();

/**
 * End to end: tests bring up a world of their own on free ports through a fixture, so there is no
 * server to start here, and runs beside each other do not meet.
 */
export default defineConfig({
  testDir: "tests/e2e",
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only at the second try is broken.
  retries: 0,
  // Bounds for what hangs, not for what is slow: each test brings up a world and a browser.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath, args, env },
    // Snapshots of the page tell more than pictures of it, which cost a fifth of all the time.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
