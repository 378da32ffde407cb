import preview from "#.storybook/preview";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { arabic, german } from "../../src/components/strings";
import {
  animatedGif,
  damagedPicture,
  drawPicture,
  heavyPicture,
  stuckAt,
  vastPicture,
} from "./avatarPicker.builders";
import { chooseFile, dropFiles } from "./avatarPicker.steps";
import { InLanguage, portrait } from "./profileForm.builders";

/** The picker with everything by props, in each of its states. */
const meta = preview.meta({
  title: "Components/AvatarPicker/States",
  component: AvatarPickerView,
  args: {
    url: portrait,
    name: "Ada Lovelace",
    onChange: fn(),
    onRemove: fn(),
    onUndo: fn(),
    mediaDevices: null,
  },
});

/** A picture is there: it can be changed and removed. */
export const WithPicture = meta.story({
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("img", { name: "Picture of Ada Lovelace" })).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Change picture" })).toBeEnabled();
  },
});

/** No picture: the initials stand in for it, and there is nothing to remove. */
export const Initials = meta.story({
  args: { url: null },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("AL")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Remove" })).not.toBeInTheDocument();
  },
});

/** Neither a picture nor a name, as on somebody's first day. */
export const Empty = meta.story({ args: { url: null, name: "" } });

/** However long the name is, two letters stand for it. */
export const LongName = meta.story({
  args: {
    url: null,
    name: "Pablo Diego José Francisco de Paula Juan Nepomuceno de la Santísima Trinidad Picasso",
  },
});

/** What a reader sees as one character stays whole. */
export const EmojiName = meta.story({
  args: { url: null, name: "👩‍🚀 Mae" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("👩‍🚀M")).toBeVisible();
  },
});

/** The picture's address leads nowhere any more: the initials are back. */
export const PictureGone = meta.story({
  args: { url: "data:image/png;base64,AAAA" },
  play: async ({ canvas }) => {
    await canvas.findByText("AL");
  },
});

/** A file hangs over it: the whole picker says that it can be let go here. */
export const DraggingOver = meta.story({
  play: async ({ canvas }) => {
    const file = await drawPicture("hills.png");
    await dropFiles(canvas, [file], { letGo: false });
    await canvas.findByText("Drop your picture here");
  },
});

/** A text that calls itself a picture. The content tells, whatever name and type say. */
export const WrongFile = meta.story({
  play: async ({ canvas, args }) => {
    await chooseFile(canvas, new File(["Dear diary"], "holiday.png", { type: "image/png" }));
    await expect(await canvas.findByRole("alert")).toHaveTextContent(/“holiday.png” is not a PNG/);
    await userEvent.click(canvas.getByRole("button", { name: "Dismiss" }));
    await expect(canvas.queryByRole("alert")).not.toBeInTheDocument();
    await expect(args.onChange).not.toHaveBeenCalled();
  },
});

/** Over 10 MB: more than Clerk takes. It says how much it has and how much it may have. */
export const HugeFile = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, heavyPicture("poster.jpg", 13 * 1024 * 1024));
    await expect(await canvas.findByRole("alert")).toHaveTextContent("13 MB; at most 10 MB");
  },
});

/** Few bytes, yet 600 megapixels: it would take more memory than a phone has. It is not decoded. */
export const TooManyPixels = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, vastPicture("wall.png"));
    await expect(await canvas.findByRole("alert")).toHaveTextContent("600 megapixels; at most 64");
  },
});

/** It begins like a picture, and no browser can open it. */
export const DamagedFile = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, damagedPicture("torn.png"));
    await expect(await canvas.findByRole("alert")).toHaveTextContent("“torn.png” is damaged");
  },
});

/** Nothing in it, as when a download has failed. */
export const EmptyFile = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, new File([], "nothing.png", { type: "image/png" }));
    await expect(await canvas.findByRole("alert")).toHaveTextContent("“nothing.png” is empty");
  },
});

/** Two files were dropped. Which one was meant is not for us to guess. */
export const TooManyFiles = meta.story({
  play: async ({ canvas }) => {
    await dropFiles(canvas, [animatedGif("one.gif"), animatedGif("two.gif")]);
    await expect(await canvas.findByRole("alert")).toHaveTextContent("These are 2 files");
  },
});

