import { expect, Sandbox, test as base } from "./sandbox";

/** A sandbox whose pages nobody has loaded yet: Vite has to find and bundle all packages. */
const test = base.extend<{ fresh: Sandbox }>({
  // Playwright reads the fixtures a fixture needs from this pattern; this one needs none.
  // eslint-disable-next-line no-empty-pattern
  fresh: async ({}, use) => {
    const fresh = new Sandbox({ DEBUG: "vite:deps" });
    await fresh.start();
    await use(fresh);
    await fresh.remove();
  },
});

test("the very first visit loads its page once, and nothing in vain", async ({ fresh, page }) => {
  let loads = 0;
  page.on("load", () => (loads += 1));
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(fresh.url);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /Signed in as/ })).toBeVisible();
  expect(refused).toEqual([]);
  expect(loads).toBe(1);
  // A package that is found only now is bundled with the others anew, and what the page has asked
  // for meanwhile may be refused: whether it is depends on who was faster.
  expect(fresh.printed).toContain("Scan completed");
  expect(fresh.printed).not.toContain("new dependencies found");
});
