import preview from "#.storybook/preview";
import type { Canvas } from "storybook/internal/csf";
import { expect, userEvent, waitFor } from "storybook/test";
import { personInWorld, storySandbox } from "../../.storybook/world/storyWorld";
import { ProfileForm } from "../../src/components/ProfileForm";

/**
 * What Storybook's toolbar can do to any story that has `parameters.world`. Each of these stories
 * has one choice made, and shows that it acts.
 */
const meta = preview.meta({
  title: "Testing kit/Toolbar",
  component: ProfileForm,
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    docs: { story: { inline: false, height: "520px" } },
  },
});

const page = () => document.documentElement;

/** The components speak German; English and German run the same way. */
export const German = meta.story({
  globals: { language: "de", direction: "auto" },
  play: async ({ canvas }) => {
    await canvas.findByRole("textbox", { name: "Vorname" });
    await expect(page()).toHaveAttribute("lang", "de");
    await expect(page()).toHaveAttribute("dir", "ltr");
  },
});

/** Arabic turns the page around. */
export const Arabic = meta.story({
  globals: { language: "ar", direction: "auto" },
  play: async ({ canvas }) => {
    await canvas.findByRole("textbox", { name: "الاسم الأول" });
    await expect(page()).toHaveAttribute("lang", "ar");
    await expect(page()).toHaveAttribute("dir", "rtl");
  },
});

/** A direction that was chosen goes before the language's own. */
export const ArabicFromTheLeft = meta.story({
  globals: { language: "ar", direction: "ltr" },
  play: async ({ canvas }) => {
    await canvas.findByRole("textbox", { name: "الاسم الأول" });
    await expect(page()).toHaveAttribute("dir", "ltr");
  },
});

async function rename(canvas: Canvas) {
  const field = await canvas.findByRole("textbox", { name: "Username" });
  await waitFor(() => expect(field).toHaveValue("zoe_vdb"));
  await userEvent.clear(field);
  await userEvent.type(field, "zoe_writes{Enter}");
  return field;
}

/** Clerk refuses: said at the field. */
export const ClerkRefuses = meta.story({
  globals: { clerkFault: "refuse" },
  play: async ({ canvas }) => {
    const field = await rename(canvas);
    await waitFor(() => expect(field).toHaveAccessibleDescription(/taken/));
    await expect(personInWorld("zoe_vdb").username).toBe("zoe_vdb");
  },
});

/** Convex refuses, and Clerk says yes: neither hides the other. */
export const ConvexRefuses = meta.story({
  globals: { convexFault: "refuse" },
  play: async ({ canvas }) => {
    await rename(canvas);
    await canvas.findByText(/Too many saves/);
    await expect(personInWorld("zoe_writes").first_name).toBe("Zoë");
  },
});

/** The line breaks under Convex's answers: its client asks again, and nothing is done twice. */
export const AnswersAreLost = meta.story({
  globals: { convexFault: "answer_lost" },
  play: async ({ canvas }) => {
    await rename(canvas);
    await canvas.findByText("Saved here and in Clerk.");
    const { convex } = storySandbox().world;
    await expect(convex.connectionState().connectionCount).toBeGreaterThan(1);
  },
});

/** Both sides are far away: it takes its time, and says so. */
export const FarAway = meta.story({
  globals: { latency: "ms200" },
  play: async ({ canvas }) => {
    await rename(canvas);
    await canvas.findByText("Saving…");
    await canvas.findByText("Saved here and in Clerk.");
  },
});

/** Somebody else than the story says. */
export const SomebodyElse = meta.story({
  globals: { signedInAs: "minhanh" },
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "Username" });
    await waitFor(() => expect(field).toHaveValue("minhanh"));
  },
});

/** Nobody, though the story says somebody. */
export const Nobody = meta.story({
  globals: { signedInAs: "nobody" },
  play: async ({ canvas }) => {
    await canvas.findByText("You are signed out");
  },
});
