import { expect } from "storybook/test";
import preview from "#.storybook/preview";
import { OverviewView } from "../../src/dashboard/Overview/Overview.view";
import { NOW, minutesAgo, overviewData } from "./fixtures";
import { links } from "./links";

const meta = preview.meta({
  title: "Dashboard/Overview",
  component: OverviewView,
  args: { now: NOW, links },
});

const ready = (overrides?: Parameters<typeof overviewData>[0]) => {
  return { status: "ready" as const, data: overviewData(overrides) };
};

/** Each tile and each outcome is a link to the list that it counts. */
export const Well = meta.story({
  args: { overview: ready() },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByText("Sync is alive, but 3 people need a look.")).toBeVisible();
    await expect(canvas.getByRole("link", { name: /drifted/i })).toHaveAttribute(
      "href",
      "/users?status=drifted",
    );
    await expect(canvas.getByRole("link", { name: /gave up 4/i })).toHaveAttribute(
      "href",
      "/events?outcome=dead",
    );
    await userEvent.click(canvas.getByText("As a table"));
    await expect(canvas.getAllByRole("row")).toHaveLength(25);
  },
});

/** The server's warnings, each with what to do about it. */
export const NeedsAttention = meta.story({
  args: {
    overview: ready({
      last_event_at: minutesAgo(60 * 26),
      oldest_unprocessed_at: minutesAgo(44),
      events: { hours: [] },
      warnings: [
        {
          kind: "not_configured",
          message:
            'Not set in Convex: CLERK_WEBHOOK_SIGNING_SECRET. Set with "npx convex env set NAME value".',
          since: null,
        },
        {
          kind: "silence",
          message:
            "No event has come from Clerk for longer than usual. Look in Clerk's dashboard, under Webhooks, whether the endpoint is switched on and its deliveries arrive.",
          since: minutesAgo(60 * 26),
        },
        {
          kind: "dead_events",
          message:
            "There are events that could not be applied, and are not tried again. Replay them once their cause is mended.",
          since: minutesAgo(60 * 30),
        },
      ],
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sync needs attention.")).toBeVisible();
    const warnings = canvas.getByRole("list", { name: "Warnings" });
    await expect(warnings.children).toHaveLength(3);
  },
});

/** A burst: the counts are told to be some seconds behind. */
export const CountsLag = meta.story({
  args: { overview: ready({ counts_lag: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Many changed at once/)).toBeVisible();
  },
});

/** Right after everything was set up. */
export const BeforeTheFirstEvent = meta.story({
  args: {
    overview: ready({
      counts: { in_sync: 0, pending: 0, drifted: 0, failed: 0, deleted: 0 },
      events: { hours: [] },
      last_event_at: null,
    }),
  },
});

export const Loading = meta.story({ args: { overview: { status: "loading" } } });

/** On a phone the five states are five lines. */
export const Narrow = meta.story({
  args: { overview: ready() },
  decorators: (Story) => (
    <div style={{ inlineSize: "22.5rem" }}>
      <Story />
    </div>
  ),
});
