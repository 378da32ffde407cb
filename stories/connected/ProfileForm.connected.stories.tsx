import preview from "#.storybook/preview";
import type { Canvas } from "storybook/internal/csf";
import { expect, userEvent, waitFor } from "storybook/test";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { ProfileForm } from "../../src/components/ProfileForm";

/**
 * The form on the whole system, inside this page: real clerk-react, real Convex client, the
 * functions of `convex/`, signed webhooks. The toolbar makes things go wrong.
 */
const meta = preview.meta({
  title: "Components/ProfileForm/Connected",
  component: ProfileForm,
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    // A page has one Clerk, so these stories cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "520px" } },
  },
});

/** Save, and watch the chip: pending until Clerk's webhook has come back, then in sync. */
export const Saves = meta.story({
  play: async ({ canvas }) => {
    await edit(canvas, "First name", "Zoé");
    await canvas.findByText("Saved here and in Clerk.");
    await waitFor(() => expect(personInWorld("zoe_vdb").first_name).toBe("Zoé"));
    await canvas.findByText("In sync");
  },
});

/** Somebody else is called that: the reason stands at the field, and Convex has the old value. */
export const UsernameTaken = meta.story({
  play: async ({ canvas }) => {
    await edit(canvas, "Username", "amara");
    const field = canvas.getByRole("textbox", { name: "Username" });
    await waitFor(() => expect(field).toHaveAccessibleDescription(/taken/));
    await expect(field).toBeInvalid();
    await expect(field).toHaveValue("amara");
    await expect(personInWorld("zoe_vdb").username).toBe("zoe_vdb");
  },
});

/** While typing: Convex is asked whether somebody has that name, and nothing is saved yet. */
export const UsernameHint = meta.story({
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "Username" });
    await userEvent.clear(field);
    await userEvent.type(field, "amara");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/Somebody else/));
    await userEvent.type(field, "_2");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/Free/));
    await expect(personInWorld("zoe_vdb").username).toBe("zoe_vdb");
  },
});

/** Clerk answers 500 to the browser. Convex has the change; the server goes on asking Clerk. */
export const ClerkFails = meta.story({
  parameters: {
    world: {
      signedInAs: "zoe_vdb",
      faults: [
        { on: "frontend", effect: "server_error", match: { method: "PATCH", path: "/v1/me" } },
        { on: "backend", effect: "slow", ms: 60_000 },
      ],
    },
  },
  play: async ({ canvas }) => {
    await edit(canvas, "Last name", "de Wit");
    await canvas.findAllByText("Saved here, and on its way to Clerk");
    await expect(personInWorld("zoe_vdb").last_name).toBe("van der Berg");
    await canvas.findByText("Pending");
  },
});

/** The browser cannot reach Clerk, but the server can: it finishes the save by itself. */
export const ServerFinishes = meta.story({
  parameters: {
    world: {
      signedInAs: "zoe_vdb",
      faults: [
        { on: "frontend", effect: "network_error", match: { method: "PATCH", path: "/v1/me" } },
      ],
    },
  },
  play: async ({ canvas }) => {
    await edit(canvas, "Last name", "de Wit");
    await canvas.findAllByText("Saved here, and on its way to Clerk");
    await waitFor(() => expect(personInWorld("zoe_vdb").last_name).toBe("de Wit"));
    await canvas.findByText("In sync");
  },
});

/** Edited in Clerk's own dashboard while the form is open: it arrives by webhook, without reload. */
export const ChangedElsewhere = meta.story({
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "Last name" });
    await waitFor(() => expect(field).toHaveValue("van der Berg"));
    const { id } = personInWorld("zoe_vdb");
    await storyWorld().clerk.users.update(id, { last_name: "Verhoeven" });
    await waitFor(() => expect(field).toHaveValue("Verhoeven"));
  },
});

/** Signed up a moment ago, and Clerk's webhook has not come: the profile is there all the same. */
export const FirstVisit = meta.story({
  parameters: { world: { signedInAs: null } },
  play: async ({ canvas }) => {
    await canvas.findByText("You are signed out");
    const { clerk, signInAs } = storyWorld();
    const newcomer = {
      username: "noor_h",
      first_name: "Noor",
      email_address: ["noor@example.com"],
    };
    const { id } = await clerk.users.create(newcomer, { webhook: false });
    await signInAs(id);
    await expect(await canvas.findByRole("textbox", { name: "First name" })).toHaveValue("Noor");
  },
});

/** Deleted in Clerk while the page is open: it says so, and nothing spins or brings them back. */
export const Deleted = meta.story({
  play: async ({ canvas }) => {
    await canvas.findByRole("textbox", { name: "First name" });
    storyWorld().clerk.users.delete(personInWorld("zoe_vdb").id);
    await canvas.findByText("This account has been deleted");
  },
});

/** Nobody is signed in. */
export const SignedOut = meta.story({
  parameters: { world: { signedInAs: null } },
  play: async ({ canvas }) => {
    await canvas.findByText("You are signed out");
  },
});

async function edit(canvas: Canvas, label: string, value: string): Promise<void> {
  const field = await canvas.findByRole("textbox", { name: label });
  await userEvent.clear(field);
  await userEvent.type(field, value);
  await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
}
