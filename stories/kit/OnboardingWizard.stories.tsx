import preview from "#.storybook/preview";
import { useState } from "react";
import { expect, fn, userEvent } from "storybook/test";
import {
  OnboardingWizardView,
  type OnboardingWizardModel,
  type WizardStep,
} from "../../src/components/OnboardingWizard";
import { Button } from "../../src/components/ui";
import { arabic, german } from "../../src/components/strings";
import { ada, aNewcomer, LiveWizard, type LiveWizardProps } from "./onboardingWizard.builders";
import { button, field, heading, steps } from "./onboardingWizard.steps";
import { InLanguage } from "./profileForm.builders";

/** The wizard in each of its states. Behind it the kit's real save, with two sides that say yes. */
const meta = preview.meta({
  title: "Components/OnboardingWizard/Steps",
  component: LiveWizard,
});

/** The first step of someone who has just signed up. */
export const Picture = meta.story({});

export const Name = meta.story({ args: { defaultStep: "name", steps: { picture: "hidden" } } });

/** Under the field stands what is known of the username while it is typed. */
export const Username = meta.story({
  args: {
    stored: aNewcomer({ first_name: "Ada" }),
    defaultStep: "username",
    model: { checkUsername: async (username) => username !== "grace" },
  },
  play: async ({ canvas }) => {
    await userEvent.type(field(canvas, "Username"), "grace");
    await expect((await canvas.findAllByText("Somebody else has this username."))[0]).toBeVisible();
  },
});

/** Interests to choose from, beside those that come to mind. */
export const Interests = meta.story({
  args: {
    stored: ada(null, { interests: ["Engines"] }),
    defaultStep: "interests",
    interestSuggestions: ["Engines", "Poetry", "Horses", "Mathematics", "Music"],
  },
});

/** Before the end everything can be looked over. */
export const Review = meta.story({
  args: { stored: ada("done") },
  play: async ({ canvas }) => {
    await expect(await heading(canvas, "Check and finish")).toBeVisible();
    await expect(canvas.getByText("@countess")).toBeVisible();
  },
});

/** From the review each step is one click away. */
export const ChangedFromTheReview = meta.story({
  args: { stored: ada("done") },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Change username"));
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
    await expect(field(canvas, "Username")).toHaveValue("countess");
  },
});

/** Finished a while ago: calm, and one button to go on. */
export const Completed = meta.story({
  args: {
    stored: ada("done", { onboarding: { step: "done", completed_at: Date.UTC(2026, 10, 1) } }),
    onDone: fn(),
  },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("heading", { name: "You are all set" })).toBeVisible();
    await userEvent.click(button(canvas, "Continue"));
    await expect(args.onDone).toHaveBeenCalledOnce();
  },
});

/** Begun on another device: it goes on where the person was, with what they entered. */
export const Resumed = meta.story({
  args: { stored: ada("interests") },
  play: async ({ canvas }) => {
    await expect(await heading(canvas, "What are you interested in?")).toBeVisible();
    await userEvent.click(steps(canvas).getByRole("link", { name: /^Name/ }));
    await expect(field(canvas, "First name")).toHaveValue("Ada");
  },
});

/** A name of any length wraps; in the row of steps and in the review nothing is pushed out. */
export const LongNames = meta.story({
  args: {
    stored: ada("done", {
      first_name: "Pablo Diego José Francisco de Paula Juan Nepomuceno",
      last_name: "María de los Remedios Cipriano de la Santísima Trinidad Ruiz y Picasso",
      username: "pablo_diego_jose_francisco_de_paula_juan_nepomuceno_picasso_1881",
      interests: ["Painting", "The history of bullfighting in Málaga", "Ceramics"],
    }),
  },
});

export const EmojiName = meta.story({
  args: {
    stored: ada("done", {
      first_name: "👩‍🚀 Mae",
      last_name: "Jemison",
      username: "mae_j",
      image_url: null,
      interests: ["🚀", "💃 dance", "🧪"],
    }),
  },
});

/** Each answer finds its own direction beside English words. */
export const RightToLeftName = meta.story({
  args: {
    stored: ada("done", {
      first_name: "محمد",
      last_name: "علي بن أحمد",
      username: "m_ali",
      interests: ["شطرنج", "موسيقى"],
    }),
  },
});

/** A whole page from right to left: the way runs from right to left, too. */
export const RightToLeftPage = meta.story({
  args: { stored: ada("username") },
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
});

