import { useState } from "react";
import { expect, fn, waitFor } from "storybook/test";
import preview from "#.storybook/preview";
import { MasterDetail } from "../../src/dashboard/MasterDetail/MasterDetail";
import { PersonDetailView } from "../../src/dashboard/PersonDetail/PersonDetail.view";
import { UsersView, type UsersViewProps } from "../../src/dashboard/Users/Users.view";
import { person, userRow, userRows } from "./fixtures";
import { links } from "./links";

const args: UsersViewProps = {
  list: { status: "ready", rows: userRows(60), refreshing: false, more: "none" },
  filter: { q: "", status: null },
  openId: null,
  rowHref: (row) => links.users({ user: row.externalId }),
  onFilter: fn(),
  onOpen: fn(),
  onMore: fn(),
};

const meta = preview.meta({
  title: "Dashboard/Users",
  component: UsersView,
  args,
  decorators: (Story) => (
    <div style={{ blockSize: "40rem" }}>
      <Story />
    </div>
  ),
});

/** Each row is one link; a plain click opens the person beside the list. */
export const Default = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    const [, row] = canvas.getAllByRole("link");
    await expect(row).toHaveTextContent("Grace Hopper@amazing.grace");
    await expect(row).toHaveAttribute("href", "/users?user=user_0001");
    if (row) await userEvent.click(row);
    await expect(args.onOpen).toHaveBeenCalledWith({ row: userRow(1) });
  },
});

export const Filtering = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.type(canvas.getByRole("searchbox"), "a");
    await expect(args.onFilter).toHaveBeenCalledWith({ q: "a" });
    await userEvent.click(canvas.getByRole("radio", { name: "Drifted" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ status: "drifted" });
  },
});

/** Only the rows in sight are in the page; the focus goes with the arrow keys, to the very end. */
export const TenThousand = meta.story({
  args: { list: { status: "ready", rows: userRows(10_000), refreshing: false, more: "none" } },
  play: async ({ canvas, userEvent }) => {
    const rows = () => canvas.getAllByRole("row");
    await expect(canvas.getByRole("table")).toHaveAttribute("aria-rowcount", "10001");
    await expect(rows().length).toBeLessThan(50);
    const [first] = canvas.getAllByRole("link");
    first?.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect(document.activeElement).toHaveAttribute("href", "/users?user=user_0002");
    await userEvent.keyboard("{End}");
    await expect(document.activeElement).toHaveAttribute("href", "/users?user=user_9999");
    await waitFor(() => expect(document.activeElement).toBeVisible());
    await expect(rows().length).toBeLessThan(50);
    await userEvent.keyboard("{Home}");
    await expect(document.activeElement).toHaveAttribute("href", "/users?user=user_0000");
  },
});

/** The next page is asked for before the end is reached. */
export const MoreOnTheServer = meta.story({
  args: { list: { status: "ready", rows: userRows(50), refreshing: false, more: "available" } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByRole("table")).toHaveAttribute("aria-rowcount", "-1");
    await expect(args.onMore).not.toHaveBeenCalled();
    canvas.getAllByRole("link")[0]?.focus();
    await userEvent.keyboard("{End}");
    await waitFor(() => expect(args.onMore).toHaveBeenCalled());
  },
});

export const LoadingMore = meta.story({
  args: { list: { status: "ready", rows: userRows(3), refreshing: false, more: "loading" } },
});

export const Loading = meta.story({ args: { list: { status: "loading" } } });

/** Another filter's rows are on their way; the rows before stay until they come. */
export const Refreshing = meta.story({
  args: {
    list: { status: "ready", rows: userRows(60), refreshing: true, more: "none" },
    filter: { q: "gra", status: null },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("table")).toHaveAttribute("aria-busy", "true");
  },
});

const nothing = { status: "ready" as const, rows: [], refreshing: false, more: "none" as const };

export const NobodyYet = meta.story({
  args: { list: nothing },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Nobody yet")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Clear filters" })).toBeNull();
  },
});

/** Other words than when there is nobody at all, and a way back. */
export const NobodyMatches = meta.story({
  args: { list: nothing, filter: { q: "zz", status: "failed" } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText(/no one with the status “Failed” for “zz”/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Clear filters" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ q: "", status: null });
  },
});

/** An empty page is no end while the server has more: it is asked on. */
export const EmptyPage = meta.story({
  args: { list: { ...nothing, more: "available" }, filter: { q: "a", status: "failed" } },
  play: async ({ args, canvas }) => {
    await waitFor(() => expect(args.onMore).toHaveBeenCalled());
    await expect(canvas.queryByText("Nobody matches")).toBeNull();
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

/** Enter opens the drawer, Escape closes it, and the focus is back on the row. */
export const WithDrawer = meta.story({
  render: (args) => <ListWithDrawer {...args} />,
  play: async ({ canvas, userEvent }) => {
    const page = canvas.getByRole("table").ownerDocument;
    canvas.getAllByRole("link")[0]?.focus();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(page.querySelector("[role=dialog] h3")).toHaveTextContent("Grace"));
    const [, row] = canvas.getAllByRole("link");
    await expect(row).toHaveAttribute("aria-current", "true");
    await expect(row).not.toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.querySelector("[role=dialog]")).toBeNull());
    await expect(row).toHaveFocus();
  },
});

function ListWithDrawer(props: UsersViewProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const row = userRows(60).find(({ externalId }) => externalId === openId);
  return (
    <MasterDetail
      list={
        <UsersView
          {...props}
          openId={openId}
          onOpen={({ row: opened }) => setOpenId(opened.externalId)}
        />
      }
      open={openId !== null}
      title="Person"
      onClose={() => setOpenId(null)}
    >
      {row && (
        <PersonDetailView person={{ status: "ready", data: person({ ...row }) }} links={links} />
      )}
    </MasterDetail>
  );
}
