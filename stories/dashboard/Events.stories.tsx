import { Profiler, useMemo, useState } from "react";
import { expect, fn, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { USUAL_EVENT_COLUMNS } from "../../src/dashboard/Events/eventColumns";
import { NO_FILTER } from "../../src/dashboard/Events/eventsFilter";
import { EventsView, type EventsViewProps } from "../../src/dashboard/Events/Events.view";
import { useFramed } from "../../src/dashboard/lib/useFramed";
import { eventRow, eventRows, minutesAgo } from "./fixtures";
import { links } from "./links";

const args: EventsViewProps = {
  list: { status: "ready", rows: eventRows(120), refreshing: false, more: "none" },
  filter: NO_FILTER,
  tail: { state: "live", heldBack: 0 },
  columns: USUAL_EVENT_COLUMNS,
  openId: null,
  rowHref: (row) => links.events({ event: row.svix_id }),
  onFilter: fn(),
  onColumns: fn(),
  onPause: fn(),
  onResume: fn(),
  onAway: fn(),
  onOpen: fn(),
  onMore: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Events",
  component: EventsView,
  args,
  decorators: (Story) => (
    <div style={{ blockSize: "40rem" }}>
      <Story />
    </div>
  ),
});

export const Default = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    const [first] = canvas.getAllByRole("link");
    await expect(first).toHaveAttribute("href", "/events?event=msg_0000");
    if (first) await userEvent.click(first);
    await expect(args.onOpen).toHaveBeenCalledWith({ row: eventRow(0) });
  },
});

export const Filtering = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.selectOptions(canvas.getByLabelText("Type"), "Signed up");
    await expect(args.onFilter).toHaveBeenCalledWith({ type: "user.created" });
    await userEvent.selectOptions(canvas.getByLabelText("Outcome"), "Gave up");
    await expect(args.onFilter).toHaveBeenCalledWith({ outcome: "dead" });
    await userEvent.type(canvas.getByRole("searchbox"), "t");
    await expect(args.onFilter).toHaveBeenCalledWith({ q: "t" });
  },
});

/** A stretch of time, by its length or by its ends; the button says what is chosen. */
export const OfALateTime = meta.story({
  args: { filter: { ...NO_FILTER, from: minutesAgo(60) } },
  play: async ({ args, canvas, canvasElement, userEvent }) => {
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.click(canvas.getByRole("button", { name: /^Since/ }));
    const panel = within(await page.findByRole("dialog", { name: "Received" }));
    await userEvent.click(panel.getByRole("button", { name: "Any time" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ from: null, to: null });

    await userEvent.click(canvas.getByRole("button", { name: /^Since/ }));
    await userEvent.click(await page.findByRole("button", { name: "Last 7 days" }));
    await expect(args.onFilter).toHaveBeenLastCalledWith({ from: expect.any(Number), to: null });
    await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
  },
});

/** The events of one person, with a way back to everyone's. */
export const OfOnePerson = meta.story({
  args: {
    list: {
      status: "ready",
      rows: eventRows(5).map((row) => {
        return { ...row, externalId: "user_0007" };
      }),
      refreshing: false,
      more: "none",
    },
    filter: { ...NO_FILTER, person: "user_0007" },
  },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: /everyone’s events/ }));
    await expect(args.onFilter).toHaveBeenCalledWith({ person: null });
  },
});

/** New events come in at the top; Pause stops that. */
export const Live = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("Live")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Pause" }));
    await expect(args.onPause).toHaveBeenCalled();
  },
});

/** What has come since is counted, and one press shows it. */
export const Paused = meta.story({
  args: { tail: { state: "paused", heldBack: 12 } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("12 new events held back")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Resume" }));
    await expect(args.onResume).toHaveBeenCalled();
  },
});

/** Nothing moves under who reads further down: new events wait there by themselves. */
export const HeldWhileScrolled = meta.story({
  args: { tail: { state: "scrolled", heldBack: 1 } },
  play: async ({ args, canvas, userEvent }) => {
    const scroller = canvas.getByRole("table").parentElement;
    scroller?.scrollTo({ top: 2_000 });
    await waitFor(() => expect(args.onAway).toHaveBeenCalledWith({ away: true }));
    await expect(canvas.getByText("1 new event held back")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Back to the newest" }));
    await expect(args.onResume).toHaveBeenCalled();
    await waitFor(() => expect(scroller?.scrollTop).toBe(0));
    await waitFor(() => expect(args.onAway).toHaveBeenLastCalledWith({ away: false }));
  },
});

export const Open = meta.story({ args: { openId: "msg_0004" } });

export const Loading = meta.story({ args: { list: { status: "loading" } } });

const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };

export const NoEventYet = meta.story({
  args: { list: nothing },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No event yet")).toBeVisible();
  },
});

/** Other words than when none has come at all, and a way back. */
export const NoneMatches = meta.story({
  args: { list: nothing, filter: { ...NO_FILTER, type: "user.deleted", outcome: "dead" } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Clear filters" }));
    await expect(args.onFilter).toHaveBeenCalledWith(NO_FILTER);
  },
});

/** Nothing can be said about what is there; the list comes by itself. */
export const ServerOutOfReach = meta.story({
  args: { list: { status: "unreachable" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("The server can’t be reached")).toBeVisible();
    await expect(canvas.queryByText("No event yet")).toBeNull();
  },
});

/** On a phone a row is a card of two lines. */
export const Narrow = meta.story({
  decorators: (Story) => (
    <div style={{ inlineSize: "22.5rem", blockSize: "40rem" }}>
      <Story />
    </div>
  ),
});

/** Far more messages than frames: each frame draws what has come, once. */
export const Burst = meta.story({
  render: (args) => <Bursting {...args} />,
  play: async ({ canvas, userEvent }) => {
    drawn = 0;
    let frames = 0;
    let counting = true;
    const count = () => {
      frames += 1;
      if (counting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    await userEvent.click(canvas.getByRole("button", { name: "500 events" }));
    await waitFor(() => expect(messages).toBe(500));
    await waitFor(() => expect(canvas.getByRole("table")).toHaveAttribute("aria-rowcount", "511"));
    counting = false;
    await expect(drawn).toBeGreaterThan(0);
    // The click itself draws, too, before the first frame that is counted.
    await expect(drawn).toBeLessThanOrEqual(frames + 1);
    await expect(drawn).toBeLessThan(250);
  },
});

/** How often the view has been drawn, and how many messages had come, in the story above. */
let drawn = 0;
let messages = 0;

function Bursting(props: EventsViewProps) {
  const [rows, setRows] = useState(() => eventRows(10));
  const list = useMemo(() => {
    return { status: "ready" as const, rows, refreshing: false, more: "none" as const };
  }, [rows]);
  const framed = useFramed(list);

  function burst() {
    messages = 0;
    // A task of its own for each, as messages over a socket have.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      messages += 1;
      const row = eventRow(1_000 + messages, { received_at: Date.now() });
      setRows((before) => [row, ...before]);
      if (messages === 500) port1.close();
    };
    for (let message = 0; message < 500; message++) port2.postMessage(null);
  }
  return (
    <>
      <button type="button" onClick={burst}>
        500 events
      </button>
      <Profiler id="events" onRender={() => (drawn += 1)}>
        <EventsView {...props} list={framed} />
      </Profiler>
    </>
  );
}
