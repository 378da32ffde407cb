import preview from "#.storybook/preview";
import { userEvent } from "storybook/test";
import { DebugAuthPanel } from "../../src/components/DebugAuth/DebugAuthPanel";
import { ProfileForm } from "../../src/components/ProfileForm";

/** The panel on the whole system, inside this page. */
const meta = preview.meta({
  title: "Components/DebugAuth/Connected",
  component: DebugAuthPanel,
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    docs: { story: { inline: false, height: "900px" } },
  },
});

/** The claims are those of a real token, and a save appears as it ends. */
export const Saves = meta.story({
  render: () => (
    <div style={{ display: "grid", gap: "1rem" }}>
      <DebugAuthPanel defaultOpen />
      <ProfileForm />
    </div>
  ),
  play: async ({ canvas }) => {
    await canvas.findByText("accepts the token");
    const field = await canvas.findByRole("textbox", { name: "First name" });
    await userEvent.type(field, "!");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    await canvas.findByText("saved", { selector: "strong" });
  },
});
