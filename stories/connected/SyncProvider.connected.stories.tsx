import preview from "#.storybook/preview";
import { expect, waitFor } from "storybook/test";
import { storyWorld } from "../../.storybook/world/storyWorld";
import { api } from "../../convex/_generated/api";
import { ProfileForm } from "../../src/components/ProfileForm";
import { StringsProvider, type Language } from "../../src/components/strings";
import { SyncBadge } from "../../src/components/SyncBadge";
import { SyncProvider } from "../../src/components/SyncProvider";

/** A language that has only begun: what it has no words for is said in English. */
const dutch: Language = {
  tag: "nl",
  dir: "ltr",
  name: "Nederlands",
  strings: {
    ProfileForm: { title: "Je profiel", save: "Opslaan", unchanged: "Niets op te slaan." },
  },
};

/**
 * One line around an app. These stories have Clerk's provider around them already, as an app may,
 * so `clerk` is left out; an app of its own gives `clerk={{ publishableKey }}`.
 */
const meta = preview.meta({
  title: "Components/SyncProvider/Connected",
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    docs: { story: { inline: false, height: "640px" } },
  },
});

/** An app as small as it gets: one provider, and two components. */
export const WholeApp = meta.story({
  render: () => (
    <SyncProvider convex={storyWorld().convex}>
      <SyncBadge />
      <ProfileForm />
    </SyncProvider>
  ),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("textbox", { name: "Last name" })).toHaveValue(
      "van der Berg",
    );
  },
});

/** The words of all components at once; a component's own `strings` prop still wins. */
export const Words = meta.story({
  render: () => (
    <SyncProvider convex={storyWorld().convex} language={dutch}>
      <ProfileForm strings={{ save: "Bewaren" }} />
    </SyncProvider>
  ),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Niets op te slaan.")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Bewaren" })).toBeVisible();
    await expect(canvas.getByRole("textbox", { name: "First name" })).toBeVisible();
  },
});

/** Without a language of its own it speaks the one around it. */
export const LanguageAround = meta.story({
  render: () => (
    <StringsProvider language={dutch}>
      <SyncProvider convex={storyWorld().convex}>
        <ProfileForm />
      </SyncProvider>
    </StringsProvider>
  ),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Niets op te slaan.")).toBeVisible();
  },
});

/** Whoever has just signed up gets a row without waiting for Clerk's webhook, on any page. */
export const FirstLoad = meta.story({
  parameters: { world: { signedInAs: null } },
  render: () => (
    <SyncProvider convex={storyWorld().convex}>
      <p>A page without any component of the kit.</p>
    </SyncProvider>
  ),
  play: async ({ canvas }) => {
    await canvas.findByText(/A page without/);
    const { clerk, convex, signInAs } = storyWorld();
    const newcomer = { username: "noor_h", email_address: ["noor@example.com"] };
    const { id } = await clerk.users.create(newcomer, { webhook: false });
    await signInAs(id);
    await waitFor(async () => {
      const profile = await convex.query(api.users.current, {});
      await expect(profile?.username).toBe("noor_h");
    });
  },
});
