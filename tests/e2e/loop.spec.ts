import type { Page } from "@playwright/test";
import { expect, openAs, test, type Sandbox } from "./sandbox";

/** The main job: a person edits, both sides are written, support watches it happen. */

test("support watches an edit go from pending to in sync, without a reload", async ({
  sandbox,
  browser,
}) => {
  const support = await (await browser.newContext()).newPage();
  const person = await (await browser.newContext()).newPage();
  await openAs(support, sandbox, "amara", "/users?q=Nkosi");
  await expect(support.getByText("Nobody matches")).toBeVisible();
  await sandbox.clerk("POST", "/people", {
    username: "thandiwe_n",
    first_name: "Thandiwe",
    last_name: "Nkosi",
    email_address: ["thandiwe@example.com"],
  });
  const row = support.getByRole("row", { name: /Nkosi/ });
  await expect(row).toContainText("In sync");
  await openAs(person, sandbox, "thandiwe_n", "/profile");

  // Held back, so that the state in between can be seen for as long as the test looks.
  await sandbox.clerk("POST", "/webhooks/pause");
  await edit(person, "First name", "Thandi");
  await expect(row).toContainText("Thandi Nkosi");
  await expect(row).toContainText("Pending");
  await expect.poll(async () => (await inClerk(sandbox, "thandiwe_n")).first_name).toBe("Thandi");

  await sandbox.clerk("POST", "/webhooks/resume");
  await expect(row).toContainText("In sync");
  await expect(person.getByText("Saved here and in Clerk.")).toBeVisible();

  await support.getByRole("link", { name: "Events" }).click();
  const event = support.getByRole("row", { name: /Changed in Clerk.*Thandi Nkosi/ });
  await expect(event).toContainText("Applied");
});

test("a username that is taken is refused at the field, and Convex has the old one again", async ({
  sandbox,
  page,
}) => {
  await openAs(page, sandbox, "soren", "/profile");
  const before = await sandbox.person("soren");
  await edit(page, "Username", "xiaolong");

  const field = page.getByRole("textbox", { name: "Username" });
  await expect(field).toHaveAccessibleDescription(/taken/i);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("xiaolong");

  expect((await inClerk(sandbox, "soren")).username).toBe("soren");
  await openAs(page, sandbox, "amara", `/users?user=${before.id}`);
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("@soren");
  await expect(drawer).toContainText("In sync");
});

test("after a kill and a restart everything saved is there, and open pages go on", async ({
  sandbox,
  page,
}) => {
  await openAs(page, sandbox, "noa-levi", "/profile");
  await edit(page, "Last name", "Levi-Mizrahi");
  await expect(page.getByText("Saved here and in Clerk.")).toBeVisible();

  await sandbox.kill();
  await sandbox.start();

  await page.reload();
  await expect(page.getByRole("textbox", { name: "Last name" })).toHaveValue("Levi-Mizrahi");
  await edit(page, "First name", "Noa");
  await expect(page.getByText("Saved here and in Clerk.")).toBeVisible();
});

async function edit(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole("textbox", { name: label }).fill(value);
  await page.getByRole("button", { name: "Save changes" }).click();
}

async function inClerk(sandbox: Sandbox, username: string) {
  const { id } = await sandbox.person(username);
  return await sandbox.clerk<{ username: string; first_name: string }>("GET", `/people/${id}`);
}
