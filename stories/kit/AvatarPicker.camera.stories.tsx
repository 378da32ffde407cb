import preview from "#.storybook/preview";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { aCamera } from "./avatarPicker.builders";
import { editor, sentFile } from "./avatarPicker.steps";
import { portrait } from "./profileForm.builders";

/** A photo in place of a file, where there is a camera. */
const meta = preview.meta({
  title: "Components/AvatarPicker/Camera",
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

/** There is a camera: take a photo, look at it, take another, use it. Its light goes out. */
export const Camera = meta.story({
  args: { mediaDevices: aCamera() },
  play: async ({ canvas, args }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Take a photo" }));
    const shoot = async () => {
      const dialog = within(await screen.findByRole("dialog", { name: "Take a photo" }));
      const button = dialog.getByRole("button", { name: "Take photo" });
      await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
      await userEvent.click(button);
    };
    await shoot();
    await userEvent.click((await editor()).dialog.getByRole("button", { name: "Take another" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Take photo" })).toHaveFocus());
    await shoot();
    await userEvent.click((await editor()).dialog.getByRole("button", { name: "Use picture" }));
    const sent = await sentFile(args.onChange);
    await expect(sent.name).toBe("camera.webp");
    const { tracks } = args.mediaDevices as ReturnType<typeof aCamera>;
    await expect(tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
  },
});

/** Without a mouse: from the button to a photo and another, the focus is where it goes on. */
export const ByKeyboard = meta.story({
  args: { mediaDevices: aCamera() },
  play: async ({ canvas, args }) => {
    (await canvas.findByRole("button", { name: "Take a photo" })).focus();
    await userEvent.keyboard("{Enter}");
    const shutter = await screen.findByRole("button", { name: "Take photo" });
    await waitFor(() => expect(shutter).toHaveFocus());
    await waitFor(() => expect(shutter).not.toHaveAttribute("aria-disabled"));
    await userEvent.keyboard("{Enter}");
    const { stage } = await editor();
    await waitFor(() => expect(stage).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    await sentFile(args.onChange);
    await waitFor(() => expect(canvas.getByRole("button", { name: "Take a photo" })).toHaveFocus());
  },
});

/** What the camera sees, like in a mirror. Closing the dialog stops the camera. */
export const CameraLive = meta.story({
  args: { mediaDevices: aCamera() },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Take a photo" }));
    const button = await screen.findByRole("button", { name: "Take photo" });
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
  },
});

/** The person, or the page's policy, says no: it says what to do about it. */
export const CameraRefused = meta.story({
  args: { mediaDevices: aCamera({ refuses: "NotAllowedError" }) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Take a photo" }));
    await expect(await screen.findByRole("alert")).toHaveTextContent("The camera is blocked");
    await expect(screen.getByRole("button", { name: "Try again" })).toBeEnabled();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(canvas.getByRole("button", { name: "Take a photo" })).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    await screen.findByRole("alert");
  },
});

/** Another program holds the camera. */
export const CameraBusy = meta.story({
  args: { mediaDevices: aCamera({ refuses: "NotReadableError" }) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Take a photo" }));
    await expect(await screen.findByRole("alert")).toHaveTextContent("Another program");
  },
});

/** Blocked at first, then allowed in the browser's settings: one click, and it films. */
export const CameraAllowedLater = meta.story({
  args: { mediaDevices: aCameraAllowedLater() },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Take a photo" }));
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    const shutter = await screen.findByRole("button", { name: "Take photo" });
    await waitFor(() => expect(shutter).not.toHaveAttribute("aria-disabled"));
    await expect(shutter).toHaveFocus();
  },
});

/** No camera, or a page that is not allowed to see any: there is no button for it. */
export const NoCamera = meta.story({
  args: { mediaDevices: null },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button", { name: "Take a photo" })).not.toBeInTheDocument();
  },
});

/** A camera that is refused the first time it is asked for. */
function aCameraAllowedLater() {
  const blocked = aCamera({ refuses: "NotAllowedError" });
  const allowed = aCamera();
  let asked = 0;
  return {
    ...allowed,
    getUserMedia: (constraints?: MediaStreamConstraints) =>
      (asked++ === 0 ? blocked : allowed).getUserMedia(constraints),
  };
}