/** A large file is being opened, off the page's thread: a ring shows how far, and it can be left. */
export const Processing = meta.story({
  args: { open: stuckAt(0.6) },
  play: async ({ canvas }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    const ring = await canvas.findByRole("progressbar", { name: "Opening the picture…" });
    await waitFor(() => expect(ring).toHaveAttribute("aria-valuenow", "60"));
  },
});

/** Leaving in the middle ends the work, and everything is as before. */
export const ProcessingCancelled = meta.story({
  args: { open: stuckAt(0.3) },
  play: async ({ canvas, args }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    await userEvent.click(await canvas.findByRole("button", { name: "Cancel" }));
    await expect(canvas.queryByRole("progressbar")).not.toBeInTheDocument();
    await expect(args.onChange).not.toHaveBeenCalled();
  },
});

/** The file is on its way to Convex: so much has been sent. */
export const Uploading = meta.story({
  args: { write: { status: "saving", upload: 0.4 } },
  play: async ({ canvas }) => {
    const ring = canvas.getByRole("progressbar", { name: "Sending your picture…" });
    await expect(ring).toHaveAttribute("aria-valuenow", "40");
  },
});

/** All has been sent; the two sides have not answered yet. */
export const Saving = meta.story({ args: { write: { status: "saving", upload: null } } });

/** Both sides have it. */
export const Saved = meta.story({ args: { write: { status: "saved" } } });

/** No connection: it is not lost, and nobody has to wait in front of it. */
export const Offline = meta.story({ args: { write: { status: "waiting" } } });

/** Clerk did not answer. The server goes on asking, so there is no button. */
export const OnItsWayToClerk = meta.story({ args: { write: { status: "on_its_way" } } });

/** Clerk has it, and its event brings it here. */
export const SavedInClerkOnly = meta.story({
  args: { write: { status: "only_clerk", reason: "Too many saves in a short time." } },
});

/** Clerk said no, and said why. */
export const ClerkRefused = meta.story({
  args: {
    onDismiss: fn(),
    write: { status: "refused", by: "clerk", reason: "This picture breaks our rules." },
  },
});

/** Neither side could be written. */
export const Unreachable = meta.story({ args: { write: { status: "failed" } } });

/** The names that a screen reader says: the group, the picture in it, and each button. */
export const ScreenReaderNames = meta.story({
  play: async ({ canvas }) => {
    const group = within(canvas.getByRole("group", { name: "Profile picture" }));
    await expect(group.getByRole("img", { name: "Picture of Ada Lovelace" })).toBeVisible();
    await expect(group.getByRole("button", { name: "Change picture" })).toBeVisible();
    await expect(group.getByRole("button", { name: "Remove" })).toBeVisible();
  },
});

/** In German, with words as long as German ones are. */
export const InGerman = meta.story({
  args: { write: { status: "cancelled", clerk: "new" } },
  decorators: [(Story) => <InLanguage language={german}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("Clerk hatte dein neues Bild schon");
  },
});

/** In Arabic, from right to left. */
export const InArabic = meta.story({
  args: { name: "ليلى حداد", url: null, write: { status: "failed" } },
  decorators: [(Story) => <InLanguage language={arabic}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("لم تُحفظ الصورة");
  },
});

/** Nothing can be chosen, dropped or removed. */
export const Disabled = meta.story({
  args: { disabled: true, hint: "Sign in to change your picture." },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "Change picture" })).toBeDisabled();
    await dropFiles(canvas, [await drawPicture("hills.png")]);
    await expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  },
});

/** On a narrow screen the words stand under the picture. */
export const Narrow = meta.story({
  args: { style: { maxInlineSize: "18rem" }, write: { status: "failed" } },
});

/** Mirrored: the picture at the right, the words at its left. */
export const RightToLeft = meta.story({
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
});

/** The same on a dark ground. */
export const Dark = meta.story({
  args: { url: null, write: { status: "saving", upload: 0.7 } },
  globals: { theme: "dark" },
});
