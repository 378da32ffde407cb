import { expect, fn } from "storybook/test";
import preview from "#.storybook/preview";
import { AuditView, type AuditViewProps } from "../../src/dashboard/Audit/Audit.view";
import { auditRows } from "./driftFixtures";
import { links } from "./links";

const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };
const noFilter = { actor: null, subject: null, action: null };

const args: AuditViewProps = {
  list: { ...nothing, rows: auditRows(40) },
  filter: noFilter,
  rowHref: (row) => links.users({ user: row.subject }),
  onFilter: fn(),
  onMore: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Audit",
  component: AuditView,
  args,
  decorators: (Story) => (
    <div style={{ blockSize: "40rem" }}>
      <Story />
    </div>
  ),
});

/** Who did what, when, and to whom. A name narrows the list to what has to do with it. */
export const Many = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getAllByText("Clerk’s value taken, Last name")[0]).toBeVisible();
    const [name] = canvas.getAllByTitle("Only what Grace Hopper did");
    if (name) await userEvent.click(name);
    await expect(args.onFilter).toHaveBeenCalledWith({ actor: "user_0001" });
    await userEvent.selectOptions(canvas.getByLabelText("What was done"), "Revealed the e-mail");
    await expect(args.onFilter).toHaveBeenCalledWith({ action: "reveal_email" });
  },
});

export const OfOnePerson = meta.story({
  args: { filter: { ...noFilter, actor: "user_0001", subject: "user_0002" } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Stop filtering by done by" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ actor: null });
  },
});

export const Loading = meta.story({ args: { list: { status: "loading" } } });

export const OutOfReach = meta.story({ args: { list: { status: "unreachable" } } });

export const NothingYet = meta.story({
  args: { list: nothing },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Nothing was done yet")).toBeVisible();
  },
});

export const NothingMatches = meta.story({
  args: { list: nothing, filter: { ...noFilter, action: "replay" } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Clear filters" }));
    await expect(args.onFilter).toHaveBeenCalledWith(noFilter);
  },
});

export const Narrow = meta.story({
  decorators: (Story) => (
    <div style={{ inlineSize: "22.5rem", blockSize: "40rem" }}>
      <Story />
    </div>
  ),
});
