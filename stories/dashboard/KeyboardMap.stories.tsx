import { expect, fn, screen, waitFor, within } from "storybook/test";
import preview from "#.storybook/preview";
import { KeyboardMap } from "../../src/app/keyboard/KeyboardMap.view";
import { keysOn } from "../../src/app/keyboard/keys";
import { PAGES } from "../../src/app/pages";

/** Opened with a question mark: the keys of the page that is shown, and those of every page. */
const meta = preview.meta({
  title: "App/KeyboardMap",
  component: KeyboardMap,
  args: { open: true, onOpenChange: fn(), groups: keysOn("/", PAGES.flat()) },
});

/** Once it has faded in. */
const map = async () => {
  const dialog = await screen.findByRole("dialog", { name: "Keys" });
  await waitFor(() => expect(dialog).toBeVisible());
  return within(dialog);
};

/** Charts have keys of their own. */
export const OfTheOverview = meta.story({
  play: async ({ args, userEvent }) => {
    const own = within((await map()).getByRole("region", { name: "Overview" }));
    await expect(own.getByText("Open what the bar counts")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect(args.onOpenChange).toHaveBeenCalledWith({ open: false });
  },
});

/** In a list one moves with j and k. */
export const OfAList = meta.story({
  args: { groups: keysOn("/users", PAGES.flat()) },
  play: async () => {
    const own = within((await map()).getByRole("region", { name: "Users" }));
    await expect(own.getByText("Next row (also ↓)")).toBeVisible();
  },
});
