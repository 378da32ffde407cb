import preview from "#.storybook/preview";
import { useState } from "react";
import type { Canvas } from "storybook/internal/csf";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { Button } from "../../src/components/ui";
import type { SavePorts } from "../../src/sync/ports";
import {
  aUser,
  clerkIsDown,
  clerkRefuses,
  never,
  useFakeAvatarPicker,
  useFakeProfileSync,
} from "../../testing";
import { drawPicture, WritingParent } from "./avatarPicker.builders";
import { twoColours } from "./avatarPicker.pictures";
import { callsOf, chooseFile, editor, sentFile, urlOf, used } from "./avatarPicker.steps";
import { portrait } from "./profileForm.builders";

/** A picture is taken back, stopped on its way, or refused: the one from before comes back. */
const meta = preview.meta({
  title: "Components/AvatarPicker/Changes",
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

/**
 * The picker with the kit's real save behind it, on a line so slow that nothing arrives. Clerk, who
 * is asked at the same time, answers when its button is pressed.
 */
function SlowLine({ clerk }: { clerk: SavePorts["setClerkPicture"] }) {
  const [gate] = useState(createGate);
  const fake = useFakeProfileSync({
    profile: aUser().named("Ada", "Lovelace").withImage(),
    answers: {
      uploadFile: stuckUpload,
      setClerkPicture: (file) => gate.opened.then(() => clerk(file)),
    },
  });
  const model = useFakeAvatarPicker(fake);
  if (model.status !== "ready") return null;
  const { status: _, ...picture } = model;
  return (
    <div style={{ display: "grid", gap: "1.5rem", justifyItems: "start" }}>
      <AvatarPickerView {...picture} mediaDevices={null} />
      <Button size="small" onClick={gate.open}>
        Let Clerk answer
      </Button>
    </div>
  );
}

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** Stays at 40 % until it is stopped. */
const stuckUpload: SavePorts["uploadFile"] = ({ signal, onProgress }) => {
  onProgress(0.4);
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new DOMException("Ended.", "AbortError"))),
  );
};

async function send(canvas: Canvas): Promise<void> {
  await chooseFile(canvas, await drawPicture("hills.png"));
  const { dialog } = await editor();
  await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
  await expect(await canvas.findByText("40 %")).toBeVisible();
}

async function sendAndCancel(canvas: Canvas): Promise<void> {
  await send(canvas);
  await userEvent.click(canvas.getByRole("button", { name: "Cancel" }));
  await expect(canvas.getByRole("button", { name: "Change picture" })).toHaveFocus();
  await expect(await canvas.findByText(/^Stopping/)).toBeVisible();
  await userEvent.click(canvas.getByRole("button", { name: "Let Clerk answer" }));
}

/** On its way: the ring closes as it goes, and it can be stopped. */
export const Sending = meta.story({
  render: () => <SlowLine clerk={never} />,
  play: async ({ canvas }) => {
    await send(canvas);
    await expect(canvas.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "40");
    await expect(canvas.getByRole("button", { name: "Cancel" })).toBeVisible();
  },
});

/** Stopped on its way; Clerk, who had been asked already, says no: all is as it was. */
export const SendingCancelled = meta.story({
  render: () => <SlowLine clerk={clerkRefuses("file")} />,
  play: async ({ canvas }) => {
    await sendAndCancel(canvas);
    await expect(await canvas.findByText(/Your picture is as it was/)).toBeVisible();
    await waitFor(() => expect(urlOf(canvas)).not.toMatch(/^blob:/));
    await expect(canvas.queryByRole("alert")).not.toBeInTheDocument();
  },
});

/** Stopped here, but Clerk had taken it: it says so, and Undo sends the one from before. */
export const CancelledTooLateForClerk = meta.story({
  render: () => <SlowLine clerk={clerkTakesIt} />,
  play: async ({ canvas }) => {
    await sendAndCancel(canvas);
    await expect(await canvas.findByRole("alert")).toHaveTextContent(/Clerk had your new picture/);
    await expect(urlOf(canvas)).toMatch(/^blob:/);
    await expect(canvas.getByRole("button", { name: "Undo" })).toBeEnabled();
  },
});

/** Stopped here, and Clerk does not answer: nobody claims to know what it has. */
export const CancelledAndClerkSilent = meta.story({
  render: () => <SlowLine clerk={clerkIsDown} />,
  play: async ({ canvas }) => {
    await sendAndCancel(canvas);
    await expect(await canvas.findByRole("alert")).toHaveTextContent(/Clerk may have your picture/);
    await waitFor(() => expect(urlOf(canvas)).not.toMatch(/^blob:/));
  },
});

const clerkTakesIt = async () => ({ updatedAt: 7, imageUrl: "https://img.clerk.test/new" });

/** The old picture's host gives it to pages to show, not to keep: said in place of an undo button. */
export const NoWayBack = meta.story({
  args: { isFinal: true, onUndo: undefined },
  play: async ({ canvas, args }) => {
    await used(canvas, await twoColours("flag.png"), args.onChange);
    await expect(await canvas.findByText(/cannot be brought back/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument();
  },
});
