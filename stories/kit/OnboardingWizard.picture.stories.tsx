import preview from "#.storybook/preview";
import { useState } from "react";
import type { Canvas } from "storybook/internal/csf";
import { expect, screen, userEvent, waitFor } from "storybook/test";
import { Button } from "../../src/components/ui";
import type { SavePorts } from "../../src/sync/ports";
import { clerkRefuses } from "../../testing";
import { aCamera, drawPicture, heavyPicture } from "./avatarPicker.builders";
import { chooseFile, countedUrls, editor } from "./avatarPicker.steps";
import { ada, aNewcomer, LiveWizard, type LiveWizardProps } from "./onboardingWizard.builders";
import { button, heading, steps } from "./onboardingWizard.steps";

/** The picture's step, with the kit's own picker in it. What is chosen is sent as one goes on. */
const meta = preview.meta({
  title: "Components/OnboardingWizard/Picture step",
  component: LiveWizard,
  args: { stored: aNewcomer({ first_name: "Ada", username: "countess" }), defaultStep: "picture" },
});

async function choosePicture(canvas: Canvas): Promise<void> {
  await chooseFile(canvas, await drawPicture("hills.png"));
  const { dialog } = await editor();
  await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await canvas.findByRole("button", { name: "Change picture" });
}

/** Chosen, cropped, sent: it shows in the review, and Back still has it. */
export const Chosen = meta.story({
  play: async ({ canvas }) => {
    await choosePicture(canvas);
    await userEvent.click(button(canvas, "Next"));
    await heading(canvas, "What is your name?");
    await userEvent.click(button(canvas, "Back"));
    await heading(canvas, "Add a picture");
    await expect(button(canvas, "Change picture")).toBeVisible();
    await expect(canvas.getByRole("img", { name: "Picture of Ada" })).toBeVisible();
  },
});

/** Clerk does not take the picture: the person stays, the reason stands under it, it is kept. */
export const Refused = meta.story({
  args: { ports: { setClerkPicture: clerkRefuses("file", "This picture breaks our rules.") } },
  play: async ({ canvas }) => {
    await choosePicture(canvas);
    await userEvent.click(button(canvas, "Next"));
    const title = await canvas.findByText("Clerk did not accept this");
    await waitFor(() => expect(title.closest("[tabindex]")).toHaveFocus());
    await expect(canvas.getByText("This picture breaks our rules.")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Add a picture" })).toBeVisible();
    await expect(button(canvas, "Skip for now")).toBeVisible();
  },
});

/** A line so slow that nothing arrives; Clerk's half fails when Convex's is stopped. */
function slowLine(): Pick<SavePorts, "uploadFile" | "setClerkPicture"> {
  let stop = () => {};
  return {
    uploadFile: ({ signal, onProgress }) => {
      onProgress(0.4);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          reject(new DOMException("Ended.", "AbortError"));
          stop();
        }),
      );
    },
    setClerkPicture: () =>
      new Promise((_, reject) => {
        stop = () => reject(new TypeError("Failed to fetch"));
      }),
  };
}

/** On its way, with how much of it has been sent. It can be stopped. */
export const Slow = meta.story({
  args: { ports: slowLine() },
  play: async ({ canvas }) => {
    await choosePicture(canvas);
    await userEvent.click(button(canvas, "Next"));
    await expect(await canvas.findByText("40 %")).toBeVisible();
    await expect(button(canvas, "Cancel")).toBeVisible();
  },
});

