import { expect, test as base, type Page } from "@playwright/test";
import { storybookSite, watch, type StaticSite } from "./staticSite";

/** The stories as files on any static host: everything runs in the page, nothing is asked outside. */

const test = base.extend<object, { storybook: StaticSite }>({
  storybook: [
    // Playwright reads the fixtures a fixture needs from this pattern; this one needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // Deep below a path, as many hosts serve it.
      const site = await storybookSite("/some/sub/path/");
      await use(site);
      await site.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test("the whole loop runs in one page, with no server behind it", async ({ storybook, page }) => {
  const seen = watch(page, storybook);
  await openStory(page, storybook, "the-whole-loop--in-one-page");

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

test("a picture is cut in a worker of its own, found below the same path", async ({
  storybook,
  page,
}) => {
  const seen = watch(page, storybook);
  const started = page.waitForEvent("worker", (worker) => worker.url().includes("picture"));
  await openStory(page, storybook, "components-avatarpicker-playground--try-it");
  await page.getByLabel("Upload a picture").setInputFiles({
    name: "hills.png",
    mimeType: "image/png",
    buffer: await photograph(page),
  });
  const worker = await started;
  expect(worker.url()).toMatch(new RegExp(`^${storybook.url}assets/picture\\.worker`));

  const editor = page.getByRole("dialog", { name: "Adjust your picture" });
  await expect(editor.getByRole("application", { name: "Picture in its circle" })).toBeVisible();
  await editor.getByRole("button", { name: "Use picture" }).click();
  await expect(editor).toBeHidden();
  await expect(page.locator("[aria-label^='Picture of'] img").first()).toHaveAttribute(
    "src",
    /^blob:/,
  );
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("a chosen picture reaches both sides of the world in the page", async ({
  storybook,
  page,
}) => {
  const seen = watch(page, storybook);
  await openStory(page, storybook, "components-avatarpicker-connected--saves");
  // The story chooses the picture by itself, and looks for it in Clerk.
  await expect
    .poll(() => page.evaluate(storyFinished), { timeout: 60_000 })
    .toMatchObject({ storyId: "components-avatarpicker-connected--saves", status: "success" });
  await expect(page.getByText("Saved here and in Clerk.").first()).toBeVisible();
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("the testing kit's page shows the code that its stories run", async ({ storybook, page }) => {
  const seen = watch(page, storybook);
  await page.goto(`${storybook.url}iframe.html?id=testing-kit--docs&viewMode=docs`);
  await expect(page.getByRole("heading", { name: "Testing kit", level: 1 })).toBeVisible();
  await expect(page.getByText('aUser().named("Grace", "Hopper")').first()).toBeVisible();
  await expect(page.getByRole("cell", { name: "faults.clerk.answers429(" })).toBeVisible();
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("each guide is a page of its own, and leads to the others", async ({ storybook, page }) => {
  const seen = watch(page, storybook);
  const guides = (await pagesOf(page, storybook)).filter(({ title }) => title.startsWith("Guide/"));
  expect(guides.length).toBeGreaterThan(10);
  for (const { id } of guides) {
    await page.goto(`${storybook.url}iframe.html?id=${id}&viewMode=docs`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // What only its authors should see.
    await expect(page.getByText(/docs\/examples\/|<!--/)).toHaveCount(0);
  }

  await page.goto(`${storybook.url}?path=/docs/guide-contents--docs`);
  const inside = page.frameLocator("#storybook-preview-iframe");
  await inside.getByRole("link", { name: "Test your app" }).click();
  await expect(page).toHaveURL(/path=\/docs\/guide-test-your-app--docs/);
  await expect(inside.getByRole("heading", { name: "Test your app", level: 1 })).toBeVisible();
  await expect(inside.getByText("updateClerkUser: clerkRefuses(").first()).toBeVisible();
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("each component's page fits a phone", async ({ storybook, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const pages = await pagesOf(page, storybook);
  const components = pages.filter(({ title }) => /^Components\/\w+\/Overview$/.test(title));
  expect(components.length).toBeGreaterThan(5);
  for (const { id } of components) {
    await page.goto(`${storybook.url}iframe.html?id=${id}&viewMode=docs`);
    await expect(page.getByRole("table").first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, id).toBeLessThanOrEqual(390);
  }
});

/** The pages of documentation, from Storybook's own list. */
async function pagesOf(page: Page, { url }: StaticSite): Promise<{ id: string; title: string }[]> {
  const index = await page.request.get(`${url}index.json`);
  const { entries } = (await index.json()) as {
    entries: Record<string, { id: string; title: string; type: "docs" | "story" }>;
  };
  return Object.values(entries).filter(({ type }) => type === "docs");
}

async function openStory(page: Page, { url }: StaticSite, id: string): Promise<void> {
  await page.goto(`${url}iframe.html?id=${id}&viewMode=story`);
}

/** A picture as large as a camera's, drawn by the browser itself. */
async function photograph(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 2000 });
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser draws nothing.");
    context.fillStyle = "#7fb2e5";
    context.fillRect(0, 0, 3000, 1200);
    context.fillStyle = "#2f4f5f";
    context.fillRect(0, 1200, 3000, 800);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(base64, "base64");
}

/** Runs in the page. What Storybook said when the story ended, or null while it goes on. */
function storyFinished(): unknown {
  const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as {
    __STORYBOOK_ADDONS_CHANNEL__?: { last(event: string): unknown[] | undefined };
  };
  return channel?.last("storyFinished")?.[0] ?? null;
}
