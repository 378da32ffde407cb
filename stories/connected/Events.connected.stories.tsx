import preview from "#.storybook/preview";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { Events } from "../../src/dashboard";

/**
 * The log of events on the whole system, inside this page: each row came in as a signed webhook.
 */
const meta = preview.meta({
  title: "Dashboard/Events/Connected",
  component: Events,
  parameters: {
    world: { signedInAs: "amara" },
    // A page has one Clerk, so these stories cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "640px" } },
  },
  decorators: (Story) => (
    <NuqsTestingAdapter hasMemory>
      <main style={{ blockSize: "40rem" }}>
        <Story />
      </main>
    </NuqsTestingAdapter>
  ),
});

/** Paused, the list stands still and counts what comes; resumed, all of it is there. */
export const PauseAndResume = meta.story({
  play: async ({ canvas }) => {
    const table = await canvas.findByRole("table", { name: "Events" });
    const rows = () => within(table).queryAllByRole("link");
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
    const before = rows().length;
    await userEvent.click(canvas.getByRole("button", { name: "Pause" }));

    const { clerk } = storyWorld();
    const { id } = personInWorld("zoe_vdb");
    await clerk.users.update(id, { last_name: "Verhoeven" });
    await clerk.users.update(id, { last_name: "de Wit" });
    await canvas.findByText("2 new events held back");
    await expect(rows()).toHaveLength(before);

    await userEvent.click(canvas.getByRole("button", { name: "Resume" }));
    await waitFor(() => expect(rows()).toHaveLength(before + 2));
    await expect(canvas.getByText("Live")).toBeVisible();
    await expect(canvas.queryByText(/held back/)).toBeNull();
  },
});

/** An event is opened, its payload read, and applied once more: the attempts tell of it. */
export const ReplayOne = meta.story({
  play: async ({ canvas, canvasElement }) => {
    const page = within(canvasElement.ownerDocument.body);
    const { id } = personInWorld("zoe_vdb");
    await storyWorld().clerk.users.update(id, { last_name: "Verhoeven" });
    // Others, of before, changed a last name, too.
    const [newest] = await canvas.findAllByRole("row", { name: /Verhoeven/ });
    if (!newest) throw new Error("No event came.");
    await userEvent.click(within(newest).getByRole("link"));

    const drawer = within(await page.findByRole("dialog", { name: "Event" }));
    const payload = await drawer.findByRole("tree", { name: "Payload" });
    await expect(payload).toHaveTextContent('last_name"Verhoeven"');
    await expect(payload).not.toHaveTextContent(/zoe[^*]*@/);
    await userEvent.click(await drawer.findByRole("button", { name: "Replay" }));
    await drawer.findByText("Replayed");
    const attempts = within(drawer.getByRole("region", { name: "Attempts" }));
    await waitFor(() => expect(attempts.getAllByRole("listitem")).toHaveLength(2));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
  },
});

/** All that match: counted first, then done. */
export const ReplayAll = meta.story({
  play: async ({ canvas, canvasElement }) => {
    const page = within(canvasElement.ownerDocument.body);
    const all = await canvas.findByRole("button", { name: "Replay all" });
    await expect(all).toHaveAttribute("aria-disabled", "true");
    await userEvent.selectOptions(canvas.getByLabelText("Type"), "Signed up");
    await waitFor(() => expect(all).not.toHaveAttribute("aria-disabled"));
    await userEvent.click(all);

    const dialog = within(await page.findByRole("dialog", { name: "Replay all that match" }));
    await userEvent.click(await dialog.findByRole("button", { name: /^Replay \d+ events$/ }));
    await dialog.findByText(/^Replayed \d+ events\.$/);
  },
});

/** Support reads; in the place of each button stands what is missing for it. */
export const ForSupport = meta.story({
  parameters: { world: { signedInAs: "jonas" } },
  play: async ({ canvas }) => {
    await canvas.findByText("Replaying needs the role “admin”.");
    await expect(canvas.queryByRole("button", { name: "Replay all" })).toBeNull();
    await expect(canvas.getByRole("button", { name: "Export" })).toBeVisible();
  },
});
