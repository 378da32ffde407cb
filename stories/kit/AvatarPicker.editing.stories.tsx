import preview from "#.storybook/preview";
import {
  expect,
  fireEvent,
  fn,
  screen,
  userEvent,
  waitFor,
  within,
  type Mock,
} from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { aCamera, animatedGif, drawPicture, WritingParent } from "./avatarPicker.builders";
import { decode, onItsSide, twoColours } from "./avatarPicker.pictures";
import { chooseFile, editor, urlsAlive } from "./avatarPicker.steps";
import { portrait } from "./profileForm.builders";

/**
 * From a file to a picture, for real: each of these opens, crops and encodes a picture in the
 * worker, and looks at what came out.
 */
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

/** However large it was, 512 pixels are sent, as WebP where the browser writes that. */
export const Downscaled = meta.story({
  play: async ({ canvas, args }) => {
    const photo = await drawPicture("Hills at dawn.jpeg", {
      width: 2400,
      height: 1800,
      type: "image/jpeg",
    });
    const sent = await decode(await used(canvas, photo, args.onChange));
    await expect(sent).toMatchObject({ width: 512, height: 512, type: "image/webp" });
    await expect(sent.name).toBe("Hills at dawn.webp");
    await expect(sent.bytes).toBeLessThan(photo.size);
  },
});

/** A small picture is not blown up. */
export const SmallPictureKept = meta.story({
  play: async ({ canvas, args }) => {
    const sent = await decode(
      await used(canvas, await twoColours("dot.png", { width: 60, height: 40 }), args.onChange),
    );
    await expect(sent).toMatchObject({ width: 40, height: 40 });
  },
});

/** What can be seen through stays so. */
export const TransparencyKept = meta.story({
  play: async ({ canvas, args }) => {
    const file = await twoColours("logo.png", { colours: ["transparent", "#2020d0"] });
    const sent = await decode(await used(canvas, file, args.onChange));
    await expect(sent.at(0.1, 0.5)[3]).toBe(0);
    await expect(sent.at(0.9, 0.5)).toEqual(blue());
  },
});

/** A phone's photo lies on its side in the file, with a note to turn it: it comes out upright. */
export const PhotoOnItsSide = meta.story({
  play: async ({ canvas, args }) => {
    const lying = await twoColours("IMG_1.jpg", { type: "image/jpeg" });
    const sent = await decode(await used(canvas, await onItsSide(lying), args.onChange));
    // Turned clockwise, what was at the left is above.
    await expect(sent.at(0.5, 0.1)).toEqual(red());
    await expect(sent.at(0.5, 0.9)).toEqual(blue());
  },
});

/** Named .png, and a JPEG inside: the content tells, and the file is sent under its real type. */
export const MisnamedPicture = meta.story({
  play: async ({ canvas, args }) => {
    const jpeg = await drawPicture("photo.png", { type: "image/jpeg" });
    const misnamed = new File([jpeg], "photo.png", { type: "image/png" });
    const sent = await used(canvas, misnamed, args.onChange);
    await expect(sent.name).toBe("photo.webp");
  },
});

/** An animation is sent byte by byte as it is, and it says so: a crop would be a still. */
export const AnimatedGif = meta.story({
  play: async ({ canvas, args }) => {
    const gif = animatedGif("party.gif");
    await chooseFile(canvas, gif);
    const dialog = within(await screen.findByRole("dialog", { name: "This is an animation" }));
    await expect(dialog.getByText(/It is used as it is/)).toBeInTheDocument();
    await expect(dialog.queryByRole("slider")).not.toBeInTheDocument();
    await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
    const sent = await sentFile(args.onChange);
    await expect(sent).toMatchObject({ name: "party.gif", type: "image/gif", size: gif.size });
  },
});

/** A picture in the clipboard, with the focus anywhere in the picker. */
export const Pasting = meta.story({
  play: async ({ canvas }) => {
    canvas.getByRole("button", { name: "Change picture" }).focus();
    await userEvent.paste(clipboardWith(await drawPicture("image.png")));
    await editor();
  },
});

