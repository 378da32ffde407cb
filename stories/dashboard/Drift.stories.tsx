import { useState } from "react";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { DriftView, type DriftViewProps } from "../../src/dashboard/Drift/Drift.view";
import { FindingDetailView } from "../../src/dashboard/Drift/FindingDetail.view";
import type { ResolveJob } from "../../src/dashboard/types";
import { driftData, driftGroups, driftRow, driftRows } from "./driftFixtures";
import { minutesAgo } from "./fixtures";
import { links } from "./links";
import { closedDialog } from "./personArgs";

const noFilter = { field: null, kind: null, state: "open", person: null, run: null } as const;
const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };

const args: DriftViewProps = {
  list: { status: "ready", rows: driftRows(40), refreshing: false, more: "none" },
  groups: driftGroups,
  filter: noFilter,
  mayAct: true,
  openId: null,
  chosen: 0,
  selection: {
    isChosen: () => false,
    labelOf: ({ name }) => `Choose ${name}`,
    all: "none",
    onToggle: fn(),
    onToggleAll: fn(),
  },
  news: {
    job: null,
    outcome: null,
    error: null,
    mayAct: true,
    busy: false,
    onUndo: null,
    onStop: fn(),
    onDismiss: fn(),
  },
  dialog: closedDialog,
  rowHref: (row) => links.drift({ finding: row._id }),
  onFilter: fn(),
  onOpen: fn(),
  onMore: fn(),
  onAsk: fn(),
  onClearChosen: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Drift",
  component: DriftView,
  args,
  decorators: (Story) => (
    <div style={{ blockSize: "44rem" }}>
      <Story />
    </div>
  ),
});

/** Both values side by side, what differs marked; a click on a group narrows the list to it. */
export const Many = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    const marks = canvas.getAllByText("-King");
    await expect(marks[0]?.tagName).toBe("MARK");
    await userEvent.click(canvas.getByRole("button", { name: /Last name 31/ }));
    await expect(args.onFilter).toHaveBeenCalledWith({
      field: "last_name",
      kind: "field_mismatch",
    });
    await userEvent.click(
      canvas.getByRole("button", { name: "Take Clerk’s values for all that match" }),
    );
    await expect(args.onAsk).toHaveBeenCalledWith({ about: "matching", winner: "clerk" });
  },
});

/** Space chooses the row one is on; shift takes all from the row before. */
export const Choosing = meta.story({
  render: (args) => <Choosable {...args} />,
  play: async ({ canvas, userEvent }) => {
    canvas.getByRole("link", { name: "Ada Lovelace" }).focus();
    await userEvent.keyboard(" ");
    await expect(await canvas.findByText("1 chosen")).toBeVisible();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Shift>} {/Shift}");
    await expect(await canvas.findByText("3 chosen")).toBeVisible();
    await userEvent.click(canvas.getByRole("checkbox", { name: "Choose all in the list" }));
    await expect(await canvas.findByText("6 chosen")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(canvas.queryByText(/chosen/)).toBeNull());
  },
});

/** What will change is shown first: for how many, on which side, and what cannot be. */
export const Previewed = meta.story({
  args: {
    chosen: 3,
    dialog: {
      ...closedDialog,
      winner: "clerk",
      state: {
        status: "ready",
        plan: {
          winner: "clerk",
          count: 214,
          judged: 20,
          deletes: 0,
          refused: [],
          changes: driftRows(3).map(({ _id, name, field, clerk, convex }) => {
            return { key: _id, name, field, label: field, side: "convex", from: convex, to: clerk };
          }),
        },
      },
    },
  },
  play: async ({ args, userEvent }) => {
    const dialog = within(await screen.findByRole("dialog", { name: "Take Clerk’s values" }));
    await dialog.findByText(/written to Convex, for 214 differences/);
    await dialog.findByText("and 211 more like these");
    await userEvent.click(dialog.getByRole("button", { name: "Take Clerk’s for 214" }));
    await expect(args.dialog.onConfirm).toHaveBeenCalled();
  },
});

/** Convex winning over somebody whom Clerk alone has means deleting them there: it says so. */
export const WouldDelete = meta.story({
  args: {
    dialog: {
      ...closedDialog,
      winner: "convex",
      state: {
        status: "ready",
        plan: {
          winner: "convex",
          count: 1,
          judged: 1,
          deletes: 1,
          refused: [],
          changes: [
            {
              key: "1",
              name: "Dan Bo",
              field: "user",
              label: "Person",
              side: "clerk",
              from: "present",
              to: null,
            },
          ],
        },
      },
    },
  },
  play: async () => {
    const dialog = within(await screen.findByRole("dialog"));
    await dialog.findByText("1 user will be deleted in Clerk");
    await expect(dialog.getByRole("button", { name: "Delete 1 user in Clerk" })).toBeEnabled();
  },
});

const job: ResolveJob = {
  // Ids of documents are strings with a brand that only the server gives.
  job_id: "job_1" as ResolveJob["job_id"],
  state: "running",
  filter: { kind: "resolve", winner: "clerk", field: "first_name" },
  actor: "user_0001",
  count: 214,
  more: false,
  done: 98,
  failed: 2,
  error: null,
  started_at: minutesAgo(0),
  ended_at: null,
};

/** A bulk job on its way, with a way to stop it. */
export const Running = meta.story({
  args: { news: { ...args.news, job } },
  play: async ({ args, canvas, userEvent }) => {
    const bar = canvas.getByRole("progressbar", { name: "Taking Clerk’s values" });
    await expect(bar).toHaveAttribute("aria-valuetext", "100 of 214");
    await userEvent.click(canvas.getByRole("button", { name: "Stop" }));
    await expect(args.news.onStop).toHaveBeenCalled();
  },
});

