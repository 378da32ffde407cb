import { chromium } from "playwright";
import type { BrowserLaunch } from "../browser";

const START_TIMEOUT_MS = 30_000;

/**
 * Starts the browser and has it add one and one. A file that exists proves little: it may be built
 * for another processor, lack a system library, or be a stub that asks to install the real one.
 *
 * @returns null when it works, else the reason in one line.
 */
export async function starts(launch: BrowserLaunch): Promise<string | null> {
  try {
    const browser = await chromium.launch({
      executablePath: launch.executablePath,
      args: launch.args,
      env: launch.env,
      timeout: START_TIMEOUT_MS,
    });
    try {
      const page = await browser.newPage();
      const sum: unknown = await page.evaluate("1 + 1");
      return sum === 2 ? null : `it answered ${String(sum)} to 1 + 1`;
    } finally {
      await browser.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
}

/** The line that tells most in Playwright's long report of a failed start. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  const telling = lines.find((line) =>
    /error while loading shared libraries|cannot execute|Exec format|ENOENT|EACCES/.test(line),
  );
  return (telling ?? lines[0] ?? "no reason given").replace(/^.*\[err\] /, "").trim();
}
