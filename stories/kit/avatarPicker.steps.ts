import { expect, fireEvent, screen, userEvent, waitFor, within, type Mock } from "storybook/test";
import type { Canvas } from "storybook/internal/csf";

/** What play functions do with the picker, as a person would. */

/** Chooses a file as by the browser's own dialog. */
export async function chooseFile(canvas: Canvas, file: File): Promise<void> {
  await userEvent.upload(canvas.getByLabelText("Upload a picture"), file);
}

/** Drags files over the picker and lets them go there. */
export async function dropFiles(
  canvas: Canvas,
  files: readonly File[],
  { letGo = true } = {},
): Promise<void> {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const target = canvas.getByRole("group", { name: "Profile picture" });
  const over = (type: string) =>
    fireEvent(target, new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  await over("dragenter");
  await over("dragover");
  if (letGo) await over("drop");
}

/** The editor, once it is open and the picture stands in it. */
export async function editor() {
  const dialog = within(await screen.findByRole("dialog", { name: "Adjust your picture" }));
  const stage = await dialog.findByRole("application", { name: "Picture in its circle" });
  return { dialog, stage };
}

/** Counts the page's object URLs from now on, until the end. */
export function countedUrls() {
  const { createObjectURL, revokeObjectURL } = URL;
  const created = new Set<string>();
  const revoked = new Set<string>();
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    created.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    if (created.has(url)) revoked.add(url);
    revokeObjectURL.call(URL, url);
  };
  return {
    created: () => created.size,
    revoked: () => revoked.size,
    alive: () => created.size - revoked.size,
    end: () => Object.assign(URL, { createObjectURL, revokeObjectURL }),
  };
}

/** A clipboard with a picture in it. */
export function clipboardWith(file: File): DataTransfer {
  const clipboard = new DataTransfer();
  clipboard.items.add(file);
  return clipboard;
}

/** Chooses a file and uses it as it lies; answers with what the parent was given. */
export async function used(canvas: Canvas, file: File, onChange: unknown): Promise<File> {
  const before = callsOf(onChange).length;
  await chooseFile(canvas, file);
  const { dialog } = await editor();
  await userEvent.click(dialog.getByRole("button", { name: "Use picture" }));
  return sentFile(onChange, before + 1);
}

/** The file that the parent was given last, once it was given so many. */
export async function sentFile(onChange: unknown, count = 1): Promise<File> {
  await waitFor(() => expect(callsOf(onChange).length).toBeGreaterThanOrEqual(count));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  const change = callsOf(onChange).at(-1)?.[0];
  if (change === undefined) throw new Error("The parent was given nothing.");
  return change.file;
}

/** What the parent was told, call by call. */
export function callsOf(onChange: unknown) {
  return (onChange as Mock<(change: { file: File; url: string }) => void>).mock.calls;
}

/** The address of the picture that is shown. */
export function urlOf(canvas: Canvas): string | null {
  const picture = canvas.getByRole("img", { name: /Ada Lovelace$/ });
  return picture.querySelector("img")?.getAttribute("src") ?? null;
}
