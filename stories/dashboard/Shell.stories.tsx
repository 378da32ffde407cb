import { Activity, FlaskConical, LayoutDashboard, UserRound, UsersRound } from "lucide-react";
import { expect, fn } from "storybook/test";
import preview from "#.storybook/preview";
import { ShellView, type ShellViewProps } from "../../src/app/Shell/Shell.view";
import { Avatar, Chip } from "../../src/components/ui";
import { OverviewView } from "../../src/dashboard/Overview/Overview.view";
import { USUAL_COLUMNS } from "../../src/dashboard/Users/userColumns";
import { UsersView } from "../../src/dashboard/Users/Users.view";
import { NOW, overviewData, userRows } from "./fixtures";
import { links } from "./links";

const args: ShellViewProps = {
  nav: [
    [
      { path: "/", title: "Overview", icon: LayoutDashboard },
      { path: "/users", title: "Users", icon: UsersRound },
      { path: "/events", title: "Events", icon: Activity },
    ],
    [{ path: "/profile", title: "My profile", icon: UserRound }],
  ],
  path: "/",
  environment: <Chip icon={FlaskConical}>Sandbox</Chip>,
  account: <Avatar name="Ada Lovelace" size={28} />,
  timeZone: "Europe/Lisbon",
  onPalette: fn(),
  onKeys: fn(),
  theme: "system",
  onTheme: fn(),
  children: (
    <OverviewView
      overview={{ status: "ready", range: "day", data: overviewData() }}
      now={NOW}
      range="day"
      parts="outcome"
      links={links}
      onRange={fn()}
      onParts={fn()}
    />
  ),
};

const meta = preview.meta({
  title: "App/Shell",
  component: ShellView,
  parameters: {
    layout: "fullscreen",
    viewport: {
      options: { phone: { name: "Phone", styles: { width: "390px", height: "844px" } } },
    },
  },
  args,
});

export const Default = meta.story({
  play: async ({ args, canvas, userEvent }) => {
    await expect(canvas.getByRole("link", { name: "Overview" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await userEvent.click(canvas.getByRole("button", { name: "Go to or do" }));
    await expect(args.onPalette).toHaveBeenCalledOnce();
    await userEvent.click(canvas.getByRole("button", { name: "Keys" }));
    await expect(args.onKeys).toHaveBeenCalledOnce();
    await expect(canvas.getByText("Times are in the zone Europe/Lisbon.")).toBeVisible();
    await userEvent.click(canvas.getByRole("radio", { name: "Dark theme" }));
    await expect(args.onTheme).toHaveBeenCalledWith({ theme: "dark" });
  },
});

/** A page that is as high as the window: the list scrolls, the page does not. */
export const Filled = meta.story({
  args: {
    path: "/users",
    fill: true,
    children: (
      <UsersView
        list={{ status: "ready", rows: userRows(200), refreshing: false, more: "none" }}
        filter={{ q: "", status: null, field: null }}
        sort="-activity"
        columns={USUAL_COLUMNS}
        openId={null}
        rowHref={(row) => links.users({ user: row.externalId })}
        onFilter={fn()}
        onSort={fn()}
        onColumns={fn()}
        onOpen={fn()}
        onMore={fn()}
      />
    ),
  },
  play: async ({ canvas }) => {
    const main = canvas.getByRole("main");
    await expect(main.scrollHeight).toBe(main.clientHeight);
  },
});

/** On a phone the pages are a bar at the foot, and nothing scrolls sideways. */
export const Phone = meta.story({
  globals: { viewport: { value: "phone", isRotated: false } },
  play: async ({ canvas }) => {
    const root = canvas.getByRole("main").ownerDocument.documentElement;
    await expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  },
});
