import preview from "#.storybook/preview";
import { expect, userEvent, waitFor } from "storybook/test";
import { clerkIsDown, clerkRefuses, convexRefuses, never } from "../../testing";
import { ada, LiveWizard } from "./onboardingWizard.builders";
import { button, enterUsername, heading, sides, username } from "./onboardingWizard.steps";

/** The end, and the truth about each side: finished, on its way, refused, or not at all. */
const meta = preview.meta({
  title: "Components/OnboardingWizard/The end",
  component: LiveWizard,
});

/** Finished, and both sides have it. */
export const Finished = meta.story({
  args: { stored: ada("done"), defaultStep: "done" },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Finish"));
    await expect(await heading(canvas, "You are all set")).toHaveFocus();
    await expect(sides(canvas).getAllByText("Saved")).toHaveLength(2);
  },
});

/** While it is being finished, each side says for itself how far it is. */
export const Finishing = meta.story({
  args: {
    stored: ada("username"),
    defaultStep: "username",
    steps: { interests: "hidden" },
    ports: { updateClerkUser: clerkIsDown, completeOnboarding: never },
  },
  play: async ({ canvas }) => {
    await enterUsername(canvas, "enchantress");
    await heading(canvas, "Check and finish");
    await userEvent.click(button(canvas, "Finish"));
    await expect(await canvas.findByText("Finishing…")).toBeVisible();
    await expect(sides(canvas).getByText("Saving…")).toBeVisible();
  },
});

/** Finished here, while Clerk has still to hear of the username: nothing to do, and no lie. */
export const FinishedAndOnItsWay = meta.story({
  args: {
    stored: ada("done", { onboarding: { step: "done", completed_at: Date.UTC(2026, 10, 22) } }),
    model: { syncStatus: "pending" },
    onDone: () => {},
  },
  play: async ({ canvas }) => {
    await expect(sides(canvas).getByText("On its way")).toBeVisible();
    await expect(button(canvas, "Continue")).toBeVisible();
  },
});

/** Finished, and later Clerk said no: it says so, with a way to mend it. */
export const RefusedLater = meta.story({
  args: {
    stored: ada("done", {
      username: null,
      onboarding: { step: "done", completed_at: Date.UTC(2026, 10, 22) },
    }),
    model: { laterRefusal: { field: "username", message: "That username is taken." } },
  },
  play: async ({ canvas }) => {
    await expect(sides(canvas).getByText("Refused")).toBeVisible();
    await userEvent.click(button(canvas, "Change username"));
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
  },
});

/** The last word was Clerk's no: not finished, the reason on its side, and one click to the step. */
export const RefusedAtTheEnd = meta.story({
  args: { stored: ada("done"), defaultStep: "done", ports: { updateClerkUser: clerkRefuses() } },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Change username"));
    await userEvent.clear(username(canvas));
    await userEvent.type(username(canvas), "grace");
    await userEvent.click(canvas.getByRole("link", { name: /^Finish/ }));
    await heading(canvas, "Check and finish");
    await userEvent.click(button(canvas, "Finish"));
    const title = await canvas.findByText("You are not finished yet");
    await expect(title.closest("[tabindex]")).toHaveFocus();
    await expect(sides(canvas).getByText("Refused")).toBeVisible();
    await expect(sides(canvas).getByText("Put back")).toBeVisible();
    await userEvent.click(
      canvas.getAllByRole("button", { name: "Change username" })[0] ?? document.body,
    );
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
    await expect(username(canvas)).toHaveValue("grace");
    await expect(username(canvas)).toHaveAccessibleDescription(/is taken/);
  },
});

/** The app's server did not take the end: nothing is lost, and it can be tried again. */
export const ConvexRefusesTheEnd = meta.story({
  args: {
    stored: ada("done"),
    defaultStep: "done",
    ports: { completeOnboarding: convexRefuses() },
  },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Finish"));
    await expect(await canvas.findByText("You are not finished yet")).toBeVisible();
    await expect(sides(canvas).getByText("Not saved")).toBeVisible();
    await userEvent.click(button(canvas, "Try again"));
    await expect(await canvas.findByText("You are not finished yet")).toBeVisible();
  },
});

/** Neither side took the end: not finished, nothing lost, and each side says why. */
export const BothFailAtTheEnd = meta.story({
  args: {
    stored: ada("done"),
    defaultStep: "done",
    ports: { completeOnboarding: convexRefuses(), updateClerkUser: clerkIsDown },
  },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Change username"));
    await userEvent.clear(username(canvas));
    await userEvent.type(username(canvas), "enchantress");
    await userEvent.click(canvas.getByRole("link", { name: /^Finish/ }));
    await heading(canvas, "Check and finish");
    await userEvent.click(button(canvas, "Finish"));
    const title = await canvas.findByText("You are not finished yet");
    await waitFor(() => expect(title.closest("[tabindex]")).toHaveFocus());
    await expect(canvas.getByText(/Neither the app nor Clerk/)).toBeVisible();
    await expect(sides(canvas).getAllByText("Not saved")).toHaveLength(2);
    await expect(canvas.getByText("@enchantress")).toBeVisible();
  },
});

/** The end without a connection: it waits, and says for what. */
export const OfflineAtTheEnd = meta.story({
  args: {
    stored: ada("done"),
    defaultStep: "done",
    model: { connected: false },
    ports: {
      completeOnboarding: never,
      watchConnection: (tell) => {
        tell(false);
        return () => {};
      },
    },
  },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Finish"));
    await expect(await canvas.findByText(/keep this page open/)).toBeVisible();
    await expect(sides(canvas).getByText("Waiting")).toBeVisible();
  },
});