/** What came of it, and for a day a way back. */
export const Done = meta.story({
  args: {
    news: { ...args.news, job: { ...job, state: "done", done: 214, failed: 0 }, onUndo: fn() },
  },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("214 differences decided.")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(args.news.onUndo).toHaveBeenCalled();
  },
});

/** Stopped between two batches: what is done stays done. */
export const Cancelled = meta.story({
  args: { news: { ...args.news, job: { ...job, state: "cancelled" } } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Stopped. 98 differences decided, 2 left/)).toBeVisible();
  },
});

export const Failed = meta.story({
  args: {
    news: {
      ...args.news,
      job: {
        ...job,
        state: "failed",
        error: { kind: "lost", message: "A batch did not end, however often it was begun." },
      },
    },
  },
});

/** The server would not do it. */
export const Refused = meta.story({
  args: { news: { ...args.news, error: "Another job of this kind is still running." } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("still running");
  },
});

/** Support reads: no boxes, no buttons, and the missing permission by name. */
export const ForSupport = meta.story({
  args: { mayAct: false, news: { ...args.news, mayAct: false } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/needs the role “admin”/)).toBeVisible();
    await expect(canvas.queryByRole("checkbox")).toBeNull();
    await expect(canvas.queryByRole("button", { name: /Take/ })).toBeNull();
  },
});

export const Ended = meta.story({
  args: {
    filter: { ...noFilter, state: "ended" },
    list: {
      ...nothing,
      rows: driftRows(6).map((row) => {
        return { ...row, resolved_at: minutesAgo(4), resolution: "clerk_won" };
      }),
    },
  },
});

/** Only the rows in sight are in the page. */
export const TenThousand = meta.story({
  args: { list: { ...nothing, rows: driftRows(10_000) } },
  play: async ({ canvas, userEvent }) => {
    canvas.getAllByRole("link")[0]?.focus();
    await userEvent.keyboard("{End}");
    await expect(document.activeElement).toHaveAttribute("href", "/drift?finding=finding_9999");
    await expect(canvas.getAllByRole("row").length).toBeLessThan(50);
  },
});

export const Loading = meta.story({ args: { list: { status: "loading" }, groups: undefined } });

export const OutOfReach = meta.story({ args: { list: { status: "unreachable" } } });

export const NothingDiffers = meta.story({
  args: { list: nothing, groups: [] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Clerk and Convex agree")).toBeVisible();
  },
});

/** Other words than when nothing differs at all, and a way back. */
export const NothingMatches = meta.story({
  args: { list: nothing, filter: { ...noFilter, person: "user_0003", kind: "stale_avatar" } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("No difference matches")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Stop filtering by person" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ person: null });
  },
});

/** On a phone a row is a card, the two values below each other. */
export const Narrow = meta.story({
  decorators: (Story) => (
    <div style={{ inlineSize: "22.5rem", blockSize: "44rem" }}>
      <Story />
    </div>
  ),
});

const detail = {
  links: { users: links.users, events: links.events },
  mayAct: true,
  onAsk: fn(),
  undo: { busy: false, error: null, onUndo: fn() },
};

/** One difference: both sides, how it came about, and what to do about it. */
export const OneDifference = meta.story({
  render: () => (
    <div style={{ maxInlineSize: "33rem" }}>
      <FindingDetailView {...detail} finding={{ status: "ready", data: driftData() }} />
    </div>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/the webhook was lost on the way/)).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Take Clerk’s…" })).toBeVisible();
  },
});

/** An event that failed is linked; what was decided can be undone. */
export const OneThatEnded = meta.story({
  render: () => {
    const data = driftData({
      resolved_at: minutesAgo(3),
      resolution: "clerk_won",
      decided_by_name: "Grace Hopper",
      decision: { winner: "clerk", actor: "user_0001", at: minutesAgo(3), undone_at: null },
      undo_until: minutesAgo(-60 * 24),
      cause: {
        kind: "event_failed",
        svix_id: "msg_0008",
        operation_id: null,
        at: minutesAgo(90),
      },
    });
    return (
      <div style={{ maxInlineSize: "33rem" }}>
        <FindingDetailView {...detail} finding={{ status: "ready", data }} />
      </div>
    );
  },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByRole("link", { name: "The event" })).toHaveAttribute(
      "href",
      "/events?person=user_0000&event=msg_0008",
    );
    await userEvent.click(canvas.getByRole("button", { name: "Undo the decision" }));
    await expect(detail.undo.onUndo).toHaveBeenCalled();
  },
});

/** Whoever clicks a link to a difference that has been forgotten. */
export const OneThatIsGone = meta.story({
  render: () => <FindingDetailView {...detail} finding={{ status: "unknown" }} />,
});

function Choosable(props: DriftViewProps) {
  const rows = Array.from({ length: 6 }, (_, at) => driftRow(at));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <DriftView
      {...props}
      list={{ ...nothing, rows }}
      chosen={chosen.length}
      onClearChosen={() => setChosen([])}
      selection={{
        isChosen: ({ _id }) => chosen.includes(_id),
        labelOf: ({ name }) => `Choose ${name}`,
        all: chosen.length === 0 ? "none" : chosen.length === 6 ? "all" : "some",
        onToggle: ({ row, range }) => {
          const at = rows.findIndex(({ _id }) => _id === row._id);
          const from = range ? rows.findIndex(({ _id }) => chosen.includes(_id)) : at;
          setChosen([...new Set([...chosen, ...rows.slice(from, at + 1).map(({ _id }) => _id)])]);
        },
        onToggleAll: () => setChosen(rows.map(({ _id }) => _id)),
      }}
    />
  );
}
