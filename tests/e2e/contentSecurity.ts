import type { Page } from "@playwright/test";

/**
 * From the next page on, notes what its Content-Security-Policy forbids. Answers with a function
 * that tells it: the directive, and what it was about.
 */
export async function hearViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      heard.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
    Object.assign(window, { violations: heard });
  });
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}
