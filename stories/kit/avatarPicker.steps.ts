import { fireEvent, screen, userEvent, within } from "storybook/test";
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
export function urlsAlive() {
  const { createObjectURL, revokeObjectURL } = URL;
  const alive = new Set<string>();
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    alive.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    alive.delete(url);
    revokeObjectURL.call(URL, url);
  };
  return {
    count: () => alive.size,
    end: () => Object.assign(URL, { createObjectURL, revokeObjectURL }),
  };
}
