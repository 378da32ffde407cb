import { existsSync } from "node:fs";
import { chromium } from "playwright";
import type { BrowserCandidate } from "../browser";

/** The browser that `playwright install chromium` keeps in the person's cache folder. */
export function playwrightsOwn(): BrowserCandidate[] {
  const executablePath = chromium.executablePath();
  return existsSync(executablePath)
    ? [{ name: "Playwright's Chromium", executablePath, env: {} }]
    : [];
}
