import preview from "#.storybook/preview";
import { ClerkAPIResponseError } from "@clerk/shared/error";
import { ConvexError } from "convex/values";
import type { Canvas } from "storybook/internal/csf";
import { expect, userEvent, within } from "storybook/test";
import { ada, aNewcomer, LiveWizard, silence } from "./onboardingWizard.builders";

/**
 * What becomes of what was entered: the kit's real save, and two sides that answer as each story
 * says.
 */
const meta = preview.meta({
  title: "Components/OnboardingWizard/Saves",
  component: LiveWizard,
  args: { stored: aNewcomer({ first_name: "Ada" }), defaultStep: "username" },
});

const usernameTaken = () =>
  Promise.reject(
    new ClerkAPIResponseError("", {
      status: 422,
      data: [
        {
          code: "form_identifier_exists",
          message: "already exists",
          long_message: "That username is taken. Please try another.",
          meta: { param_name: "username" },
        },
      ],
    }),
  );
const clerkIsDown = () =>
  Promise.reject(new ClerkAPIResponseError("Service unavailable", { status: 503, data: [] }));
const convexRefuses = () =>
  Promise.reject(
    new ConvexError({ code: "rate_limited", message: "That was many saves in a short time." }),
  );

const heading = (canvas: Canvas, name: string) => canvas.findByRole("heading", { name });
const button = (canvas: Canvas, name: string) => canvas.getByRole("button", { name });
const username = (canvas: Canvas) => canvas.getByRole("textbox", { name: "Username" });
const sides = (canvas: Canvas) => within(canvas.getByRole("region", { name: "Where it is" }));

async function enter(canvas: Canvas, name = "countess") {
  await userEvent.clear(username(canvas));
  await userEvent.type(username(canvas), `${name}{Enter}`);
}

/** Both sides have been asked. It is announced, and the button keeps its width and the focus. */
export const Busy = meta.story({
  args: { ports: { updateClerkUser: silence } },
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
  args: { ports: { updateClerkUser: usernameTaken } },
  play: async ({ canvas }) => {
    await enter(canvas);
    await expect(await canvas.findByText("Clerk did not accept this")).toBeVisible();
    await expect(username(canvas)).toHaveFocus();
    await expect(username(canvas)).toHaveAccessibleDescription(/is taken/);
    await expect(username(canvas)).toHaveValue("countess");
    // Another name is another question: the refusal says nothing about it.
    await userEvent.type(username(canvas), "_l");
    await expect(username(canvas)).not.toBeInvalid();
  },
});

/** Clerk does not answer: saved here, nothing to do, and the person goes on. */
export const ClerkDown = meta.story({
  args: { ports: { updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await enter(canvas);
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
  },
});

/** Too many saves, and Clerk says yes: neither answer hides the other. */
export const RateLimited = meta.story({
  args: { ports: { updateOnboardingData: convexRefuses } },
  play: async ({ canvas }) => {
    await enter(canvas);
    const title = await canvas.findByText("Saved in Clerk, not here yet");
    await expect(title.closest("[tabindex]")).toHaveFocus();
    await expect(canvas.getByText(/many saves/)).toBeVisible();
    await expect(button(canvas, "Try again")).toBeVisible();
  },
});

/** What Convex alone owns and does not take. */
export const ConvexRefuses = meta.story({
  args: { stored: ada(), defaultStep: "interests", ports: { updateOnboardingData: convexRefuses } },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "Interests" }), "Music{Enter}{Enter}");
    await expect(await canvas.findByText("This could not be saved")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Remove Music" })).toBeVisible();
  },
});

/** Neither side could be written: nothing saved, nothing lost. */
export const BothFail = meta.story({
  args: { ports: { updateOnboardingData: convexRefuses, updateClerkUser: clerkIsDown } },
  play: async ({ canvas }) => {
    await enter(canvas);
    await expect(await canvas.findByText("Nothing was saved, and nothing is lost")).toBeVisible();
    await expect(username(canvas)).toHaveValue("countess");
  },
});

/** Without a connection nobody has to wait: what was entered is sent once there is one. */
export const Offline = meta.story({
  args: {
    model: { connected: false },
    ports: {
      updateOnboardingData: silence,
      updateClerkUser: clerkIsDown,
      watchConnection: (tell) => {
        tell(false);
        return () => {};
      },
    },
  },
  play: async ({ canvas }) => {
    await enter(canvas);
    await expect(await canvas.findByText(/This is sent as soon as there is one/)).toBeVisible();
    await userEvent.click(button(canvas, "Go on meanwhile"));
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
    await userEvent.click(button(canvas, "Back"));
    await expect(username(canvas)).toHaveValue("countess");
  },
});

/** A picture on its way, with how much of it has been sent. */
export const SlowPicture = meta.story({
  args: {
    defaultStep: "picture",
    renderPicture: ({ onPick }) => (
      <button
        type="button"
        onClick={() => onPick({ file: new File(["x"], "ada.png", { type: "image/png" }) })}
      >
        Take this one
      </button>
    ),
    ports: {
      uploadFile: ({ onProgress }) => {
        onProgress(0.4);
        return silence();
      },
    },
  },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Take this one"));
    await userEvent.click(button(canvas, "Next"));
    await expect(await canvas.findByText("Uploading your picture: 40 %")).toBeVisible();
  },
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
    ports: { updateClerkUser: clerkIsDown, completeOnboarding: silence },
  },
  play: async ({ canvas }) => {
    await enter(canvas, "enchantress");
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
  args: { stored: ada("done"), defaultStep: "done", ports: { updateClerkUser: usernameTaken } },
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
  args: { stored: ada("done"), defaultStep: "done", ports: { completeOnboarding: convexRefuses } },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Finish"));
    await expect(await canvas.findByText("You are not finished yet")).toBeVisible();
    await expect(sides(canvas).getByText("Not saved")).toBeVisible();
    await userEvent.click(button(canvas, "Try again"));
    await expect(await canvas.findByText("You are not finished yet")).toBeVisible();
  },
});

/** The end without a connection: it waits, and says for what. */
export const OfflineAtTheEnd = meta.story({
  args: {
    stored: ada("done"),
    defaultStep: "done",
    model: { connected: false },
    ports: {
      completeOnboarding: silence,
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
