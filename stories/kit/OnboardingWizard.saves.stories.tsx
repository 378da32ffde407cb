import preview from "#.storybook/preview";
import { expect, userEvent, waitFor } from "storybook/test";
import { clerkAnswers429, clerkIsDown, clerkRefuses, convexRefuses, never } from "../../testing";
import { ada, aNewcomer, LiveWizard } from "./onboardingWizard.builders";
import { button, enterUsername, heading, username } from "./onboardingWizard.steps";

/**
 * What becomes of what was entered in a step: the kit's real save, and two sides that answer as
 * each story says.
 */
const meta = preview.meta({
  title: "Components/OnboardingWizard/Saves",
  component: LiveWizard,
  args: { stored: aNewcomer({ first_name: "Ada" }), defaultStep: "username" },
});

/** Both sides have been asked. It is announced, and the button keeps its width and the focus. */
export const Busy = meta.story({
  args: { ports: { updateClerkUser: never } },
  play: async ({ canvas }) => {
    await userEvent.type(username(canvas), "countess");
    await userEvent.click(button(canvas, "Next"));
    await expect(await canvas.findByText("Saving…")).toBeVisible();
    await expect(canvas.getByRole("form")).toHaveAttribute("aria-busy", "true");
    await expect(button(canvas, "Next")).toHaveFocus();
    await expect(button(canvas, "Back")).toHaveAttribute("aria-disabled", "true");
  },
});

/** The username is taken: the person stays, and the reason stands at the field. */
export const ClerkRefuses = meta.story({
  args: { ports: { updateClerkUser: clerkRefuses() } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await expect(await canvas.findByText("Clerk did not accept this")).toBeVisible();
    await expect(username(canvas)).toHaveFocus();
    await expect(username(canvas)).toHaveAccessibleDescription(/is taken/);
    await expect(username(canvas)).toHaveValue("countess");
  },
});

/** Another name is another question: what Clerk said of the first says nothing about it. */
export const RefusalAnswered = meta.story({
  args: { ports: { updateClerkUser: clerkRefuses() } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await waitFor(() => expect(username(canvas)).toBeInvalid());
    await userEvent.type(username(canvas), "_l");
    await expect(username(canvas)).not.toBeInvalid();
    await expect(canvas.queryByText("Clerk did not accept this")).not.toBeInTheDocument();
  },
});

/** Clerk does not answer: saved here, nothing to do, and the person goes on. */
export const ClerkDown = meta.story({
  args: { ports: { updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
  },
});

/** Clerk answers 429, and is asked again later by the server: nobody has to wait for that. */
export const ClerkRateLimited = meta.story({
  args: { ports: { updateClerkUser: clerkAnswers429() } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
  },
});

/** Too many saves, and Clerk says yes: neither answer hides the other. */
export const RateLimited = meta.story({
  args: { ports: { updateOnboardingData: convexRefuses() } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    const title = await canvas.findByText("Saved in Clerk, not here yet");
    await expect(title.closest("[tabindex]")).toHaveFocus();
    await expect(canvas.getByText(/many saves/)).toBeVisible();
    await expect(button(canvas, "Try again")).toBeVisible();
  },
});

/** What Convex alone owns and does not take. */
export const ConvexRefuses = meta.story({
  args: {
    stored: ada(),
    defaultStep: "interests",
    ports: { updateOnboardingData: convexRefuses() },
  },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "Interests" }), "Music{Enter}{Enter}");
    await expect(await canvas.findByText("This could not be saved")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Remove Music" })).toBeVisible();
  },
});

/** Neither side could be written: nothing saved, nothing lost. */
export const BothFail = meta.story({
  args: { ports: { updateOnboardingData: convexRefuses(), updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await expect(await canvas.findByText("Nothing was saved, and nothing is lost")).toBeVisible();
    await expect(username(canvas)).toHaveValue("countess");
  },
});

/** Without a connection nobody has to wait: what was entered is sent once there is one. */
export const Offline = meta.story({
  args: {
    model: { connected: false },
    ports: {
      updateOnboardingData: never,
      updateClerkUser: clerkIsDown,
      watchConnection: (tell) => {
        tell(false);
        return () => {};
      },
    },
  },
  play: async ({ canvas }) => {
    await enterUsername(canvas);
    await expect(await canvas.findByText(/This is sent as soon as there is one/)).toBeVisible();
    await userEvent.click(button(canvas, "Go on meanwhile"));
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
    await userEvent.click(button(canvas, "Back"));
    await expect(username(canvas)).toHaveValue("countess");
  },
});
