import preview from "#.storybook/preview";
import { useState } from "react";
import type { Canvas } from "storybook/internal/csf";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { OnboardingWizard } from "../../src/components/OnboardingWizard";
import { Button } from "../../src/components/ui";
import { drawPicture } from "../kit/avatarPicker.builders";
import { chooseFile, editor } from "../kit/avatarPicker.steps";

/**
 * The wizard on the whole system, inside this page: real clerk-react, real Convex client, the
 * functions of `convex/`, signed webhooks. The toolbar makes things go wrong.
 */
const meta = preview.meta({
  title: "Components/OnboardingWizard/Connected",
  component: OnboardingWizard,
  args: { steps: { picture: "hidden" } },
  parameters: {
    world: { signedInAs: null },
    // A page has one Clerk, so these stories cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "520px" } },
  },
});

/** Signs somebody in who has just signed up, and of whom nothing is known but an address. */
async function signUp(canvas: Canvas, firstStep = "What is your name?"): Promise<string> {
  const { clerk, signInAs } = storyWorld();
  const { id } = await clerk.users.create({ email_address: ["noor@example.com"] });
  await signInAs(id);
  await heading(canvas, firstStep);
  return id;
}

const heading = (canvas: Canvas, name: string) => canvas.findByRole("heading", { name });

async function enter(canvas: Canvas, label: string, value: string): Promise<void> {
  const field = await canvas.findByRole("textbox", { name: label });
  await userEvent.clear(field);
  await userEvent.type(field, `${value}{Enter}`);
}

/** From the first step to the end: both sides have everything, and Clerk's events have come back. */
export const FromBeginningToEnd = meta.story({
  play: async ({ canvas }) => {
    const id = await signUp(canvas);
    await enter(canvas, "First name", "Noor");
    await heading(canvas, "Choose a username");
    await enter(canvas, "Username", "noor_h");
    await heading(canvas, "What are you interested in?");
    await userEvent.type(canvas.getByRole("textbox", { name: "Interests" }), "Chess,Music{Enter}");
    await userEvent.click(canvas.getByRole("button", { name: "Next" }));
    await heading(canvas, "Check and finish");
    await userEvent.click(canvas.getByRole("button", { name: "Finish" }));
    await heading(canvas, "You are all set");
    const { first_name, username } = storyWorld().clerk.users.get(id) ?? {};
    await expect({ first_name, username }).toEqual({ first_name: "Noor", username: "noor_h" });
    const sides = within(canvas.getByRole("region", { name: "Where it is" }));
    await waitFor(() => expect(sides.getAllByText("Saved")).toHaveLength(2));
  },
});

/** With the picture's step: what is chosen goes to Clerk and to Convex's storage as one goes on. */
export const WithPicture = meta.story({
  args: { steps: {} },
  play: async ({ canvas }) => {
    const id = await signUp(canvas, "Add a picture");
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { dialog } = await editor();
    await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
    await canvas.findByRole("button", { name: "Change picture" });
    await userEvent.click(canvas.getByRole("button", { name: "Next" }));
    await heading(canvas, "What is your name?");
    await expect(storyWorld().clerk.users.get(id)?.has_image).toBe(true);
    await userEvent.click(canvas.getByRole("button", { name: "Back" }));
    await heading(canvas, "Add a picture");
    await expect(await canvas.findByRole("img", { name: "Your picture" })).toBeVisible();
  },
});

function OnTwoDevices() {
  const [device, setDevice] = useState("phone");
  return (
    <div style={{ display: "grid", gap: "1rem", justifyItems: "start" }}>
      <Button onClick={() => setDevice("computer")}>Go on at another device</Button>
      <OnboardingWizard key={device} steps={{ picture: "hidden" }} />
    </div>
  );
}

/** Begun on one device and taken up on another: at the same step, with what was entered. */
export const ResumedOnAnotherDevice = meta.story({
  render: () => <OnTwoDevices />,
  play: async ({ canvas }) => {
    await signUp(canvas);
    await enter(canvas, "First name", "Noor");
    await heading(canvas, "Choose a username");
    await enter(canvas, "Username", "noor_h");
    await heading(canvas, "What are you interested in?");
    await userEvent.click(canvas.getByRole("button", { name: "Go on at another device" }));
    await heading(canvas, "What are you interested in?");
    await userEvent.click(canvas.getByRole("link", { name: /^Name/ }));
    await expect(await canvas.findByRole("textbox", { name: "First name" })).toHaveValue("Noor");
  },
});

/** Clerk refuses the username at the end; the person mends it, and is finished. */
export const RefusedAtTheEnd = meta.story({
  args: { defaultStep: "done" },
  parameters: { world: { signedInAs: "zoe_vdb" } },
  play: async ({ canvas }) => {
    await heading(canvas, "Check and finish");
    await userEvent.click(canvas.getByRole("button", { name: "Change username" }));
    const field = await canvas.findByRole("textbox", { name: "Username" });
    await userEvent.clear(field);
    await userEvent.type(field, "amara");
    await userEvent.click(canvas.getByRole("link", { name: /^Finish/ }));
    await heading(canvas, "Check and finish");
    await userEvent.click(canvas.getByRole("button", { name: "Finish" }));
    await canvas.findByText("You are not finished yet");
    await expect(personInWorld("zoe_vdb").username).toBe("zoe_vdb");

    const trouble = within(canvas.getByRole("form"));
    const [mend] = trouble.getAllByRole("button", { name: "Change username" });
    if (mend) await userEvent.click(mend);
    const again = await canvas.findByRole("textbox", { name: "Username" });
    await expect(again).toHaveValue("amara");
    await expect(again).toHaveAccessibleDescription(/taken/);
    await enter(canvas, "Username", "zoe_writes");
    await heading(canvas, "What are you interested in?");
    await userEvent.click(canvas.getByRole("link", { name: /^Finish/ }));
    await heading(canvas, "Check and finish");
    await userEvent.click(canvas.getByRole("button", { name: "Finish" }));
    await heading(canvas, "You are all set");
    await waitFor(() => expect(personInWorld("zoe_writes").username).toBe("zoe_writes"));
  },
});
