import preview from "#.storybook/preview";
import { useState } from "react";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { AvatarPickerView, type AvatarPickerViewProps } from "../../src/components/AvatarPicker";
import { Button } from "../../src/components/ui";
import { animatedGif, drawPicture } from "./avatarPicker.builders";
import { blue, decode, onItsSide, red, twoColours } from "./avatarPicker.pictures";
import {
  chooseFile,
  clipboardWith,
  editor,
  sentFile,
  countedUrls,
  used,
} from "./avatarPicker.steps";
import { portrait } from "./profileForm.builders";

/**
 * What becomes of a file, for real: each of these opens, crops and encodes a picture in the worker,
 * and looks at what came out.
 */
const meta = preview.meta({
  title: "Components/AvatarPicker/Files",
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

/** The page may not start workers, say by its content security policy: it does the work itself. */
export const WithoutWorkers = meta.story({
  beforeEach: () =>
    workersAre(
      class {
        constructor() {
          throw new DOMException("Refused.", "SecurityError");
        }
      },
    ),
  play: async ({ canvas, args }) => {
    const photo = await drawPicture("hills.png", { width: 1200, height: 900 });
    const sent = await decode(await used(canvas, photo, args.onChange));
    await expect(sent).toMatchObject({ width: 512, height: 512, type: "image/webp" });
  },
});

/** The worker's own script does not arrive, as after a new version was deployed. */
export const WorkerDoesNotLoad = meta.story({
  beforeEach: () => {
    const { Worker } = globalThis;
    return workersAre(
      class extends Worker {
        constructor() {
          // What a server answers in place of a script that is gone.
          super("data:text/html,Not found", { type: "module" });
        }
      },
    );
  },
  play: async ({ canvas, args }) => {
    const sent = await decode(await used(canvas, await drawPicture("hills.png"), args.onChange));
    await expect(sent).toMatchObject({ width: 480, height: 480 });
  },
});

/** A picker that can be taken off the page. */
function Removable(props: AvatarPickerViewProps) {
  const [isThere, setThere] = useState(true);
  return (
    <div style={{ display: "grid", gap: "1.5rem", justifyItems: "start" }}>
      {isThere && <AvatarPickerView {...props} />}
      <Button size="small" onClick={() => setThere(false)}>
        Take the picker off the page
      </Button>
    </div>
  );
}

/** Every object URL that was made is revoked in the end: after choosing, cancelling, undoing. */
export const NoUrlLeaks = meta.story({
  render: (args) => <Removable {...args} />,
  play: async ({ canvas, args, step }) => {
    const urls = countedUrls();
    const alive = (count: number) => waitFor(() => expect(urls.alive()).toBe(count));
    try {
      await step("One that is cancelled leaves nothing", async () => {
        await chooseFile(canvas, await drawPicture("hills.png"));
        await editor();
        await alive(1);
        await userEvent.keyboard("{Escape}");
        await alive(0);
      });
      await step("One that is used keeps its own address alone", async () => {
        await used(canvas, await twoColours("flag.png"), args.onChange);
        await alive(1);
      });
      await step("One more, and a removal: each can still be undone", async () => {
        await used(canvas, await twoColours("second.png"), args.onChange);
        await userEvent.click(canvas.getByRole("button", { name: "Remove" }));
        await alive(2);
        await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
        await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
        await alive(1);
      });
      await step("When the picker goes, all go", async () => {
        const button = canvas.getByRole("button", { name: "Take the picker off the page" });
        await userEvent.click(button);
        await alive(0);
        await expect(urls.revoked()).toBe(urls.created());
      });
    } finally {
      urls.end();
    }
  },
});

/** Puts something in the place of the page's workers; the returned function puts them back. */
function workersAre(substitute: unknown): () => void {
  const { Worker } = globalThis;
  Object.assign(globalThis, { Worker: substitute });
  return () => void Object.assign(globalThis, { Worker });
}