/** On a narrow screen the steps are bars, and say in words which one it is. */
export const Narrow = meta.story({
  args: { stored: ada("username"), style: { maxInlineSize: "20rem" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Step 3 of 5")).toBeVisible();
  },
});

export const NarrowReview = meta.story({
  args: { stored: ada("done"), style: { maxInlineSize: "20rem" } },
});

/** Dark, whatever the system says. */
export const Dark = meta.story({
  args: { stored: ada("interests") },
  decorators: [
    (Story) => (
      <div data-theme="dark" style={{ padding: 24 }}>
        <Story />
      </div>
    ),
  ],
});

/** Whoever leaves out what is required stays, and is led to the field that says why. */
export const RequiredStep = meta.story({
  args: { defaultStep: "name" },
  play: async ({ canvas }) => {
    const name = field(canvas, "First name");
    await expect(name).not.toBeInvalid();
    await userEvent.click(button(canvas, "Next"));
    await expect(name).toHaveFocus();
    await expect(name).toHaveAccessibleDescription("Enter your name.");
    await expect(canvas.queryByRole("button", { name: "Skip for now" })).not.toBeInTheDocument();
    await userEvent.type(name, "Ada{Enter}");
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
  },
});

/** What breaks a rule stands at its field; with spaces there is no username. */
export const Mistake = meta.story({
  args: { stored: aNewcomer({ first_name: "Ada" }), defaultStep: "username" },
  play: async ({ canvas }) => {
    await userEvent.type(field(canvas, "Username"), "ada lovelace{Enter}");
    await expect(field(canvas, "Username")).toHaveFocus();
    await expect(field(canvas, "Username")).toHaveAccessibleDescription(
      "A username has no spaces.",
    );
  },
});

/** Optional steps can be skipped; the row of steps and the review say so. */
export const OptionalStepsSkipped = meta.story({
  args: { stored: aNewcomer({ first_name: "Ada", username: "countess" }) },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Skip for now"));
    await heading(canvas, "What is your name?");
    await userEvent.click(button(canvas, "Next"));
    await heading(canvas, "Choose a username");
    await userEvent.click(button(canvas, "Next"));
    await heading(canvas, "What are you interested in?");
    await userEvent.click(button(canvas, "Skip for now"));
    await heading(canvas, "Check and finish");
    await expect(steps(canvas).getByRole("link", { name: "Picture (skipped)" })).toBeVisible();
    await expect(canvas.getAllByText("Skipped")).toHaveLength(2);
  },
});

/** All steps required, and some hidden: the app says which. */
export const OwnRules = meta.story({
  args: {
    steps: { picture: "hidden", username: "hidden", interests: "required" },
    stored: aNewcomer({ first_name: "Ada" }),
    defaultStep: "interests",
  },
  play: async ({ canvas }) => {
    await expect(steps(canvas).getAllByRole("listitem")).toHaveLength(3);
    await userEvent.click(button(canvas, "Next"));
    await expect(field(canvas, "Interests")).toHaveFocus();
    await expect(field(canvas, "Interests")).toHaveAccessibleDescription(
      /^Enter at least one interest\./,
    );
  },
});

/** Going back never loses what was entered, saved or not. */
export const BackKeepsInput = meta.story({
  args: { stored: aNewcomer({ first_name: "Ada" }), defaultStep: "username" },
  play: async ({ canvas }) => {
    await userEvent.type(field(canvas, "Username"), "countess");
    await userEvent.click(button(canvas, "Back"));
    await expect(await heading(canvas, "What is your name?")).toHaveFocus();
    await userEvent.type(field(canvas, "Last name"), "Lovelace");
    await userEvent.click(button(canvas, "Next"));
    await heading(canvas, "Choose a username");
    await expect(field(canvas, "Username")).toHaveValue("countess");
    await userEvent.click(button(canvas, "Back"));
    await expect(field(canvas, "Last name")).toHaveValue("Lovelace");
  },
});

function HeldByTheApp(props: LiveWizardProps) {
  const [step, setStep] = useState<WizardStep>("name");
  return (
    <div style={{ display: "grid", gap: 16, justifyItems: "start" }}>
      <p>
        The app says: {step}.{" "}
        <Button size="small" onClick={() => setStep("interests")}>
          Show interests
        </Button>
      </p>
      <LiveWizard {...props} step={step} onStepChange={(change) => setStep(change.step)} />
    </div>
  );
}

