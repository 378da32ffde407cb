import { useState } from "react";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import {
  CommandPaletteView,
  type CommandPaletteViewProps,
} from "../../src/app/CommandPalette/CommandPalette.view";
import { commandGroups, type Offer, type TaskCommand } from "../../src/app/CommandPalette/commands";
import { PAGES } from "../../src/app/pages";
import { userRows } from "./fixtures";
import { links } from "./links";

const offer: Offer = { pages: PAGES.flat(), people: [], query: "", role: "admin", links };

const args: CommandPaletteViewProps<TaskCommand> = {
  open: true,
  onOpenChange: fn(),
  query: "",
  onQuery: fn(),
  groups: commandGroups(offer),
  searching: false,
  onRun: fn(),
};

/** Opened with Ctrl K: everything one can go to or do. */
const meta = preview.meta({
  title: "App/CommandPalette",
  component: CommandPaletteView<TaskCommand>,
  args,
  render: (args) => <Typed {...args} />,
});

/** Keeps what is typed, as the controller does. */
function Typed(args: CommandPaletteViewProps<TaskCommand>) {
  const [query, setQuery] = useState(args.query);
  return <CommandPaletteView {...args} query={query} onQuery={({ query }) => setQuery(query)} />;
}

/** Once it has faded in. */
const palette = async () => {
  const dialog = await screen.findByRole("dialog", { name: "Go to or do" });
  await waitFor(() => expect(dialog).toBeVisible());
  return within(dialog);
};

/** By keyboard alone: type, go down, Enter. The focus stays in the field. */
export const ByKeyboard = meta.story({
  play: async ({ args, userEvent }) => {
    const view = await palette();
    await waitFor(() => expect(view.getByRole("combobox")).toHaveFocus());
    await userEvent.keyboard("theme");
    await waitFor(() => expect(view.queryByRole("option", { name: /Users/ })).toBeNull());
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await expect(args.onRun).toHaveBeenCalledWith({
      command: expect.objectContaining({ task: { do: "theme", theme: "light" } }),
    });
  },
});

/** People whom the server has found, whatever part of them was typed. */
export const People = meta.story({
  args: {
    query: "love",
    groups: commandGroups({ ...offer, query: "love", people: userRows(3) }),
  },
  play: async () => {
    const view = await palette();
    await expect(await view.findByRole("option", { name: /Ada Lovelace/ })).toBeVisible();
    await expect(view.getByRole("option", { name: /Grace Hopper/ })).toBeVisible();
  },
});

/** An event's id leads to the event. */
export const AnEventsId = meta.story({
  args: { query: "msg_2abc", groups: commandGroups({ ...offer, query: "msg_2abc" }) },
  play: async ({ args, userEvent }) => {
    const view = await palette();
    await userEvent.click(await view.findByRole("option", { name: /Open the event msg_2abc/ }));
    await expect(args.onRun).toHaveBeenCalledOnce();
  },
});

/** What an admin alone may do names the role, and cannot be chosen. */
export const ForSupport = meta.story({
  args: { groups: commandGroups({ ...offer, role: "support" }) },
  play: async () => {
    const view = await palette();
    const scan = await view.findByRole("option", { name: /Start a quick scan/ });
    await expect(scan).toHaveAttribute("aria-disabled", "true");
    await expect(scan).toHaveTextContent("needs the role “admin”");
  },
});

export const NothingMatches = meta.story({ args: { query: "zzzz" } });

export const LookingForPeople = meta.story({ args: { query: "zzzz", searching: true } });
