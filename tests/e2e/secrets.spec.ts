import { expect, openAs, test } from "./sandbox";
import { filesWithSecrets, storybookSite, textsIn } from "./staticSite";

/** What is printed and what is published; the production build is in production.spec.ts. */

test("the stories are built with no secret in them", async () => {
  // Alone, it has to build them first.
  test.setTimeout(300_000);
  const site = await storybookSite("/");
  try {
    const texts = await textsIn(site.dir);
    // The sandbox makes its secrets when a page opens: what makes them is there, and none is.
    expect(texts.some(([, content]) => content.includes("whsec_"))).toBe(true);
    expect(filesWithSecrets(texts)).toEqual([]);
  } finally {
    await site.remove();
  }
});

test("the sandbox prints no secret and nobody's address", async ({ sandbox, page }) => {
  await openAs(page, sandbox, "amara", "/users");
  await expect(page.getByRole("table", { name: "Users" })).toBeVisible();
  for (const name of [
    "CLERK_SECRET_KEY",
    "CLERK_WEBHOOK_SIGNING_SECRET",
    "CONVEX_SELF_HOSTED_ADMIN_KEY",
  ]) {
    expect(sandbox.printed.includes(sandbox.variable(name)), name).toBe(false);
  }
  expect(sandbox.printed).not.toMatch(/[\w.+-]+@example\.com/);
  // It has been listened to.
  expect(sandbox.printed).toContain(sandbox.url);
});
