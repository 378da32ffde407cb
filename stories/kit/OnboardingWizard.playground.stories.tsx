import preview from "#.storybook/preview";
import { expect } from "storybook/test";
import {
  OnboardingWizardView,
  type StepRule,
  type StepRules,
} from "../../src/components/OnboardingWizard";
import { aUser, useFakeOnboardingWizard, useFakeProfileSync } from "../../testing";
import { answersUnder, circumstanceControls, GOOD, type Circumstances } from "./circumstances";

interface PlaygroundProps extends Circumstances, StepRules {}

function Playground({ clerk, convex, connected, ...steps }: PlaygroundProps) {
  const fake = useFakeProfileSync({
    profile: aUser(),
    answers: answersUnder({ clerk, convex, connected }),
    connected,
  });
  return (
    <OnboardingWizardView
      model={useFakeOnboardingWizard(fake)}
      steps={steps}
      interestSuggestions={["Chess", "Music", "Poetry"]}
      onDone={() => {}}
    />
  );
}

const DEFAULTS: StepRules = {
  picture: "optional",
  name: "required",
  username: "required",
  interests: "optional",
};

const step = {
  control: "inline-radio",
  options: ["required", "optional", "hidden"] satisfies StepRule[],
  table: { category: "What each step asks for" },
} as const;

const meta = preview.meta({
  title: "Components/OnboardingWizard/Playground",
  component: Playground,
  args: {
    ...GOOD,
    ...DEFAULTS,
  },
  argTypes: {
    ...circumstanceControls,
    picture: step,
    name: step,
    username: step,
    interests: step,
  },
});

/** The wizard with the kit's own save behind it. Choose what goes wrong, and what is asked for. */
export const TryIt = meta.story({
  name: "Try it",
  render: (args) => <Playground key={JSON.stringify(args)} {...args} />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Add a picture" })).toBeVisible();
  },
});
