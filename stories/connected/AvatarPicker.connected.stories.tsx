import preview from "#.storybook/preview";
import type { Canvas } from "storybook/internal/csf";
import { expect, userEvent, waitFor } from "storybook/test";
import { personInWorld } from "../../.storybook/world/storyWorld";
import { AvatarPicker } from "../../src/components/AvatarPicker";
import { drawPicture } from "../kit/avatarPicker.builders";
import { chooseFile, editor } from "../kit/avatarPicker.steps";

/**
 * The picker on the whole system, inside this page: real clerk-react, real Convex client, file
 * storage, signed webhooks. The toolbar makes things go wrong.
 */
const meta = preview.meta({
  title: "Components/AvatarPicker/Connected",
  component: AvatarPicker,
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    // A page has one Clerk, so these stories cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "240px" } },
  },
});

/** Choose a picture: it is sent to both sides at once, and both have it. */
export const Saves = meta.story({
  play: async ({ canvas }) => {
    await usePicture(canvas);
    await canvas.findByText("Saved here and in Clerk.");
    await expect(personInWorld("zoe_vdb").has_image).toBe(true);
  },
});

/** Clerk refuses the picture: Convex gets the old one back, and Clerk's reason is read here. */
export const ClerkRefuses = meta.story({
  parameters: {
    world: {
      signedInAs: "zoe_vdb",
      faults: [
        {
          on: "frontend",
          effect: "refuse",
          match: { method: "POST", path: "/v1/me/profile_image" },
        },
      ],
    },
  },
  play: async ({ canvas }) => {
    const before = await pictureOf(canvas);
    await usePicture(canvas);
    await expect(await canvas.findByRole("alert")).toHaveTextContent(
      "Clerk did not accept this picture",
    );
    await waitFor(async () => expect(await pictureOf(canvas)).toBe(before));
  },
});

/** The browser cannot reach Clerk. Convex has the picture, and the server goes on. */
export const ClerkOutOfReach = meta.story({
  parameters: {
    world: {
      signedInAs: "zoe_vdb",
      faults: [
        {
          on: "frontend",
          effect: "network_error",
          match: { method: "POST", path: "/v1/me/profile_image" },
        },
        { on: "backend", effect: "slow", ms: 60_000 },
      ],
    },
  },
  play: async ({ canvas }) => {
    await usePicture(canvas);
    await canvas.findByText("Saved here, and on its way to Clerk");
  },
});

/** Nobody is signed in: the same shape, and it says why nothing can be chosen. */
export const SignedOut = meta.story({
  parameters: { world: { signedInAs: null } },
  play: async ({ canvas }) => {
    await canvas.findByText("Sign in to change your picture.");
    await expect(canvas.getByRole("button", { name: "Upload a picture" })).toBeDisabled();
  },
});

async function usePicture(canvas: Canvas): Promise<void> {
  await waitFor(() => expect(canvas.getByLabelText("Upload a picture")).toBeEnabled());
  await chooseFile(canvas, await drawPicture("hills.png"));
  const { dialog } = await editor();
  await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
}

/** The address of the picture that is shown, once there is one. */
async function pictureOf(canvas: Canvas): Promise<string> {
  return waitFor(() => {
    const picture = canvas.getByRole("img", { name: /Zo/ }).querySelector("img");
    if (picture === null) throw new Error("There is no picture yet.");
    return picture.src;
  });
}
