import { expect, fn, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { OverviewView, type OverviewViewProps } from "../../src/dashboard/Overview/Overview.view";
import { NOW, minutesAgo, overviewData, overviewOfDays } from "./fixtures";
import { links } from "./links";

const args: Omit<OverviewViewProps, "overview"> = {
  now: NOW,
  links,
  range: "day",
  parts: "outcome",
  onRange: fn(),
  onParts: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Overview",
  component: OverviewView,
  args,
});

const ready = (overrides?: Parameters<typeof overviewData>[0]) => {
  return { status: "ready" as const, range: "day" as const, data: overviewData(overrides) };
};

/** Each tile, each outcome and each bar is a link to the list that it counts. */
export const Well = meta.story({
  args: { overview: ready() },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("Sync is alive, but 3 people need a look.")).toBeVisible();
    await expect(canvas.getByRole("link", { name: /drifted/i })).toHaveAttribute(
      "href",
      "/users?status=drifted",
    );
    const outcomes = within(canvas.getByRole("list", { name: "Events per hour, in all" }));
    await expect(outcomes.getByRole("link", { name: "Gave up 4" })).toHaveAttribute(
      "href",
      `/events?outcome=dead&from=${overviewData().hours_since}`,
    );
    await userEvent.click(canvas.getByRole("radio", { name: "7 days" }));
    await expect(args.onRange).toHaveBeenCalledWith({ range: "week" });
    await userEvent.click(canvas.getByRole("radio", { name: "By type" }));
    await expect(args.onParts).toHaveBeenCalledWith({ parts: "type" });
  },
});

/** The bars are one stop for Tab; arrows go from one to the next, and Enter follows it. */
export const ChartByKeyboard = meta.story({
  args: { overview: ready() },
  play: async ({ canvas, userEvent }) => {
    const chart = within(canvas.getByRole("group", { name: "Events per hour" }));
    const bars = await chart.findAllByRole("link", { name: /: (no|[\d,.]+) events?/ });
    await expect(bars).toHaveLength(24);
    await expect(bars.filter((bar) => bar.getAttribute("tabindex") === "0")).toHaveLength(1);
    const last = overviewData().hours_since + 23 * 3_600_000;
    const hrefInFocus = () => document.activeElement?.getAttribute("href");
    const linkTo = (from: number) => `/events?from=${from}&to=${from + 3_600_000}`;
    bars.at(-1)?.focus();
    await waitFor(() => expect(hrefInFocus()).toBe(linkTo(last)));
    await userEvent.keyboard("{ArrowLeft}");
    await waitFor(() => expect(hrefInFocus()).toBe(linkTo(last - 3_600_000)));
    await userEvent.keyboard("{Home}");
    await waitFor(() => expect(hrefInFocus()).toBe(linkTo(last - 23 * 3_600_000)));
  },
});

/** All that the bars show is in a table as well, each number a link. */
export const ChartAsTable = meta.story({
  args: { overview: ready() },
  play: async ({ canvas, userEvent }) => {
    const [summary] = canvas.getAllByText("As a table");
    if (summary) await userEvent.click(summary);
    const table = within(canvas.getByRole("region", { name: "Events per hour, as a table" }));
    await expect(table.getAllByRole("row")).toHaveLength(25);
    const from = overviewData().hours_since + 19 * 3_600_000;
    await expect(table.getByRole("link", { name: "4" })).toHaveAttribute(
      "href",
      `/events?outcome=dead&from=${from}&to=${from + 3_600_000}`,
    );
  },
});

/** Days are those of UTC, and say so. */
export const Fortnight = meta.story({
  args: {
    range: "fortnight",
    parts: "type",
    overview: { status: "ready", range: "fortnight", data: overviewOfDays(14) },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Events in the last 14 days")).toBeVisible();
    await expect(
      canvas.getByText(/midnight to midnight UTC/, { ignore: "[hidden]" }),
    ).toBeVisible();
    const types = within(canvas.getByRole("list", { name: "Events per day, in all" }));
    await expect(types.getByRole("link", { name: /Signed up/ })).toBeVisible();
  },
});

/** The range that was chosen is on its way: what was there before stays. */
export const RangeOnItsWay = meta.story({
  args: { range: "month", overview: ready() },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("radio", { name: "30 days" })).toBeChecked();
    await expect(canvas.getByText("Events in the last 24 hours")).toBeVisible();
  },
});

/** The server's warnings, each with what to do about it. */
export const NeedsAttention = meta.story({
  args: {
    overview: ready({
      last_event_at: minutesAgo(60 * 26),
      oldest_unprocessed_at: minutesAgo(44),
      events: { hours: [], days: [] },
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

/** The secret was changed in Clerk and not here: what comes is refused, and counted. */
export const RefusesWhatComes = meta.story({
  args: {
    overview: ready({
      last_event_at: minutesAgo(60 * 5),
      warnings: [
        {
          kind: "rejections",
          message:
            "Deliveries to the webhook are refused because their signature is not right, and none has come through since. Most likely the signing secret was changed in Clerk: copy it from Clerk's dashboard, under Webhooks, and set it in Convex as CLERK_WEBHOOK_SIGNING_SECRET. Then have Clerk send again what failed.",
          since: minutesAgo(60 * 4),
        },
      ],
      failures: [
        { of: "delivery", kind: "not_verified", count: 64 },
        { of: "event", kind: "invalid_payload", count: 2 },
        { of: "delivery", kind: "not_signed", count: 1 },
      ],
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sync needs attention.")).toBeVisible();
    await expect(canvas.getByText(/signature is not right, and none has come/)).toBeVisible();
    const failures = within(canvas.getByRole("list", { name: "Failures by kind" }));
    await expect(failures.getByText("The signature was not right, or too old")).toBeVisible();
    await expect(failures.getAllByText("refused")).toHaveLength(2);
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
      events: { hours: [], days: [] },
      last_event_at: null,
      saves: { count: 0, p50_ms: null, p95_ms: null, steps: [] },
      failures: [],
      drift: { open: [], found: [] },
      scans: [
        { kind: "quick", last: null, next_due_at: null },
        { kind: "full", last: null, next_due_at: null },
      ],
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