/** The browser would not tell of the same file twice; the picker takes it again all the same. */
export const SameFileTwice = meta.story({
  play: async ({ canvas, args }) => {
    const file = await drawPicture("hills.png");
    await used(canvas, file, args.onChange);
    await used(canvas, file, args.onChange);
    await expect(args.onChange).toHaveBeenCalledTimes(2);
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

/** Removed, and taken back: the picture from before is there again, and the parent knows. */
export const RemovedAndUndone = meta.story({
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Remove" }));
    await expect(args.onRemove).toHaveBeenCalledOnce();
    await canvas.findByText("AL");
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(args.onUndo).toHaveBeenCalledWith({ back: null });
    await canvas.findByRole("img", { name: "Picture of Ada Lovelace" });
    await expect(canvas.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Change picture" })).toHaveFocus();
  },
});

/** Two pictures one after the other: undo goes back to the first of them, then to the old one. */
export const UndoneStepByStep = meta.story({
  play: async ({ canvas, args }) => {
    await used(canvas, await twoColours("first.png"), args.onChange);
    await used(canvas, await twoColours("second.png"), args.onChange);
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    const first = callsOf(args.onChange)[0]?.[0];
    await expect(args.onUndo).toHaveBeenCalledWith({ back: { kind: "picture", ...first } });
    await waitFor(() => expect(urlOf(canvas)).toBe(first?.url));
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(args.onUndo).toHaveBeenLastCalledWith({ back: null });
    await waitFor(() => expect(urlOf(canvas)).toBe(portrait));
  },
});

/** Clerk refuses the new picture: the old one is back, with Clerk's reason. */
export const RefusedByClerk = meta.story({
  render: (args) => (
    <WritingParent
      {...args}
      ends={{ status: "refused", by: "clerk", reason: "This picture breaks our rules." }}
    />
  ),
  play: async ({ canvas, args }) => {
    await used(canvas, await twoColours("flag.png"), args.onChange);
    await waitFor(() => expect(urlOf(canvas)).toMatch(/^blob:/));
    await userEvent.click(canvas.getByRole("button", { name: "Let the write end" }));
    await expect(await canvas.findByRole("alert")).toHaveTextContent(
      "This picture breaks our rules",
    );
    await waitFor(() => expect(urlOf(canvas)).toBe(portrait));
  },
});

/** Neither side could be written: the old picture is back, and one click sends the same again. */
export const TriedAgain = meta.story({
  render: (args) => <WritingParent {...args} ends={{ status: "failed" }} />,
  play: async ({ canvas, args }) => {
    const first = await used(canvas, await twoColours("flag.png"), args.onChange);
    await userEvent.click(canvas.getByRole("button", { name: "Let the write end" }));
    await waitFor(() => expect(urlOf(canvas)).toBe(portrait));
    await userEvent.click(await canvas.findByRole("button", { name: "Try again" }));
    await expect(await sentFile(args.onChange)).toBe(first);
    await expect(canvas.queryByRole("alert")).not.toBeInTheDocument();
  },
});

/** Every object URL that was made is revoked in the end: while choosing, cancelling, undoing. */
export const NoUrlLeaks = meta.story({
  play: async ({ canvas, args, step }) => {
    const alive = urlsAlive();
    try {
      await step("One that is cancelled leaves nothing", async () => {
        await chooseFile(canvas, await drawPicture("hills.png"));
        await editor();
        await expect(alive.count()).toBe(1);
        await userEvent.keyboard("{Escape}");
        await waitFor(() => expect(alive.count()).toBe(0));
      });
      await step("One that is used keeps its own address alone", async () => {
        await used(canvas, await twoColours("flag.png"), args.onChange);
        await waitFor(() => expect(alive.count()).toBe(1));
      });
      await step("One that is undone leaves nothing", async () => {
        await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
        await waitFor(() => expect(alive.count()).toBe(0));
      });
    } finally {
      alive.end();
    }
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
    await shoot();
    await userEvent.click((await editor()).dialog.getByRole("button", { name: "Use picture" }));
    const sent = await sentFile(args.onChange);
    await expect(sent.name).toBe("camera.webp");
    const { tracks } = args.mediaDevices as ReturnType<typeof aCamera>;
    await expect(tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
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

/** No camera, or a page that is not allowed to see any: there is no button for it. */
export const NoCamera = meta.story({
  args: { mediaDevices: null },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button", { name: "Take a photo" })).not.toBeInTheDocument();
  },
});

function clipboardWith(file: File): DataTransfer {
  const clipboard = new DataTransfer();
  clipboard.items.add(file);
  return clipboard;
}

/** Chooses a file and uses it as it lies; answers with what the parent was given. */
async function used(
  canvas: Parameters<typeof chooseFile>[0],
  file: File,
  onChange: unknown,
): Promise<File> {
  const before = callsOf(onChange).length;
  await chooseFile(canvas, file);
  const { dialog } = await editor();
  await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
  return sentFile(onChange, before + 1);
}

/** The file that the parent was given last, once it was given so many. */
async function sentFile(onChange: unknown, count = 1): Promise<File> {
  await waitFor(() => expect(callsOf(onChange).length).toBeGreaterThanOrEqual(count));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  const change = callsOf(onChange).at(-1)?.[0];
  if (change === undefined) throw new Error("The parent was given nothing.");
  return change.file;
}

function callsOf(onChange: unknown) {
  return (onChange as Mock<(change: { file: File; url: string }) => void>).mock.calls;
}

/** The address of the picture that is shown. */
function urlOf(canvas: Parameters<typeof chooseFile>[0]): string | null {
  const picture = canvas.getByRole("img", { name: /Ada Lovelace$/ });
  return picture.querySelector("img")?.getAttribute("src") ?? null;
}

const NEAR = 24;

/** As compression leaves a colour. */
function near(value: number) {
  return expect.toSatisfy((seen: number) => Math.abs(seen - value) <= NEAR);
}

function red() {
  return [near(0xd0), near(0x20), near(0x20), 255];
}

function blue() {
  return [near(0x20), near(0x20), near(0xd0), 255];
}
