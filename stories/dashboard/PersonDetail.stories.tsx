import { expect, screen, within } from "storybook/test";
import preview from "#.storybook/preview";
import { PersonDetailView } from "../../src/dashboard/PersonDetail/PersonDetail.view";
import type { PersonData } from "../../src/dashboard/types";
import { run } from "./driftFixtures";
import { eventRow, fields, finding, minutesAgo, person, write } from "./fixtures";
import { closedDialog, personArgs } from "./personArgs";

const meta = preview.meta({
  title: "Dashboard/Person",
  component: PersonDetailView,
  args: { ...personArgs, person: { status: "loading" as const } },
  decorators: (Story) => (
    <div style={{ maxInlineSize: "33rem" }}>
      <Story />
    </div>
  ),
});

const ready = (overrides?: Partial<PersonData>) => {
  return { status: "ready" as const, data: person(overrides) };
};

export const InSync = meta.story({
  args: { person: ready() },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("heading", { name: "Ada Lovelace" })).toBeVisible();
    await expect(canvas.queryByText("Differs")).toBeNull();
    await expect(canvas.getByRole("link", { name: "All events" })).toHaveAttribute(
      "href",
      "/events?person=user_0000",
    );
  },
});

/** Saved a moment ago: Convex has the new name, Clerk's answer is not here yet. */
export const Pending = meta.story({
  args: {
    person: ready({
      status: "pending",
      reason: "A new first name is on its way to Clerk.",
      fields: fields({ first_name: { clerk: "Ada", differs: true, pending: true } }),
      writes: [
        write({
          clerk: "pending",
          started_at: minutesAgo(0),
          settled_at: null,
          confirmed_by: null,
        }),
      ],
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("row", { name: /First name/ })).toHaveTextContent("On its way");
    await expect(canvas.getByText("In Convex. Clerk has not answered yet.")).toBeVisible();
  },
});

/** The field that differs says so in words, with both values beside each other. */
export const Drifted = meta.story({
  args: {
    person: ready({
      status: "drifted",
      reason: "Clerk still has the old last name.",
      fields: fields({
        last_name: {
          clerk: "Byron",
          differs: true,
          differs_since: minutesAgo(90),
          touched_by: { svix_id: "msg_0007", received_at: minutesAgo(60 * 24 * 3) },
        },
        image_url: { clerk: null, differs: true, differs_since: minutesAgo(90) },
      }),
      writes: [
        write({
          operation_id: "op_2",
          requested: { last_name: "Lovelace" },
          clerk: "gave_up",
          attempts: 8,
          error: { code: "http_500", message: "Clerk answered 500.", field: null },
          confirmed_by: null,
        }),
        write(),
      ],
      findings: [
        finding({ found_by: "write" }),
        finding({
          _id: "finding_2" as PersonData["findings"][number]["_id"],
          field: "username",
          resolved_at: minutesAgo(30),
          resolution: "clerk_won",
        }),
      ],
    }),
  },
  play: async ({ args, canvas, userEvent }) => {
    const row = canvas.getByRole("row", { name: /Last name/ });
    await expect(row).toHaveTextContent("Differs");
    await expect(row).toHaveTextContent(/Byron.*Lovelace/);
    await userEvent.click(canvas.getByRole("button", { name: "Take Clerk’s Last name" }));
    const { onAsk } = args.decision;
    await expect(onAsk).toHaveBeenCalledWith({ fields: ["last_name"], winner: "clerk" });
    await userEvent.click(canvas.getByRole("button", { name: "Take Convex’s…" }));
    const both = { fields: ["last_name", "image_url"], winner: "convex" };
    await expect(onAsk).toHaveBeenCalledWith(both);
  },
});

/** Support reads; where a button would be, the missing permission is named. */
export const ForSupport = meta.story({
  args: { person: Drifted.input.args.person, mayAct: false },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/needs the role “admin”/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: /Take|Check|Reveal/ })).toBeNull();
    await expect(canvas.getByRole("button", { name: "Copy for a ticket" })).toBeVisible();
  },
});

/** What will change is shown before anybody agrees; an e-mail can only be changed in Clerk. */
export const Previewed = meta.story({
  args: {
    person: Drifted.input.args.person,
    decision: {
      ...personArgs.decision,
      dialog: {
        ...closedDialog,
        winner: "convex",
        state: {
          status: "ready",
          plan: {
            winner: "convex",
            count: 2,
            judged: 2,
            deletes: 0,
            changes: [
              {
                key: "last_name",
                name: null,
                field: "last_name",
                label: "Last name",
                side: "clerk",
                from: "Byron",
                to: "Lovelace",
              },
            ],
            refused: [{ message: "An e-mail can only be changed in Clerk.", count: 1 }],
          },
        },
      },
    },
  },
  play: async ({ args, userEvent }) => {
    const dialog = within(await screen.findByRole("dialog", { name: "Take Convex’s values" }));
    await dialog.findByText(/sent to Clerk, for 1 difference/);
    await dialog.findByText("An e-mail can only be changed in Clerk.");
    await userEvent.click(dialog.getByRole("button", { name: "Take Convex’s for 1" }));
    await expect(args.decision.dialog.onConfirm).toHaveBeenCalled();
  },
});

