import preview from "#.storybook/preview";
import { expect, within } from "storybook/test";
import { EVENT_STATUSES, SYNC_STATUSES } from "../../convex/model/statuses";
import { Avatar, EventChip, Kbd, RelativeTime, StatusChip } from "../../src/components/ui";
import { portrait } from "../kit/profileForm.builders";
import { Row, Rows } from "./Rows";

const meta = preview.meta({
  title: "UI/Signs",
  component: StatusChip,
  args: { status: "in_sync" },
});

/** The five states, from calm to grave: never by colour alone, always with an icon and a word. */
export const Statuses = meta.story({
  render: () => (
    <Row>
      {SYNC_STATUSES.map((status) => (
        <StatusChip key={status} status={status} />
      ))}
    </Row>
  ),
  play: async ({ canvas, canvasElement }) => {
    for (const word of ["In sync", "Pending", "Drifted", "Failed", "Deleted"]) {
      await expect(canvas.getByText(word)).toBeVisible();
    }
    await expect(canvasElement.querySelectorAll("svg")).toHaveLength(SYNC_STATUSES.length);
  },
});

/** What became of an event, in the same five colours. */
export const Outcomes = meta.story({
  render: () => (
    <Row>
      {EVENT_STATUSES.map((status) => (
        <EventChip key={status} outcome={status} />
      ))}
    </Row>
  ),
});

/** A picture, or initials that keep whole what a reader sees as one character. */
export const Avatars = meta.story({
  render: () => (
    <Rows>
      <Row>
        {[24, 32, 40, 56].map((size) => (
          <Avatar key={size} name="Ada Lovelace" src={portrait} size={size} />
        ))}
      </Row>
      <Row>
        {["Ada Lovelace", "Grace", "王小明", "محمد علي", "👩‍🚀 Mae Jemison"].map((name) => (
          <Avatar key={name} name={name} size={40} />
        ))}
        <Avatar name="Somebody" initialsOf="" size={40} />
      </Row>
    </Rows>
  ),
});

/** A picture that does not load gives way to the initials. */
export const BrokenPicture = meta.story({
  render: () => <Avatar name="Ada Lovelace" src="data:image/png;base64,AAAA" size={56} />,
  play: async ({ canvas }) => {
    const avatar = canvas.getByRole("img", { name: "Ada Lovelace" });
    await expect(await within(avatar).findByText("AL")).toBeVisible();
  },
});

const now = Date.UTC(2026, 4, 1, 12);

/** How long ago; the exact moment is in the tooltip and in the element's `datetime`. */
export const Times = meta.story({
  render: () => (
    <Rows>
      {[0, 5, 90, 60 * 30, 60 * 24 * 9].map((minutes) => (
        <RelativeTime key={minutes} at={now - minutes * 60_000} now={now} locale="en" />
      ))}
    </Rows>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("5 min. ago")).toHaveAttribute(
      "datetime",
      "2026-05-01T11:55:00.000Z",
    );
  },
});

export const Keys = meta.story({
  render: () => (
    <Row>
      <Kbd>j</Kbd> <Kbd>k</Kbd> <Kbd>Esc</Kbd> <Kbd>⌘</Kbd>
    </Row>
  ),
});
