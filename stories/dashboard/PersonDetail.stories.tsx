import { expect } from "storybook/test";
import preview from "#.storybook/preview";
import { PersonDetailView } from "../../src/dashboard/PersonDetail/PersonDetail.view";
import type { PersonData } from "../../src/dashboard/types";
import { eventRow, fields, finding, minutesAgo, person, write } from "./fixtures";
import { links } from "./links";

const meta = preview.meta({
  title: "Dashboard/Person",
  component: PersonDetailView,
  args: { links },
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
        last_name: { clerk: "Byron", differs: true },
        image_url: { clerk: null, differs: true },
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
          field: "username",
          resolved_at: minutesAgo(30),
          resolution: "clerk_won",
        }),
      ],
    }),
  },
  play: async ({ canvas }) => {
    const row = canvas.getByRole("row", { name: /Last name/ });
    await expect(row).toHaveTextContent("Differs");
    await expect(row).toHaveTextContent("ByronLovelace");
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
      canvas.getByText("First name: Clerk has “Countess” since, so “Augusta Ada” did not stay."),
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
