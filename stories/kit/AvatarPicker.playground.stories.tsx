import preview from "#.storybook/preview";
import { expect } from "storybook/test";
import { AvatarPickerView, type AvatarPickerViewProps } from "../../src/components/AvatarPicker";
import { aUser, useFakeAvatarPicker, useFakeProfileSync } from "../../testing";
import { answersUnder, circumstanceControls, GOOD, type Circumstances } from "./circumstances";

interface PlaygroundProps
  extends Circumstances, Pick<AvatarPickerViewProps, "size" | "disabled" | "hint"> {
  /** Whether there is a picture at first. */
  hasPicture: boolean;
}

function Playground({ hasPicture, clerk, convex, connected, ...view }: PlaygroundProps) {
  const ada = aUser().named("Ada", "Lovelace");
  const fake = useFakeProfileSync({
    profile: hasPicture ? ada.withImage() : ada,
    answers: answersUnder({ clerk, convex, connected }),
    connected,
  });
  const model = useFakeAvatarPicker(fake);
  if (model.status !== "ready") return null;
  const { status: _, ...picture } = model;
  return <AvatarPickerView {...picture} {...view} />;
}

const meta = preview.meta({
  title: "Components/AvatarPicker/Playground",
  component: Playground,
  args: { ...GOOD, hasPicture: true, size: 96, disabled: false },
  argTypes: circumstanceControls,
});

/** The picker with the kit's own save behind it. Choose what goes wrong, then a picture. */
export const TryIt = meta.story({
  name: "Try it",
  render: (args) => <Playground key={JSON.stringify(args)} {...args} />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: "Change picture" })).toBeEnabled();
  },
});
