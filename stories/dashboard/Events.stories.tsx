import { expect, fn } from "storybook/test";
import preview from "#.storybook/preview";
import { EventsView, type EventsViewProps } from "../../src/dashboard/Events/Events.view";
import { eventRow, eventRows } from "./fixtures";
import { links } from "./links";

const args: EventsViewProps = {
  list: { status: "ready", rows: eventRows(120), refreshing: false, more: "none" },
  filter: { type: null, outcome: null, person: null },
  openId: null,
  rowHref: (row) => links.events({ event: row.svix_id }),
  onFilter: fn(),
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
    filter: { type: null, outcome: null, person: "user_0007" },
  },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: /everyone’s events/ }));
    await expect(args.onFilter).toHaveBeenCalledWith({ person: null });
  },
});

export const Open = meta.story({ args: { openId: "msg_0004" } });

export const Loading = meta.story({ args: { list: { status: "loading" } } });

const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };

export const NoEventYet = meta.story({ args: { list: nothing } });

/** Other words than when none has come at all, and a way back. */
export const NoneMatches = meta.story({
  args: { list: nothing, filter: { type: "user.deleted", outcome: "dead", person: null } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Clear filters" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ type: null, outcome: null, person: null });
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
