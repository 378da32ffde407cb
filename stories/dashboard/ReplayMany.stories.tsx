import { expect, fn, within } from "storybook/test";
import preview from "#.storybook/preview";
import { ReplayManyView, type ReplayJob } from "../../src/dashboard/ReplayMany/ReplayMany.view";

/** All events that the filter means, applied once more. */
const meta = preview.meta({
  title: "Dashboard/Replay many",
  component: ReplayManyView,
  args: {
    open: true,
    onOpenChange: fn(),
    filter: "outcome “Gave up”, since 15 Jan, 09:30",
    state: { status: "counting" as const },
    busy: false,
    onStart: fn(),
    onCancel: fn(),
  },
  parameters: { docs: { story: { inline: false, height: "360px" } } },
});

const dialogOf = async (canvasElement: HTMLElement) =>
  within(
    await within(canvasElement.ownerDocument.body).findByRole("dialog", {
      name: "Replay all that match",
    }),
  );

const job = (overrides: Partial<ReplayJob> = {}) => ({
  status: "started" as const,
  job: {
    state: "running" as const,
    count: 120,
    more: false,
    done: 50,
    failed: 0,
    error: null,
    ...overrides,
  },
});

export const Counting = meta.story();

/** How many it is about, before anything is done. */
export const Counted = meta.story({
  args: { state: { status: "counted", count: 120, more: false } },
  play: async ({ args, canvasElement, userEvent }) => {
    const dialog = await dialogOf(canvasElement);
    await expect(args.onStart).not.toHaveBeenCalled();
    await userEvent.click(dialog.getByRole("button", { name: "Replay 120 events" }));
    await expect(args.onStart).toHaveBeenCalled();
  },
});

/** More than are counted, and it says so. */
export const VeryMany = meta.story({
  args: { state: { status: "counted", count: 1_000, more: true } },
  play: async ({ canvasElement }) => {
    const dialog = await dialogOf(canvasElement);
    await expect(
      dialog.getByRole("button", { name: "Replay more than 1,000 events" }),
    ).toBeEnabled();
  },
});

export const NothingToReplay = meta.story({
  args: { state: { status: "counted", count: 0, more: false } },
  play: async ({ canvasElement }) => {
    const dialog = await dialogOf(canvasElement);
    await expect(dialog.queryByRole("button", { name: /^Replay/ })).toBeNull();
  },
});

/** How far it is; it can be stopped, and goes on when the dialog is closed. */
export const Running = meta.story({
  args: { state: job() },
  play: async ({ args, canvasElement, userEvent }) => {
    const dialog = await dialogOf(canvasElement);
    await expect(dialog.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
    await userEvent.click(dialog.getByRole("button", { name: "Stop" }));
    await expect(args.onCancel).toHaveBeenCalled();
  },
});

export const Done = meta.story({ args: { state: job({ state: "done", done: 120 }) } });

export const Stopped = meta.story({ args: { state: job({ state: "cancelled" }) } });

/** Some could not be put back; the newest reason is told. */
export const SomeFailed = meta.story({
  args: {
    state: job({
      state: "done",
      done: 118,
      failed: 2,
      error: { message: "The event is gone." },
    }),
  },
});

/** Somebody else's is still going on. */
export const AlreadyRunning = meta.story({
  args: {
    state: {
      status: "refused",
      message: "Another job of this kind is still running. Wait for it, or stop it.",
    },
  },
});
