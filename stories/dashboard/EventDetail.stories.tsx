import { expect, fn, spyOn, within } from "storybook/test";
import preview from "#.storybook/preview";
import { EventDetailView } from "../../src/dashboard/EventDetail/EventDetail.view";
import { eventData, minutesAgo } from "./fixtures";
import { links } from "./links";

const meta = preview.meta({
  title: "Dashboard/Event",
  component: EventDetailView,
  args: {
    event: { status: "loading" as const },
    links,
    role: "admin" as const,
    replay: { status: "idle" as const },
    email: { status: "hidden" as const },
    onReplay: fn(),
    onReveal: fn(),
  },
  decorators: (Story) => (
    <div style={{ maxInlineSize: "33rem" }}>
      <Story />
    </div>
  ),
});

const ready = (...event: Parameters<typeof eventData>) => {
  return { status: "ready" as const, data: eventData(...event) };
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
    const held = within(canvas.getByRole("region", { name: "Held back" }));
    await expect(held.getByRole("row", { name: /First name/ })).toHaveTextContent("Ada");
  },
});

/** Could not be applied so far: every attempt with what went wrong, and when the next one is. */
export const Retrying = meta.story({
  args: { event: ready(4) },
  play: async ({ canvas }) => {
    const attempts = within(canvas.getByRole("region", { name: "Attempts" }));
    const items = attempts.getAllByRole("listitem");
    await expect(items).toHaveLength(4);
    await expect(items[0]).toHaveTextContent(/^Next attempt/);
    await expect(items[1]).toHaveTextContent("Username: no spaces. invalid_field");
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

/** Sent again by hand: the attempts from before stay, and who did it is told. */
export const Replayed = meta.story({
  args: {
    event: ready(0, {
      replayed_at: minutesAgo(3),
      replayed_by: "user_0001",
      replayed_by_name: "Grace Hopper",
      processed_at: minutesAgo(3) + 120,
      attempt_log: [
        {
          at: minutesAgo(90),
          outcome: "dead",
          error: { kind: "exception", message: "The index was missing." },
        },
        { at: minutesAgo(3) + 120, outcome: "applied", error: null },
      ],
    }),
  },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByRole("link", { name: "Grace Hopper" })).toHaveAttribute(
      "href",
      "/users?user=user_0001",
    );
    const attempts = within(canvas.getByRole("region", { name: "Attempts" }));
    const [newest, oldest] = attempts.getAllByRole("listitem");
    await expect(newest).toHaveTextContent("Applied");
    await expect(oldest).toHaveTextContent("The index was missing.");
    await userEvent.click(canvas.getByRole("button", { name: "Replay" }));
    await expect(args.onReplay).toHaveBeenCalled();
  },
});

/** The server said no; the reason stands by the button. */
export const ReplayRefused = meta.story({
  args: {
    event: ready(8),
    replay: { status: "refused", message: "No event with the svix-id msg_0008 is kept." },
  },
});

/** Nothing can be made of it again, and the button's place says why. */
export const NotReplayable = meta.story({
  args: {
    event: ready(6, {
      type: "malformed",
      not_replayable: "This event was malformed when it came, and nothing of it can be applied.",
      payload: { malformed: "The body is not a JSON object." },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/It cannot be replayed/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Replay" })).toBeNull();
  },
});

/** Support reads: where a button would be stands what is missing for it. */
export const ForSupport = meta.story({
  args: { event: ready(8), role: "support" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Replaying an event needs the role “admin”.")).toBeVisible();
    await expect(canvas.getByText("Showing an address needs the role “admin”.")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Replay" })).toBeNull();
  },
});

/** The address is masked everywhere until an admin asks for it, which is written down. */
export const RevealingTheAddress = meta.story({
  args: { event: ready(0) },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("It is noted in the audit log.")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Show today’s address" }));
    await expect(args.onReveal).toHaveBeenCalled();
  },
});

export const AddressShown = meta.story({
  args: { event: ready(0), email: { status: "shown", email: "ada@example.com" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("ada@example.com")).toBeVisible();
  },
});

/** The payload by keyboard: into a branch, out of it, closed; the path below goes along. */
export const PayloadTree = meta.story({
  args: { event: ready(0) },
  play: async ({ canvas, userEvent }) => {
    const tree = within(canvas.getByRole("tree", { name: "Payload" }));
    const item = (name: RegExp) => tree.getByRole("treeitem", { name });
    item(/^object /).focus();
    await userEvent.keyboard("{End}");
    await expect(item(/^dropped_keys /)).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}{End}");
    await expect(item(/^2 "last_sign_in_at"/)).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(item(/^dropped_keys /)).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(item(/^dropped_keys /)).toHaveAttribute("aria-expanded", "false");
    await expect(canvas.getByText("dropped_keys", { selector: "code" })).toBeVisible();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowDown}");
    await expect(canvas.getByText("dropped_keys[1]", { selector: "code" })).toBeVisible();

    await userEvent.click(canvas.getByRole("button", { name: "Collapse all" }));
    await expect(tree.queryByRole("treeitem", { name: /^email_address / })).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: "Expand all" }));
    await expect(tree.getAllByRole("treeitem", { name: /^email_address / })).toHaveLength(2);
  },
});

/** The path under the pointer, and what stands there, can be copied for a ticket. */
export const CopyingAPath = meta.story({
  args: { event: ready(0) },
  play: async ({ canvas, userEvent }) => {
    const write = spyOn(navigator.clipboard, "writeText").mockResolvedValue(undefined);
    const [, second] = canvas.getAllByRole("treeitem", { name: /^email_address / });
    if (!second) throw new Error("There is no second address.");
    await userEvent.click(second);
    await userEvent.click(canvas.getByRole("button", { name: "Copy path" }));
    await expect(write).toHaveBeenLastCalledWith("email_addresses[1].email_address");
    await userEvent.click(canvas.getByRole("button", { name: "Copy value" }));
    await expect(write).toHaveBeenLastCalledWith("a***@example.com");
    write.mockRestore();
  },
});

/** The same as it stands, to be copied whole. */
export const RawPayload = meta.story({
  args: { event: ready(0) },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("radio", { name: "Raw" }));
    const raw = canvas.getByRole("region", { name: "Payload as JSON" });
    await expect(JSON.parse(raw.textContent)).toMatchObject({ object: "user" });
    await expect(canvas.getByRole("button", { name: "Copy all" })).toBeVisible();
  },
});
