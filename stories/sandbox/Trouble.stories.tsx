import { expect, fn, screen, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { TroubleView, type TroubleViewProps } from "../../sandbox/app/Trouble/Trouble.view";
import { STOPPED, TROUBLE_GROUPS } from "../../sandbox/app/Trouble/troubles";

const people = [
  { id: "user_1", name: "Zoë van der Berg", username: "zoe_vdb", image_url: "", role: null },
  { id: "user_2", name: "田中 さくら", username: "sakura_t", image_url: "", role: null },
];

const args: TroubleViewProps = {
  open: true,
  onOpenChange: fn(),
  on: new Set(),
  onSwitch: fn(),
  onClear: fn(),
  edit: { people, onSearch: fn(), onEdit: fn(), done: null },
  signUps: null,
  onSignUp: fn(),
  onStopSignUps: fn(),
  problem: null,
};

/** The sandbox's panel: makes Clerk misbehave, so that one can watch the system heal. */
const meta = preview.meta({ title: "Sandbox/Trouble", component: TroubleView, args });

/** Once it has faded in. */
const panel = async () => {
  const dialog = await screen.findByRole("dialog", { name: "Make trouble" });
  await waitFor(() => expect(dialog).toBeVisible());
  return within(dialog);
};

/** Each switch says what will happen. */
export const Calm = meta.story({
  play: async ({ args, userEvent }) => {
    const view = await panel();
    const drop = view.getByRole("switch", { name: "Drop" });
    await expect(drop).toHaveAccessibleDescription(/They are lost/);
    await userEvent.click(drop);
    const trouble = TROUBLE_GROUPS[0]?.troubles[0];
    await expect(args.onSwitch).toHaveBeenCalledWith({ trouble, on: true });
    await expect(view.getByRole("button", { name: "Clear all trouble" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  },
});

/** What is on is said, and goes away with one click. */
export const TroubleIsOn = meta.story({
  args: { on: new Set(["drop", "rate_limit"]) },
  play: async ({ args, userEvent }) => {
    const view = await panel();
    await expect(view.getByText("2 troubles are on.")).toBeVisible();
    await expect(view.getByRole("switch", { name: "Drop" })).toBeChecked();
    await userEvent.click(view.getByRole("button", { name: "Clear all trouble" }));
    await expect(args.onClear).toHaveBeenCalledOnce();
  },
});

export const ClerkStopped = meta.story({
  args: { on: new Set([STOPPED.id]) },
  play: async ({ args, userEvent }) => {
    const view = await panel();
    await userEvent.click(view.getByRole("button", { name: "Start Clerk again" }));
    await expect(args.onSwitch).toHaveBeenCalledWith({ trouble: STOPPED, on: false });
  },
});

/** An edit as in Clerk's own dashboard; without its event, the two sides drift apart. */
export const EditingSomebody = meta.story({
  play: async ({ args, userEvent }) => {
    const view = await panel();
    await userEvent.selectOptions(view.getByRole("combobox", { name: "Person" }), "user_2");
    await userEvent.type(view.getByRole("textbox", { name: "New first name" }), "Sakurako");
    await userEvent.click(view.getByRole("checkbox", { name: "Clerk sends an event" }));
    await userEvent.click(view.getByRole("button", { name: "Change it in Clerk" }));
    await expect(args.edit.onEdit).toHaveBeenCalledWith({
      person: people[1],
      first_name: "Sakurako",
      withEvent: false,
    });
  },
});

/** Long work shows how far it is, and can be stopped. */
export const ACrowdSignsUp = meta.story({
  args: { signUps: { done: 412, total: 1_000 } },
  play: async ({ args, userEvent }) => {
    const view = await panel();
    await expect(view.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "412");
    await userEvent.click(view.getByRole("button", { name: "Stop" }));
    await expect(args.onStopSignUps).toHaveBeenCalledOnce();
  },
});

export const ThatDidNotWork = meta.story({
  args: { problem: "POST /faults: the sandbox answered 500." },
});
