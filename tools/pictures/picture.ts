import { join } from "node:path";
import type { Page } from "@playwright/test";
import { repositoryRoot } from "../browser/places";

/** Takes what the page shows now into docs/images/, once letters and pictures are there. */
export async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  // The pointer would leave a mark on whatever lies below it.
  await page.mouse.move(0, 0);
  const path = join(repositoryRoot, "docs", "images", `${name}.png`);
  await page.screenshot({ path, caret: "hide" });
}
