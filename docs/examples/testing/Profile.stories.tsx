// #region story
import type { Meta, StoryObj } from "@storybook/react-vite";
import { ProfileForm } from "clerk-convex-sync/components";
import "clerk-convex-sync/styles.css";
import { aUser, faults, SandboxProvider, type SandboxFault } from "clerk-convex-sync/testing";
import { expect, userEvent, waitFor } from "storybook/test";
import { app } from "virtual:convex-app";

const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l").withImage();

const meta = {
  component: ProfileForm,
  parameters: { faults: [] },
  decorators: [
    (Story, { parameters }) => (
      <SandboxProvider
        app={app}
        people={[ada]}
        signedInAs="ada_l"
        faults={parameters.faults as SandboxFault[]}
      >
        <Story />
      </SandboxProvider>
    ),
  ],
} satisfies Meta<typeof ProfileForm>;
export default meta;

/** Saves on both sides, and waits for Clerk's webhook. */
export const Saves: StoryObj<typeof meta> = {
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "First name" });
    await userEvent.clear(field);
    await userEvent.type(field, "Augusta{Enter}");
    await canvas.findByText("Saved here and in Clerk.");
  },
};
// #endregion story

// #region trouble
/** Clerk refuses: said at the field. */
export const Refused: StoryObj<typeof meta> = {
  parameters: { faults: [faults.clerk.refuses("username taken")] },
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "Username" });
    await userEvent.type(field, "_2{Enter}");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/taken/));
  },
};
// #endregion trouble