/** Stopped on its way: it stays chosen, the person stays here, and can go on without it. */
export const SendingCancelled = meta.story({
  args: { ports: slowLine() },
  play: async ({ canvas }) => {
    await choosePicture(canvas);
    await userEvent.click(button(canvas, "Next"));
    await userEvent.click(await canvas.findByRole("button", { name: "Cancel" }));
    await expect(await canvas.findByText("Your picture was not sent")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Add a picture" })).toBeVisible();
    await userEvent.click(button(canvas, "Skip for now"));
    await heading(canvas, "What is your name?");
  },
});

/** Chosen last and sent with the end: there, too, it can be stopped, and sent after all. */
export const CancelledAtTheEnd = meta.story({
  args: { stored: ada("done"), defaultStep: "done", ports: slowLine() },
  play: async ({ canvas }) => {
    await userEvent.click(steps(canvas).getByRole("link", { name: /^Picture/ }));
    await choosePicture(canvas);
    await userEvent.click(steps(canvas).getByRole("link", { name: /^Finish/ }));
    await heading(canvas, "Check and finish");
    await userEvent.click(button(canvas, "Finish"));
    await expect(await canvas.findByText("Uploading your picture: 40 %")).toBeVisible();
    await userEvent.click(button(canvas, "Cancel upload"));
    await expect(await canvas.findByText("Your picture was not sent")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Cancel upload" })).not.toBeInTheDocument();
    await expect(canvas.getByRole("heading", { name: "Check and finish" })).toBeVisible();
    await expect(button(canvas, "Finish")).toBeEnabled();
  },
});

/** Something that is no picture, whatever it is called. */
export const WrongFile = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, new File(["Dear diary"], "holiday.png", { type: "image/png" }));
    await expect(await canvas.findByRole("alert")).toHaveTextContent(/“holiday.png” is not a PNG/);
  },
});

/** More than Clerk takes. */
export const HugeFile = meta.story({
  play: async ({ canvas }) => {
    await chooseFile(canvas, heavyPicture("poster.jpg", 13 * 1024 * 1024));
    await expect(await canvas.findByRole("alert")).toHaveTextContent("13 MB; at most 10 MB");
  },
});

/** Without a picture nobody gets on, where the app says so. */
export const Required = meta.story({
  args: { steps: { picture: "required" } },
  play: async ({ canvas }) => {
    await userEvent.click(button(canvas, "Next"));
    await expect(await canvas.findByText("Choose a picture.")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Skip for now" })).not.toBeInTheDocument();
  },
});

/** There is a camera: a photo will do. */
export const WithCamera = meta.story({
  beforeEach: () => camerasAre(aCamera()),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: "Take a photo" })).toBeVisible();
  },
});

/** The browser shows this page no cameras at all, as without https: files are enough. */
export const NoCamera = meta.story({
  beforeEach: () => camerasAre(undefined),
  play: async ({ canvas }) => {
    await expect(button(canvas, "Upload a picture")).toBeEnabled();
    await expect(canvas.queryByRole("button", { name: "Take a photo" })).not.toBeInTheDocument();
  },
});

function Removable(props: LiveWizardProps) {
  const [isThere, setThere] = useState(true);
  return (
    <div style={{ display: "grid", gap: "1.5rem", justifyItems: "start" }}>
      {isThere && <LiveWizard {...props} />}
      <Button size="small" onClick={() => setThere(false)}>
        Take the wizard off the page
      </Button>
    </div>
  );
}

/** Every object URL that was made is revoked in the end. */
export const NoUrlLeaks = meta.story({
  render: (args) => <Removable {...args} />,
  play: async ({ canvas }) => {
    const urls = countedUrls();
    try {
      await choosePicture(canvas);
      await userEvent.click(button(canvas, "Next"));
      await heading(canvas, "What is your name?");
      await userEvent.click(button(canvas, "Back"));
      await heading(canvas, "Add a picture");
      await userEvent.click(button(canvas, "Take the wizard off the page"));
      await waitFor(() => expect(urls.alive()).toBe(0));
      await expect(urls.created()).toBeGreaterThan(0);
    } finally {
      urls.end();
    }
  },
});

/** Puts cameras in the place of the browser's; the returned function puts those back. */
function camerasAre(value: unknown): () => void {
  Object.defineProperty(navigator, "mediaDevices", { value, configurable: true });
  return () => void Reflect.deleteProperty(navigator, "mediaDevices");
}
