import { ProfileForm } from "clerk-convex-sync/components";
import {
  aUser,
  faults,
  SandboxProvider,
  useSandbox,
  type Sandbox,
} from "clerk-convex-sync/testing";
import { createRoot } from "react-dom/client";
import { app } from "virtual:convex-app";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

test("a webhook that was lost does not keep the person from seeing what they saved", async () => {
  let sandbox: Sandbox | undefined;
  function Look() {
    sandbox = useSandbox();
    return null;
  }
  const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l");
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  root.render(
    <SandboxProvider app={app} people={[ada]} signedInAs="ada_l" faults={[faults.webhooks.lost()]}>
      <Look />
      <ProfileForm />
    </SandboxProvider>,
  );

  await userEvent.fill(page.getByRole("textbox", { name: "First name" }), "Augusta");
  await userEvent.click(page.getByRole("button", { name: "Save changes" }));

  await expect.element(page.getByText(/^Saved here/)).toBeVisible();
  expect(sandbox?.person("ada_l").first_name).toBe("Augusta");
  root.unmount();
});
