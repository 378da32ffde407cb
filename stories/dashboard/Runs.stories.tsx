import { expect, fn } from "storybook/test";
import preview from "#.storybook/preview";
import { RunDetailView } from "../../src/dashboard/Runs/RunDetail.view";
import { RunsView, type RunsViewProps } from "../../src/dashboard/Runs/Runs.view";
import { run, runningScan, runRow, scanState } from "./driftFixtures";
import { minutesAgo } from "./fixtures";
import { links } from "./links";

const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };
const some = { ...nothing, rows: Array.from({ length: 24 }, (_, at) => runRow(at)) };

const args: RunsViewProps = {
  list: some,
  state: scanState(),
  mayAct: true,
  openId: null,
  busy: false,
  error: null,
  rowHref: (row) => links.runs({ run: row._id }),
  onOpen: fn(),
  onMore: fn(),
  onStart: fn(),
  onCancel: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Runs",
  component: RunsView,
  args,
  decorators: (Story) => (
    <div style={{ blockSize: "42rem" }}>
      <Story />
    </div>
  ),
});

/** What can be started says what it looks at, what becomes of it, and what it costs. */
export const Quiet = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("radio", { name: "Everybody" }));
    await expect(canvas.getByText(/About 4 calls to Clerk for 1,248 people/)).toBeVisible();
    await userEvent.click(canvas.getByRole("checkbox", { name: "Dry run" }));
    await expect(canvas.getByText(/nothing is written/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Start" }));
    await expect(args.onStart).toHaveBeenCalledWith({ kind: "full", dry_run: true });
  },
});

/** One at a time: while a scan is running the next cannot start, and it says why. */
export const Running = meta.story({
  args: {
    state: scanState({ running: runningScan }),
    list: { ...nothing, rows: [runningScan, runRow(1), runRow(2)] },
  },
  play: async ({ args, canvas, userEvent }) => {
    const bar = canvas.getByRole("progressbar", { name: "Scan: everybody" });
    await expect(bar).toHaveAttribute("aria-valuetext", "500 of 1,248 people");
    await expect(canvas.getByRole("button", { name: "Start" })).toBeDisabled();
    await expect(canvas.getByText(/A scan is already running/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Stop" }));
    await expect(args.onCancel).toHaveBeenCalledWith({ run: runningScan });
  },
});

/** A quick scan does not know how many it will be, and Clerk asks it to wait. */
export const HeldUp = meta.story({
  args: {
    state: scanState({
      running: {
        ...runningScan,
        kind: "quick",
        total: null,
        error: { kind: "http_429", message: "Clerk answered 429." },
        next_attempt_at: minutesAgo(-2),
      },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Clerk answered 429/)).toBeVisible();
    await expect(canvas.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow");
  },
});

/** Support reads; the missing permission is named. */
export const ForSupport = meta.story({
  args: { mayAct: false },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/needs the role “admin”/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Start" })).toBeNull();
  },
});

export const NoKey = meta.story({
  args: { state: scanState({ missing: "CLERK_SECRET_KEY is not set." }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "Start" })).toBeDisabled();
  },
});

export const NoneYet = meta.story({
  args: {
    list: nothing,
    state: scanState({
      schedule: scanState().schedule.map((each) => {
        return { ...each, last_at: null, next_due_at: null };
      }),
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No scan yet")).toBeVisible();
  },
});

export const Loading = meta.story({ args: { list: { status: "loading" }, state: undefined } });

export const OutOfReach = meta.story({ args: { list: { status: "unreachable" } } });

/** The server would not do it. */
export const Refused = meta.story({
  args: { error: "Another scan is still running. Wait for it, or stop it." },
});

export const Narrow = meta.story({
  decorators: (Story) => (
    <div style={{ inlineSize: "22.5rem", blockSize: "46rem" }}>
      <Story />
    </div>
  ),
});

const detail = { users: links.users, drift: links.drift };

/** What a scan found leads to the list of differences. */
export const OneScan = meta.story({
  render: () => (
    <div style={{ maxInlineSize: "33rem" }}>
      <RunDetailView run={run()} links={detail} />
    </div>
  ),
  play: async ({ canvas }) => {
    await expect(
      canvas.getByRole("link", { name: "Open differences it has found" }),
    ).toHaveAttribute("href", "/drift?run=run_1");
  },
});

export const OneThatFailed = meta.story({
  render: () => (
    <div style={{ maxInlineSize: "33rem" }}>
      <RunDetailView run={runRow(4)} links={detail} />
    </div>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/does not accept the secret key/)).toBeVisible();
  },
});

export const OneThatIsGone = meta.story({
  render: () => <RunDetailView run={null} links={detail} />,
});
