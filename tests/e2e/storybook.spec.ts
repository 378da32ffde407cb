import { expect, test as base } from "@playwright/test";
import { buildSite, watch, type StaticSite } from "./staticSite";

/** The stories as files on any static host: everything runs in the page, nothing is asked outside. */

const test = base.extend<object, { storybook: StaticSite }>({
  storybook: [
    // Playwright reads the fixtures a fixture needs from this pattern; this one needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // Below a path, as many hosts serve it.
      const site = await buildSite(
        ["storybook", "build", "--quiet", "--disable-telemetry", "--output-dir"],
        "/a/b/",
      );
      await use(site);
      await site.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test("the whole loop runs in one page, with no server behind it", async ({ storybook, page }) => {
  const seen = watch(page, storybook);
  await page.goto(`${storybook.url}iframe.html?id=the-whole-loop--in-one-page&viewMode=story`);

  const users = page.getByRole("table", { name: "Users" });
  await expect(users.getByRole("row", { name: /Okafor-Bello/ })).toContainText("In sync", {
    timeout: 60_000,
  });
  // The story's own steps, which see the pending state in between, and its check by axe.
  await expect
    .poll(() => page.evaluate(storyFinished), { timeout: 60_000 })
    .toMatchObject({ storyId: "the-whole-loop--in-one-page", status: "success" });
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("the catalogue opens with its front page and asks no other host", async ({
  storybook,
  page,
}) => {
  const seen = watch(page, storybook);
  await page.goto(storybook.url);

  const sidebar = page.getByRole("navigation", { name: "Stories" });
  await expect(sidebar).toContainText("The whole loop");
  await expect(sidebar).toContainText("ProfileForm");
  const front = page.frameLocator("#storybook-preview-iframe");
  await expect(
    front.getByRole("heading", { name: "People's profiles, equal in Clerk and in Convex" }),
  ).toBeVisible();
  expect(seen).toEqual({ outside: [], errors: [] });
});

/** Runs in the page. What Storybook said when the story ended, or null while it goes on. */
function storyFinished(): unknown {
  const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as {
    __STORYBOOK_ADDONS_CHANNEL__?: { last(event: string): unknown[] | undefined };
  };
  return channel?.last("storyFinished")?.[0] ?? null;
}
