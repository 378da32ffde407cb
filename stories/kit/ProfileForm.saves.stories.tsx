import preview from "#.storybook/preview";
import type { StoryContext } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { clerkAnswers429, clerkIsDown, clerkRefuses, convexRefuses, never } from "../../testing";
import { LiveForm } from "./profileForm.builders";

/**
 * The form with the kit's real save behind it, and two sides that answer as each story says. The
 * play function types, saves and reads what a person would read.
 */
const meta = preview.meta({ title: "Components/ProfileForm/Saves", component: LiveForm });

type Canvas = StoryContext["canvas"];

async function change(canvas: Canvas, label: string, value: string) {
  const field = canvas.getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, value);
}

const save = (canvas: Canvas) =>
  userEvent.click(canvas.getByRole("button", { name: "Save changes" }));

/** Change a name and save: the heading follows at once, then both sides have it. */
export const BothSides = meta.story({
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await expect(canvas.getByText("Not saved yet: First name.")).toBeVisible();
    await save(canvas);
    await expect(canvas.getByRole("heading", { name: "Augusta Lovelace" })).toBeVisible();
    await expect(await canvas.findByText("Saved here and in Clerk.")).toBeVisible();
  },
});

/** The username is taken: the reason stands at the field, the heading is back, the typing stays. */
export const UsernameTaken = meta.story({
  args: { ports: { updateClerkUser: clerkRefuses() } },
  play: async ({ canvas }) => {
    await change(canvas, "Username", "grace_h");
    await save(canvas);
    const username = canvas.getByLabelText("Username");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/taken/));
    await expect(username).toHaveValue("grace_h");
    await expect(canvas.getByText("@ada_l")).toBeVisible();
    const title = canvas.getByText("Clerk did not accept this, so nothing was changed");
    await waitFor(() => expect(title.closest("[tabindex]")).toHaveFocus());
    // Another name is another question: the refusal says nothing about it.
    await userEvent.type(username, "opper");
    await expect(username).not.toBeInvalid();
  },
});

/** Clerk does not answer: it is saved here and there is nothing left to do. */
export const ClerkDown = meta.story({
  args: { ports: { updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await canvas.findAllByText("Saved here, and on its way to Clerk");
    await expect(canvas.getByRole("button", { name: "Save changes" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  },
});

/** Clerk has had enough for now (429): the server asks again later, and nobody has to wait. */
export const ClerkRateLimited = meta.story({
  args: { ports: { updateClerkUser: clerkAnswers429() } },
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await canvas.findAllByText("Saved here, and on its way to Clerk");
  },
});

/** Clerk takes its time: it shows at once, and the button keeps its width and its place. */
export const Slow = meta.story({
  args: { ports: { updateClerkUser: never } },
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await expect(await canvas.findByText("Saving…")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Augusta Lovelace" })).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Save changes" })).toHaveFocus();
  },
});

/** Convex refuses and Clerk says yes: neither answer hides the other. */
export const ConvexRefuses = meta.story({
  args: { ports: { updateProfile: convexRefuses() } },
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await expect(await canvas.findByText(/Too many saves/)).toBeVisible();
    await canvas.findAllByText("Saved in Clerk, not here yet");
  },
});

/** Both fail: nothing is saved, nothing is lost, and trying again keeps what was typed. */
export const BothFail = meta.story({
  args: { ports: { updateProfile: convexRefuses(), updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await expect(await canvas.findByText("Nothing was saved, and nothing is lost")).toBeVisible();
    await expect(canvas.getByLabelText("First name")).toHaveValue("Augusta");
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(canvas.getByLabelText("First name")).toHaveValue("Augusta");
  },
});

/** With the keyboard alone: Enter saves, and the save button has the focus when reached by Tab. */
export const KeyboardOnly = meta.story({
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole("button", { name: /In sync/ })).toHaveFocus();
    await userEvent.tab();
    await expect(canvas.getByLabelText("First name")).toHaveFocus();
    await userEvent.keyboard("{End} King{Enter}");
    await expect(await canvas.findByText("Saved here and in Clerk.")).toBeVisible();
    await expect(canvas.getByLabelText("First name")).toHaveFocus();
  },
});

/** Only what Convex owns has changed: Clerk is not asked, and the words do not mention it. */
export const InterestsOnly = meta.story({
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "Interests" }), "Chess{Enter}");
    await expect(canvas.getByText("Not saved yet: Interests.")).toBeVisible();
    await save(canvas);
    await expect(await canvas.findByText("Saved.")).toBeVisible();
  },
});

/** Changed one's mind after saving: the earlier values come back, by a save of their own. */
export const UndoneAfterSave = meta.story({
  play: async ({ canvas }) => {
    await change(canvas, "First name", "Augusta");
    await save(canvas);
    await userEvent.click(await canvas.findByRole("button", { name: "Undo this save" }));
    await expect(await canvas.findByRole("heading", { name: "Ada Lovelace" })).toBeVisible();
    await expect(canvas.getByLabelText("First name")).toHaveValue("Ada");
    await expect(await canvas.findByText("Saved here and in Clerk.")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Undo this save" })).toBeNull();
  },
});

/** Somebody took the old username meanwhile: undoing is a save like any other, and is refused. */
export const UndoRefused = meta.story({
  args: {
    ports: {
      updateClerkUser: ({ username }) =>
        username === "ada_l" ? clerkRefuses()() : Promise.resolve({ updatedAt: 7, imageUrl: null }),
    },
  },
  play: async ({ canvas }) => {
    await change(canvas, "Username", "countess");
    await save(canvas);
    await userEvent.click(await canvas.findByRole("button", { name: "Undo this save" }));
    const username = canvas.getByLabelText("Username");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/taken/));
    await expect(username).toHaveValue("ada_l");
    await expect(canvas.getByText("@countess")).toBeVisible();
  },
});
