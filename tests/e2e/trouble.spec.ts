import type { Page } from "@playwright/test";
import { expect, openAs, test } from "./sandbox";

/** Trouble made in the sandbox is noticed by the dashboard, and heals; and all of it by keyboard. */

test("a webhook that is lost becomes drift with the next scan, and is mended by the next event", async ({
  sandbox,
  page,
}) => {
  const { id } = await sandbox.person("giorgos");
  await openAs(page, sandbox, "amara");
  const drifted = page.getByRole("main").getByRole("link", { name: /^Drifted/ });
  const before = await numberIn(drifted);

  await page.getByRole("button", { name: "Sandbox. Make trouble" }).click();
  const panel = page.getByRole("dialog", { name: "Make trouble" });
  await panel.getByRole("switch", { name: "Drop" }).click();
  await expect(panel.getByText("1 trouble is on.")).toBeVisible();

  await panel.getByRole("searchbox", { name: "Whom to edit" }).fill("giorgos");
  await expect(panel.getByRole("combobox", { name: "Person" })).toHaveValue(id);
  await panel.getByRole("textbox", { name: "New first name" }).fill("Yorgos");
  await panel.getByRole("button", { name: "Change it in Clerk" }).click();
  await expect(panel.getByText(/Clerk now calls .* “Yorgos”/)).toBeVisible();
  await panel.getByRole("button", { name: "Clear all trouble" }).click();
  await expect(panel.getByText("Nothing is made to go wrong.")).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();

  await runFromPalette(page, "quick scan");
  await page.goto(sandbox.url);
  await expect.poll(() => numberIn(drifted)).toBe(before + 1);

  await sandbox.clerk("PATCH", `/people/${id}`, { last_name: "Papadakis" });
  await expect.poll(() => numberIn(drifted)).toBe(before);
});

test("while Clerk is stopped the mark says so, on every page, until it is started again", async ({
  sandbox,
  page,
}) => {
  await openAs(page, sandbox, "amara", "/users");
  await page.getByRole("button", { name: /^Sandbox/ }).click();
  await page.getByRole("button", { name: "Stop Clerk" }).click();
  await expect(page.getByRole("button", { name: "Sandbox. 1 trouble is on" })).toBeVisible();

  await page.getByRole("button", { name: "Start Clerk again" }).click();
  await expect(page.getByRole("button", { name: "Sandbox. Make trouble" })).toBeVisible();
  expect(await sandbox.clerk<unknown[]>("GET", "/faults")).toEqual([]);
});

test("pages, keys, search, palette and focus, by keyboard alone", async ({ sandbox, page }) => {
  await openAs(page, sandbox, "amara");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys.getByText("Show these keys")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeFocused();

  const rows = page.getByRole("main").getByRole("row").getByRole("link");
  await expect(rows.nth(1)).toBeVisible();
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();

  await page.keyboard.press("/");
  const search = page.getByRole("main").getByRole("searchbox");
  await expect(search).toBeFocused();
  // Letters are letters there.
  await page.keyboard.type("ge?");
  await expect(search).toHaveValue("ge?");
  await expect(keys).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("xiaolong");
  await expect(page.getByRole("option", { name: /@xiaolong/ })).toBeVisible();
  await page.keyboard.press("Enter");
  const { id } = await sandbox.person("xiaolong");
  await expect(page).toHaveURL(new RegExp(`user=${id}`));
});

async function runFromPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(words);
  await expect(page.getByRole("option", { name: new RegExp(words) })).toBeVisible();
  await page.keyboard.press("Enter");
}

async function numberIn(link: ReturnType<Page["getByRole"]>): Promise<number> {
  const [number = ""] = /[\d,]+/.exec(await link.innerText()) ?? [];
  return Number(number.replaceAll(",", ""));
}
