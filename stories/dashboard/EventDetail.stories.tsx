import { expect } from "storybook/test";
import preview from "#.storybook/preview";
import { EventDetailView } from "../../src/dashboard/EventDetail/EventDetail.view";
import { eventRow } from "./fixtures";
import { links } from "./links";

const meta = preview.meta({
  title: "Dashboard/Event",
  component: EventDetailView,
  args: { links },
  decorators: (Story) => (
    <div style={{ maxInlineSize: "33rem" }}>
      <Story />
    </div>
  ),
});

const ready = (...event: Parameters<typeof eventRow>) => {
  return { status: "ready" as const, data: eventRow(...event) };
};

/** What changed in Convex because of it, from and to. */
export const Applied = meta.story({
  args: {
    event: ready(0, {
      changes: [
        { field: "first_name", from: "Ada", to: "Augusta Ada" },
        { field: "username", from: null, to: "ada" },
        { field: "email", from: "a•••@example.com", to: "a•••@example.org" },
      ],
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Applied. 3 fields changed in Convex.")).toBeVisible();
    await expect(canvas.getByRole("row", { name: /First name/ })).toHaveTextContent("Augusta Ada");
    await expect(canvas.getByRole("link", { name: "Ada Lovelace" })).toHaveAttribute(
      "href",
      "/users?user=user_0000",
    );
  },
});

/** It came late: something newer was there already. */
export const OutOfDate = meta.story({ args: { event: ready(3) } });

/** The person had saved a newer name, which an older one from Clerk must not flicker away. */
export const HeldBack = meta.story({
  args: {
    event: ready(0, {
      changes: [],
      held_back: [{ field: "first_name", value: "Ada", operation_id: "op_1" }],
    }),
  },
  play: async ({ canvas }) => {
    const table = canvas.getByRole("table");
    await expect(table).toHaveTextContent("First nameAda");
  },
});

/** Could not be applied so far; says when it is tried again. */
export const Retrying = meta.story({
  args: { event: ready(4) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Next attempt")).toBeVisible();
    await expect(canvas.getByText("Username: no spaces.")).toBeVisible();
  },
});

export const GaveUp = meta.story({ args: { event: ready(8) } });

/** Stored and left alone, with the reason. */
export const Ignored = meta.story({ args: { event: ready(6) } });

export const Waiting = meta.story({ args: { event: ready(7) } });

export const Unknown = meta.story({
  args: { event: { status: "unknown", svixId: "msg_nowhere" } },
});

export const Loading = meta.story({ args: { event: { status: "loading" } } });