/** What came of a decision; in the time line it can be undone for a day. */
export const Decided = meta.story({
  args: {
    person: ready({
      findings: [
        finding({
          resolved_at: minutesAgo(1),
          resolution: "clerk_won",
          decision: { winner: "clerk", actor: "user_0001", at: minutesAgo(1), undone_at: null },
          undo_until: minutesAgo(-60 * 24),
        }),
      ],
      audit: [
        {
          _id: "deed_1" as PersonData["audit"][number]["_id"],
          at: minutesAgo(1),
          actor: "user_0001",
          actor_name: "Grace Hopper",
          action: "resolve",
          subject: "user_0000",
          subject_name: "Ada Lovelace",
          detail: { winner: "clerk", resolved: ["last_name"], started: [], refused: [] },
        },
      ],
      check: run({ kind: "user", externalId: "user_0000", done: 1, total: 1 }),
    }),
    decision: { ...personArgs.decision, outcome: "1 difference ended: Clerk’s value stands." },
  },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText(/Clerk’s value taken, Last name/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(args.undo.onUndo).toHaveBeenCalledWith(
      expect.objectContaining({ field: "last_name" }),
    );
  },
});

/** Revealed to an admin, which is written down; it hides itself after a minute. */
export const EmailRevealed = meta.story({
  args: { person: ready(), email: { ...personArgs.email, address: "ada@example.com" } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText("ada@example.com")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Hide" }));
    await expect(args.email.onHide).toHaveBeenCalled();
  },
});

/** Clerk is being asked about just this person. */
export const Checking = meta.story({
  args: {
    person: ready({ check: run({ kind: "user", state: "running", ended_at: null }) }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Asking Clerk…")).toBeVisible();
  },
});

/** More happened than is shown; what is older comes when asked for. */
export const LongHistory = meta.story({
  args: {
    person: ready({
      events: Array.from({ length: 20 }, (_, at) => eventRow(at)),
      has_older: true,
    }),
  },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Show older" }));
    await expect(args.onMore).toHaveBeenCalled();
  },
});

/** The server would not do it. */
export const CouldNot = meta.story({
  args: {
    person: ready(),
    check: { ...personArgs.check, error: "CLERK_SECRET_KEY is not set." },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("CLERK_SECRET_KEY is not set.");
  },
});

/** Clerk refused a username; Convex has the old one back. */
export const Refused = meta.story({
  args: {
    person: ready({
      writes: [
        write({
          requested: { username: "grace", first_name: "Ada" },
          clerk: "refused",
          error: {
            code: "form_identifier_exists",
            message: "That username is taken. Please try another.",
            field: "username",
          },
          confirmed_by: "client",
        }),
      ],
    }),
  },
});

/** The same name was changed in Clerk while the save was on its way: the loser stays visible. */
export const Overruled = meta.story({
  args: {
    person: ready({
      writes: [
        write({
          requested: { first_name: "Augusta Ada", last_name: "King" },
          clerk: "superseded",
          confirmed_by: null,
          overruled: [
            {
              field: "first_name",
              requested: "Augusta Ada",
              clerk: "Countess",
              at: minutesAgo(11),
            },
          ],
        }),
      ],
    }),
  },
  play: async ({ canvas }) => {
    await expect(
      canvas.getByText(/First name: Clerk has “Countess” since, so “Augusta Ada” did not stay./),
    ).toBeVisible();
  },
});

export const Failed = meta.story({
  args: {
    person: ready({
      status: "failed",
      reason: "The last event could not be applied: the username is taken here.",
      events: [eventRow(8), eventRow(0)],
    }),
  },
});

/** The row outlives the person, so that support can answer for it. */
export const Deleted = meta.story({
  args: {
    person: ready({
      name: "user_0000",
      username: null,
      email_masked: null,
      image_url: null,
      status: "deleted",
      reason: "Deleted in Clerk.",
      deleted_at: minutesAgo(60 * 24 * 3),
      fields: fields().map((field) => {
        return { ...field, clerk: null, convex: null };
      }),
      writes: [],
      events: [eventRow(5)],
    }),
  },
});

export const Unknown = meta.story({
  args: { person: { status: "unknown", externalId: "user_nobody" } },
});

export const Loading = meta.story({ args: { person: { status: "loading" } } });
