import preview from "#.storybook/preview";
import { expect } from "storybook/test";
import { ProfileFormView, type ProfileFormViewProps } from "../../src/components/ProfileForm";
import { aUser, useFakeProfileForm, useFakeProfileSync } from "../../testing";
import { answersUnder, circumstanceControls, GOOD, type Circumstances } from "./circumstances";

interface PlaygroundProps
  extends Circumstances, Pick<ProfileFormViewProps, "suggestedInterests" | "guard"> {
  /** Whether anything is known of the person. */
  filled: boolean;
}

const ada = aUser()
  .named("Ada", "Lovelace")
  .withUsername("ada_l")
  .withInterests(["Engines", "Poetry"])
  .withImage();

const TAKEN = ["grace", "amara"];

function Playground({ filled, clerk, convex, connected, ...view }: PlaygroundProps) {
  const fake = useFakeProfileSync({
    profile: filled ? ada : aUser(),
    answers: answersUnder({ clerk, convex, connected }),
    connected,
  });
  const model = useFakeProfileForm(fake, {
    checkUsername: async (username) => !TAKEN.includes(username),
  });
  return <ProfileFormView {...view} model={model} />;
}

const meta = preview.meta({
  title: "Components/ProfileForm/Playground",
  component: Playground,
  args: { ...GOOD, filled: true, guard: false, suggestedInterests: ["Chess", "Music"] },
  argTypes: circumstanceControls,
});

/** The form with the kit's own save behind it. Choose what goes wrong, change something, save. */
export const TryIt = meta.story({
  name: "Try it",
  render: (args) => <Playground key={JSON.stringify(args)} {...args} />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("textbox", { name: "First name" })).toHaveValue("Ada");
  },
});
