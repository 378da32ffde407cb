import preview from "#.storybook/preview";
import { expect, fireEvent, fn, screen, userEvent, waitFor } from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { drawPicture } from "./avatarPicker.builders";
import { blue, decode, red, twoColours } from "./avatarPicker.pictures";
import { chooseFile, clipboardWith, editor, sentFile } from "./avatarPicker.steps";
import { portrait } from "./profileForm.builders";

/** The dialog in which a picture is cropped: by mouse, by fingers, and by keys alone. */
const meta = preview.meta({
  title: "Components/AvatarPicker/Editing",
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

/** A file has been chosen: what is inside the circle is used. Try the mouse, fingers and keys. */
export const Cropping = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { stage } = await editor();
    await waitFor(() => expect(stage).toHaveFocus());
  },
});

/**
 * Without a mouse: zoom with plus, move with the arrows, Enter. The right edge comes into the
 * circle, and each step is said.
 */
export const CroppingByKeyboard = meta.story({
  play: async ({ canvas, args }) => {
    await chooseFile(canvas, await twoColours("flag.png"));
    const { dialog, stage } = await editor();
    await waitFor(() => expect(stage).toHaveFocus());
    await userEvent.keyboard("{+>5/}{ArrowLeft>20/}");
    await expect(dialog.getByRole("slider", { name: "Zoom" })).toHaveAttribute(
      "aria-valuetext",
      "150 %",
    );
    await expect(dialog.getByRole("status")).toHaveTextContent("63 % to the left, 0 % down.");
    await userEvent.keyboard("{Enter}");
    const sent = await decode(await sentFile(args.onChange));
    await expect(sent.at(0.1, 0.5)).toEqual(blue());
  },
});

/** By the tab key alone: every part of the editor has a name and can be reached. */
export const KeyboardReachesEverything = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { dialog, stage } = await editor();
    await waitFor(() => expect(stage).toHaveFocus());
    const names = ["Zoom", "Rotate 90° left", "Rotation", "Rotate 90° right", "Reset", "Cancel"];
    for (const name of names) {
      await userEvent.tab();
      await expect(document.activeElement).toHaveAccessibleName(name);
    }
    await userEvent.tab();
    await expect(dialog.getByRole("button", { name: "Use picture" })).toHaveFocus();
  },
});

/** Turned by the button and by the slider: what was at the left is above. */
export const Rotating = meta.story({
  play: async ({ canvas, args }) => {
    await chooseFile(canvas, await twoColours("flag.png"));
    const { dialog } = await editor();
    await userEvent.click(dialog.getByRole("button", { name: "Rotate 90° right" }));
    const slider = dialog.getByRole("slider", { name: "Rotation" });
    await expect(slider).toHaveAttribute("aria-valuetext", "90°");
    await fireEvent.input(slider, { target: { value: "80" } });
    await expect(slider).toHaveAttribute("aria-valuetext", "80°");
    await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
    const sent = await decode(await sentFile(args.onChange));
    await expect(sent.at(0.5, 0.15)).toEqual(red());
    await expect(sent.at(0.5, 0.85)).toEqual(blue());
  },
});

/** Reset takes back all that was adjusted. */
export const Resetting = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { dialog } = await editor();
    await userEvent.click(dialog.getByRole("button", { name: "Rotate 90° left" }));
    await fireEvent.input(dialog.getByRole("slider", { name: "Zoom" }), {
      target: { value: "200" },
    });
    await userEvent.click(dialog.getByRole("button", { name: "Reset" }));
    await expect(dialog.getByRole("slider", { name: "Zoom" })).toHaveValue("100");
    await expect(dialog.getByRole("slider", { name: "Rotation" })).toHaveValue("0");
  },
});

/** Escape leaves everything as it was, and gives the focus back. */
export const Escaping = meta.story({
  play: async ({ canvas, args }) => {
    const button = canvas.getByRole("button", { name: "Change picture" });
    button.focus();
    await userEvent.paste(clipboardWith(await drawPicture("image.png")));
    await editor();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(button).toHaveFocus());
    await expect(args.onChange).not.toHaveBeenCalled();
  },
});

/** The picture could not be made. What was adjusted is still there, and trying again may help. */
export const PreparingFailed = meta.story({
  args: {
    open: async () => ({
      width: 600,
      height: 400,
      preview: await drawPicture("hills.png"),
      render: () => Promise.reject(new Error("Out of memory.")),
    }),
  },
  play: async ({ canvas, args }) => {
    await chooseFile(canvas, await drawPicture("hills.png"));
    const { dialog } = await editor();
    await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
    await expect(await dialog.findByRole("alert")).toHaveTextContent("could not be prepared");
    await expect(args.onChange).not.toHaveBeenCalled();
  },
});
