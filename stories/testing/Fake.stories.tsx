import preview from "#.storybook/preview";
import { expect, userEvent, waitFor } from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { ProfileFormView } from "../../src/components/ProfileForm";
import { SyncBadgeView } from "../../src/components/SyncBadge";
import { Button } from "../../src/components/ui";
import {
  aUser,
  clerkRefuses,
  useFakeAvatarPicker,
  useFakeProfileForm,
  useFakeProfileSync,
  useFakeSyncBadge,
  type FakeProfileSyncOptions,
} from "../../testing";
import { drawPicture } from "../kit/avatarPicker.builders";
import { chooseFile, editor } from "../kit/avatarPicker.steps";
import classes from "./Testing.module.css";

const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l").withImage();

/** Three views of one fake, each through its own controller. */
function OnOneFake(options: FakeProfileSyncOptions) {
  const fake = useFakeProfileSync(options);
  const picture = useFakeAvatarPicker(fake);
  return (
    <div className={classes.Stack}>
      <div className={classes.Row}>
        <SyncBadgeView model={useFakeSyncBadge(fake)} />
        <Button size="small" onClick={() => fake.receive({ last_name: "King" })}>
          Let a webhook come in
        </Button>
      </div>
      <ProfileFormView
        model={useFakeProfileForm(fake)}
        picture={picture.status === "ready" && <AvatarPickerView {...picture} />}
      />
    </div>
  );
}

/**
 * For a story or a test that needs no world: one person's profile in the page's memory, the kit's
 * own save and its own controllers, and two sides that answer as you say. Starts at once.
 */
const meta = preview.meta({
  title: "Testing kit/Fake",
  component: OnOneFake,
  args: { profile: ada },
});

/** Saves show at once, and Clerk's webhook confirms them. */
export const BothSidesSayYes = meta.story({
  play: async ({ canvas }) => {
    const field = canvas.getByRole("textbox", { name: "First name" });
    await userEvent.clear(field);
    await userEvent.type(field, "Augusta{Enter}");
    await canvas.findByText("Saved here and in Clerk.");
    await expect(canvas.getByRole("heading", { name: "Augusta Lovelace" })).toBeVisible();
    await waitFor(() =>
      expect(canvas.getAllByRole("button", { name: /^In sync/ })).not.toEqual([]),
    );
  },
});

/** One answer is written down; everything that follows from it is the kit's own doing. */
export const ClerkSaysNo = meta.story({
  args: { answers: { updateClerkUser: clerkRefuses("username") } },
  play: async ({ canvas }) => {
    const field = canvas.getByRole("textbox", { name: "Username" });
    await userEvent.clear(field);
    await userEvent.type(field, "countess{Enter}");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/taken/));
    await expect(canvas.getByText("@ada_l")).toBeVisible();
  },
});

/** Clerk has it, and its webhook stays away: the save is done, and not confirmed. */
export const WebhookStaysAway = meta.story({
  args: { webhooks: false },
  play: async ({ canvas }) => {
    const field = canvas.getByRole("textbox", { name: "First name" });
    await userEvent.type(field, " Augusta{Enter}");
    await canvas.findByText("Saved here and in Clerk.");
    await expect(canvas.getAllByRole("button", { name: /^Pending/ })).not.toEqual([]);
  },
});

/** What comes in from elsewhere, while the form is open. */
export const SomethingComesIn = meta.story({
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Let a webhook come in" }));
    const field = canvas.getByRole("textbox", { name: "Last name" });
    await waitFor(() => expect(field).toHaveValue("King"));
  },
});

/** A picture goes the whole way, too: cut, sent to both sides, and shown from Convex. */
export const APicture = meta.story({
  play: async ({ canvas }) => {
    const shown = () =>
      canvas.getAllByRole("img", { name: "Picture of Ada Lovelace" })[0]?.querySelector("img");
    const before = shown()?.src;
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { dialog } = await editor();
    await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
    await waitFor(() => expect(shown()?.src).not.toBe(before));
  },
});
