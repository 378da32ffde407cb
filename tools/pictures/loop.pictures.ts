import type { Page } from "@playwright/test";
import { expect, openAs, test } from "../../tests/e2e/sandbox";
import { take } from "./picture";

/** The loop of the README: an edit, pending, in sync; a lost webhook, drift, repaired. */

test("an edit goes from pending to in sync", async ({ sandbox, browser }) => {
  const person = await (await browser.newContext()).newPage();
  const support = await (await browser.newContext()).newPage();
  await openAs(person, sandbox, "zoe_vdb", "/profile");
  const { id } = await sandbox.person("zoe_vdb");
  await openAs(support, sandbox, "amara", `/users?user=${id}`);
  const drawer = support.getByRole("dialog");
  await expect(drawer).toContainText("In sync");

  // Held back, so that the moment in between lasts as long as the picture needs.
  await sandbox.clerk("POST", "/webhooks/pause");
  await person.getByRole("textbox", { name: "Last name" }).fill("Verbeek");
  await take(person, "loop-1-edit");
  await person.getByRole("button", { name: "Save changes" }).click();
  await expect(drawer.getByRole("row", { name: /Last name/ })).toContainText("Verbeek");
  await expect(drawer).toContainText("Pending");
  await take(support, "loop-2-pending");

  await sandbox.clerk("POST", "/webhooks/resume");
  await expect(drawer).toContainText("In sync");
  await take(support, "loop-3-in-sync");
});

test("a lost webhook becomes drift, and is mended", async ({ sandbox, page }) => {
  const { id } = await sandbox.person("giorgos");
  await openAs(page, sandbox, "amara");

  await page.getByRole("button", { name: /^Sandbox/ }).click();
  const panel = page.getByRole("dialog", { name: "Make trouble" });
  await panel.getByRole("switch", { name: "Drop" }).click();
  await panel.getByRole("searchbox", { name: "Whom to edit" }).fill("giorgos");
  await expect(panel.getByRole("combobox", { name: "Person" })).toHaveValue(id);
  await panel.getByRole("textbox", { name: "New first name" }).fill("Yorgos");
  await panel.getByRole("button", { name: "Change it in Clerk" }).click();
  const told = panel.getByText(/Clerk now calls .* “Yorgos”/);
  await expect(told).toBeVisible();
  await told.scrollIntoViewIfNeeded();
  await take(page, "loop-4-lost");
  await panel.getByRole("button", { name: "Clear all trouble" }).click();
  await panel.getByRole("button", { name: "Close" }).click();

  await scanEverybody(page);
  await page.getByRole("navigation").getByRole("link", { name: "Drift" }).click();
  await page
    .getByRole("row", { name: /Yorgos/ })
    .getByRole("link")
    .click();
  await expect(page.getByText(/the webhook was lost on the way/)).toBeVisible();
  await take(page, "loop-5-drift");

  await page.getByRole("button", { name: "Take Clerk’s…", exact: true }).click();
  await page.getByRole("button", { name: "Take Clerk’s for 1" }).click();
  await expect(page.getByText("1 difference ended: Clerk’s value stands.")).toBeVisible();
  await page.goto(`${sandbox.url}/users?user=${id}`);
  await expect(page.getByRole("dialog")).toContainText("In sync");
  await take(page, "loop-6-mended");
});

test("the overview, and one person's two sides, in the dark", async ({ sandbox, browser }) => {
  const light = await (await browser.newContext()).newPage();
  await openAs(light, sandbox, "amara");
  await expect(light.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await take(light, "overview-light");

  const { id } = await sandbox.person("soren");
  await sandbox.clerk("PATCH", `/people/${id}?webhook=false`, { last_name: "Verhoeven" });
  const dark = await (await browser.newContext({ colorScheme: "dark" })).newPage();
  await openAs(dark, sandbox, "amara");
  await scanEverybody(dark);
  await dark.goto(`${sandbox.url}/users?user=${id}`);
  await expect(dark.getByRole("dialog")).toContainText("Drifted");
  await take(dark, "person-dark");
});

async function scanEverybody(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Runs" }).click();
  await page.getByRole("radio", { name: "Everybody" }).check({ force: true });
  await page.getByRole("button", { name: "Start" }).click();
  const scan = page.getByRole("table", { name: "Scans" }).getByRole("row").nth(1);
  await expect(scan).toContainText(/differences? found/);
}
