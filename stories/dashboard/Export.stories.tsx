import { expect, fn, within } from "storybook/test";
import preview from "#.storybook/preview";
import { ExportView } from "../../src/dashboard/Export/Export.view";

/** A file of the events that the list's filters mean. */
const meta = preview.meta({
  title: "Dashboard/Export",
  component: ExportView,
  args: {
    open: true,
    onOpenChange: fn(),
    filter: "outcome “Gave up”",
    format: "csv" as const,
    state: { status: "idle" as const },
    onFormat: fn(),
    onStart: fn(),
    onCancel: fn(),
  },
  parameters: { docs: { story: { inline: false, height: "420px" } } },
});

const dialogOf = (canvasElement: HTMLElement) =>
  within(canvasElement.ownerDocument.body).findByRole("dialog", { name: "Export events" });

/** Says what goes into the file, and what does not. */
export const Choosing = meta.story({
  play: async ({ args, canvasElement, userEvent }) => {
    const dialog = await dialogOf(canvasElement);
    await expect(dialog).toHaveAccessibleDescription(/outcome “Gave up”, newest first.*masked/);
    await userEvent.click(within(dialog).getByRole("radio", { name: "JSON lines" }));
    await expect(args.onFormat).toHaveBeenCalledWith({ format: "jsonl" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Export" }));
    await expect(args.onStart).toHaveBeenCalled();
  },
});

/** Page by page, with how many there are so far; it can be stopped. */
export const Collecting = meta.story({
  args: { state: { status: "running", count: 1_400 } },
  play: async ({ args, canvasElement, userEvent }) => {
    const dialog = within(await dialogOf(canvasElement));
    await expect(dialog.getByRole("progressbar")).toHaveAttribute(
      "aria-valuetext",
      "1,400 events so far",
    );
    await userEvent.click(dialog.getByRole("button", { name: "Stop" }));
    await expect(args.onCancel).toHaveBeenCalled();
  },
});

export const Saved = meta.story({
  args: { state: { status: "done", count: 312, limited: false } },
});

/** There was more than fits into one file, and the dialog does not hide it. */
export const AtTheLimit = meta.story({
  args: { state: { status: "done", count: 10_000, limited: true } },
  play: async ({ canvasElement }) => {
    const dialog = within(await dialogOf(canvasElement));
    await expect(dialog.getByRole("status")).toHaveTextContent(
      /The newest 10,000 events are in the file.*Choose a shorter time/,
    );
  },
});

export const Failed = meta.story({
  args: { state: { status: "failed", message: "You are signed out. Sign in again to do this." } },
});