/** The app holds the step, as in its address; the wizard asks and follows. */
export const Controlled = meta.story({
  args: { stored: ada() },
  render: (args) => <HeldByTheApp {...args} />,
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Next"));
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
    await expect(canvas.getByText(/The app says: username/)).toBeVisible();
    await userEvent.click(button(canvas, "Show interests"));
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
  },
});

/** An app that holds the step and does not move it: the wizard stays, too. */
export const ControlledAndHeld = meta.story({
  args: { stored: ada(), step: "name", onStepChange: fn() },
  play: async ({ canvas, args }) => {
    await userEvent.click(button(canvas, "Next"));
    await expect(args.onStepChange).toHaveBeenCalledWith({ step: "username" });
    await expect(await heading(canvas, "What is your name?")).toBeVisible();
  },
});

/** From the first key to the last without a mouse; Enter goes on, as in any form. */
export const KeyboardOnly = meta.story({
  args: { steps: { picture: "hidden" }, onDone: fn() },
  play: async ({ canvas, args }) => {
    await userEvent.tab();
    await expect(field(canvas, "First name")).toHaveFocus();
    await userEvent.keyboard("Ada{Enter}");
    await expect(await heading(canvas, "Choose a username")).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard("countess{Enter}");
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard("Engines{Enter}Poetry,{Enter}");
    await expect(await heading(canvas, "Check and finish")).toHaveFocus();
    // Back by the row of steps, and forward again the same way.
    await userEvent.tab({ shift: true });
    await userEvent.keyboard("{Enter}");
    await expect(await heading(canvas, "What are you interested in?")).toHaveFocus();
    await userEvent.tab({ shift: true });
    await expect(steps(canvas).getByRole("link", { name: /^Finish/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await heading(canvas, "Check and finish");
    for (let tabs = 0; document.activeElement?.textContent !== "Finish" && tabs < 9; tabs++) {
      await userEvent.tab();
    }
    await userEvent.keyboard("{Enter}");
    await expect(await heading(canvas, "You are all set")).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await expect(args.onDone).toHaveBeenCalledOnce();
  },
});

/** The names that a screen reader says. */
export const ScreenReaderNames = meta.story({
  args: { stored: ada("username") },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("form", { name: "Set up your profile" })).toBeVisible();
    const way = steps(canvas);
    await expect(way.getByRole("link", { name: "Picture (finished)" })).toBeVisible();
    await expect(way.getByRole("link", { name: "Name (finished)" })).toBeVisible();
    const current = way.getByText("Username").closest("[aria-current]");
    await expect(current).toHaveAttribute("aria-current", "step");
    await expect(way.getByText("Interests").parentElement).toHaveTextContent(/not there yet/);
    await expect(way.queryByRole("link", { name: /Interests/ })).not.toBeInTheDocument();
    await expect(field(canvas, "Username")).toBeRequired();
  },
});

/** In German: every word, and words as long as German ones are. */
export const InGerman = meta.story({
  args: { stored: ada("interests"), defaultStep: "interests", interestSuggestions: ["Schach"] },
  decorators: [(Story) => <InLanguage language={german}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "Poetry entfernen" })).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Vorerst überspringen" }));
    await canvas.findByRole("heading", { name: "Prüfen und abschließen" });
  },
});

/** In Arabic, from right to left; the username keeps its own direction. */
export const InArabic = meta.story({
  args: {
    stored: ada("username", { first_name: "ليلى", last_name: "حداد", username: "layla_h" }),
    defaultStep: "username",
  },
  decorators: [(Story) => <InLanguage language={arabic}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("textbox", { name: "اسم المستخدم" })).toHaveAttribute(
      "dir",
      "ltr",
    );
  },
});

const obstacle = (model: OnboardingWizardModel) => ({
  render: () => <OnboardingWizardView model={model} />,
});

/** The wizard's own shape, so that nothing jumps when the profile comes. */
export const Loading = meta.story(obstacle({ status: "loading" }));
export const SignedOut = meta.story(obstacle({ status: "signed_out" }));
export const NotAccepted = meta.story(obstacle({ status: "not_accepted" }));
export const NoProfile = meta.story(obstacle({ status: "no_profile", create: fn() }));
export const Deleted = meta.story(obstacle({ status: "deleted" }));
