import { chromium, type Page } from "playwright";
import { findBrowser } from "../../tools/browser";

/** Runs `body` with a page in a headless Chromium, and closes it. What the page throws is thrown. */
export async function withPage<T>(body: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(MOST_MS);
    const broken = new Promise<never>((_, reject) => page.on("pageerror", reject));
    return await Promise.race([body(page), broken]);
  } finally {
    await browser.close();
  }
}

/** For whatever is waited for in a page. */
const MOST_MS = 30_000;
