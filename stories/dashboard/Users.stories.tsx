import { useState } from "react";
import { expect, fn, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { MasterDetail } from "../../src/dashboard/MasterDetail/MasterDetail";
import { PersonDetailView } from "../../src/dashboard/PersonDetail/PersonDetail.view";
import { USUAL_COLUMNS } from "../../src/dashboard/Users/userColumns";
import { UsersView, type UsersViewProps } from "../../src/dashboard/Users/Users.view";
import { person, userRow, userRows } from "./fixtures";
import { links } from "./links";
import { personArgs } from "./personArgs";

const args: UsersViewProps = {
  list: { status: "ready", rows: userRows(60), refreshing: false, more: "none" },
  counts: { counts: { in_sync: 41, pending: 3, drifted: 9, failed: 4, deleted: 3 }, lag: false },
  filter: { q: "", status: null, field: null },
  sort: "-activity",
  columns: USUAL_COLUMNS,
  openId: null,
  rowHref: (row) => links.users({ user: row.externalId }),
  onFilter: fn(),
  onSort: fn(),
  onColumns: fn(),
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

/** Names are whatever people type: shown as the text that they are, and in no more room. */
const HOSTILE_NAMES = [
  "<img src=x onerror=alert(1)> <b>Bold</b>",
  "Ada \u202egnp.exe",
  "\u0645\u062d\u0645\u062f \u202b Smith",
  "x".repeat(10_000),
  "Z\u0351\u036b\u0343".repeat(200),
  '=HYPERLINK("https://attacker.test")',
];

export const HostileNames = meta.story({
  args: {
    list: {
      status: "ready",
      rows: HOSTILE_NAMES.map((name, n) => ({ ...userRow(n + 1), name, username: null })),
      refreshing: false,
      more: "none",
    },
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("<img src=x onerror=alert(1)> <b>Bold</b>")).toBeVisible();
    await expect(canvasElement.querySelector("img[src='x'], b")).toBeNull();
    // What turns the direction of text ends with the name: it has an element of its own.
    await expect(canvas.getByText(/gnp\.exe/).tagName).toBe("BDI");
    const rows = canvas.getAllByRole("row").slice(1);
    await expect(rows).toHaveLength(HOSTILE_NAMES.length);
    const [usual = 0] = rows.map((row) => row.getBoundingClientRect().height);
    for (const row of rows) {
      await expect(row.getBoundingClientRect().height).toBe(usual);
      await expect(row.scrollWidth).toBeLessThanOrEqual(row.clientWidth);
    }
    const page = canvasElement.ownerDocument.documentElement;
    await expect(page.scrollWidth).toBeLessThanOrEqual(page.clientWidth);
  },
});

export const Filtering = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.type(canvas.getByRole("searchbox"), "a");
    await expect(args.onFilter).toHaveBeenCalledWith({ q: "a" });
    await userEvent.click(canvas.getByRole("radio", { name: /Drifted/ }));
    await expect(args.onFilter).toHaveBeenCalledWith({ status: "drifted", field: null });
    await userEvent.selectOptions(canvas.getByLabelText("Field that differs"), "First name");
    await expect(args.onFilter).toHaveBeenCalledWith({ field: "first_name", status: null });
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

/** However far one scrolls, the page holds no more of the list than fits into it, and a little. */
export const ScrollingToTheEnd = meta.story({
  args: { list: { status: "ready", rows: userRows(10_000), refreshing: false, more: "none" } },
  play: async ({ canvas }) => {
    const table = canvas.getByRole("table");
    const scroller = table.parentElement;
    if (!scroller) throw new Error("The table stands in nothing.");
    await waitFor(() => expect(canvas.getAllByRole("row").length).toBeGreaterThan(10));
    const nodes = [table.querySelectorAll("*").length];
    for (let step = 1; step <= 20; step++) {
      const before = canvas.getAllByRole("row").at(-1)?.getAttribute("aria-rowindex");
      scroller.scrollTo({ top: (scroller.scrollHeight * step) / 20 });
      await waitFor(() =>
        expect(canvas.getAllByRole("row").at(-1)?.getAttribute("aria-rowindex")).not.toBe(before),
      );
      nodes.push(table.querySelectorAll("*").length);
    }
    await waitFor(() => expect(canvas.getByText("10,000 people")).toBeVisible());
    await expect(canvas.getAllByRole("row").at(-1)).toHaveAttribute("aria-rowindex", "10001");
    await expect(Math.max(...nodes)).toBeLessThan(1_000);
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
    filter: { q: "gra", status: null, field: null },
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
  args: { list: nothing, filter: { q: "zz", status: "failed", field: null } },
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByText(/no one with the status “Failed” for “zz”/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Clear filters" }));
    await expect(args.onFilter).toHaveBeenCalledWith({ q: "", status: null, field: null });
  },
});

/** An empty page is no end while the server has more: it is asked on. */
export const EmptyPage = meta.story({
  args: {
    list: { ...nothing, more: "available" },
    filter: { q: "a", status: "failed", field: null },
  },
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

/** A heading sorts by its column, and the other way round when it is pressed again. */
export const Sorting = meta.story({
  args: { sort: "name" },
  play: async ({ args, canvas, userEvent }) => {
    const heading = canvas.getByRole("columnheader", { name: "Person" });
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    await userEvent.click(canvas.getByRole("button", { name: "Person" }));
    await expect(args.onSort).toHaveBeenCalledWith({ sort: "-name" });
    await userEvent.click(canvas.getByRole("button", { name: "Last change" }));
    await expect(args.onSort).toHaveBeenCalledWith({ sort: "-activity" });
    await expect(canvas.queryByRole("button", { name: "E-mail" })).toBeNull();
  },
});

/** A search has the best match first, so there is nothing to sort by. */
export const Searching = meta.story({
  args: {
    filter: { q: "ada", status: null, field: null },
    list: { status: "ready", rows: userRows(3), refreshing: false, more: "none" },
  },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button", { name: "Person" })).toBeNull();
    await expect(canvas.getByText("3 people")).toBeVisible();
  },
});

/** Columns can be left out and taken in; the menu stays open for the next one. */
export const ChoosingColumns = meta.story({
  play: async ({ args, canvas, canvasElement, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "View" }));
    const menu = within(canvasElement.ownerDocument.body);
    const column = (name: string) => menu.findByRole("menuitemcheckbox", { name });
    await expect(await column("E-mail")).toBeChecked();
    await userEvent.click(await column("E-mail"));
    await expect(args.onColumns).toHaveBeenCalledWith({ shown: ["status", "reason", "changed"] });
    await userEvent.click(await column("Signed up"));
    await expect(args.onColumns).toHaveBeenCalledWith({
      shown: ["email", "status", "reason", "changed", "joined"],
    });
    await userEvent.click(await menu.findByRole("menuitemradio", { name: "Name, A to Z" }));
    await expect(args.onSort).toHaveBeenCalledWith({ sort: "name" });
  },
});

/** Every column there is. */
export const AllColumns = meta.story({
  args: { columns: ["email", "status", "reason", "fields", "changed", "event", "joined", "id"] },
});

/** Of a list that goes on at the server the kept counts tell how long it is. */
export const Counted = meta.story({
  args: {
    list: { status: "ready", rows: userRows(50), refreshing: false, more: "available" },
    counts: {
      counts: { in_sync: 51_204, pending: 3, drifted: 210, failed: 4, deleted: 801 },
      lag: false,
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("52,222 people")).toBeVisible();
    await expect(canvas.getByRole("radio", { name: /Drifted\s*210/ })).toBeInTheDocument();
  },
});

/** Nothing can be said about what is there; the list comes by itself. */
export const ServerOutOfReach = meta.story({
  args: { list: { status: "unreachable" }, counts: undefined },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("The server can’t be reached")).toBeVisible();
    await expect(canvas.queryByText("Nobody yet")).toBeNull();
  },
});

/** An address is found as a whole or not at all, and the empty list says so. */
export const PartOfAnAddress = meta.story({
  args: { list: nothing, filter: { q: "ada@exa", status: null, field: null } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/by the whole address alone/)).toBeVisible();
  },
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
        <PersonDetailView
          {...personArgs}
          person={{ status: "ready", data: person({ ...row }) }}
          links={links}
        />
      )}
    </MasterDetail>
  );
}
