import { expect, openAs, test } from "./sandbox";

/** What webhooks have missed: found by a scan that somebody starts, and ended where it is shown. */

test("a lost webhook is found by a scan, ended towards Clerk, and both sides are equal", async ({
  sandbox,
  page,
}) => {
  const person = await sandbox.person("soren");
  // The webhook never leaves Clerk: nothing tells Convex of the new name.
  await sandbox.clerk("PATCH", `/people/${person.id}?webhook=false`, { last_name: "Verhoeven" });

  await openAs(page, sandbox, "amara", "/runs");
  await page.getByRole("radio", { name: "Everybody" }).check({ force: true });
  await page.getByRole("button", { name: "Start" }).click();
  const scan = page.getByRole("table", { name: "Scans" }).getByRole("row").nth(1);
  // The sandbox's invented past leaves some more.
  await expect(scan).toContainText(/differences? found/);

  await page.getByRole("navigation").getByRole("link", { name: "Drift" }).click();
  const row = page.getByRole("row", { name: /Verhoeven/ });
  await expect(row).toContainText("Last name");
  await row.getByRole("link").click();
  await expect(page.getByText(/the webhook was lost on the way/)).toBeVisible();
  await page.getByRole("button", { name: "Take Clerk’s…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Take Clerk’s values" });
  await expect(dialog).toContainText("written to Convex, for 1 difference");
  await dialog.getByRole("button", { name: "Take Clerk’s for 1" }).click();
  await expect(page.getByText("1 difference ended: Clerk’s value stands.")).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.goto(`${sandbox.url}/users?user=${person.id}`);
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("row", { name: /Last name/ })).toContainText(
    /Verhoeven.*Verhoeven/,
  );
  await expect(drawer).toContainText("In sync");
});
