import preview from "#.storybook/preview";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { Drift, Runs } from "../../src/dashboard";
import classes from "./WholeLoop.module.css";

/** Scans at the left, and what they have found at the right. */
function RunsAndDrift() {
  return (
    <div className={classes.WholeLoop}>
      <section aria-label="Scans" className={classes.Side}>
        <NuqsTestingAdapter hasMemory>
          <Runs />
        </NuqsTestingAdapter>
      </section>
      <section aria-label="Differences" className={classes.Side}>
        <NuqsTestingAdapter hasMemory>
          <Drift />
        </NuqsTestingAdapter>
      </section>
    </div>
  );
}

/**
 * Drift on the whole system, inside this page: somebody is changed in Clerk without a webhook, a
 * scan finds it, an admin looks at what would change, takes Clerk's value, and undoes it.
 */
const meta = preview.meta({
  title: "Dashboard/Drift/Connected",
  component: RunsAndDrift,
  parameters: {
    layout: "fullscreen",
    world: { signedInAs: "amara", residents: 2 },
    // A page has one Clerk, so this story cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "760px" } },
  },
});

export const FoundEndedAndUndone = meta.story({
  play: async ({ canvas }) => {
    const scans = within(canvas.getByRole("region", { name: "Scans" }));
    const drift = within(canvas.getByRole("region", { name: "Differences" }));
    await drift.findByText("Clerk and Convex agree");

    const { id } = personInWorld("zoe_vdb");
    await storyWorld().clerk.users.update(id, { last_name: "Verhoeven" }, { webhook: false });
    await userEvent.click(await scans.findByRole("radio", { name: "Everybody" }));
    await userEvent.click(scans.getByRole("button", { name: "Start" }));
    await scans.findByText("1 difference found");

    const row = await drift.findByRole("row", { name: /Verhoeven/ });
    await expect(row).toHaveTextContent("van der Berg");
    await userEvent.click(await drift.findByRole("checkbox", { name: /^Choose .*Zo/ }));
    await userEvent.click(
      await drift.findByRole("button", { name: "Take Clerk’s values for the chosen ones" }),
    );
    const dialog = within(await screen.findByRole("dialog", { name: "Take Clerk’s values" }));
    await dialog.findByText(/written to Convex, for 1 difference/);
    await userEvent.click(await dialog.findByRole("button", { name: "Take Clerk’s for 1" }));
    await drift.findByText("1 difference ended: Clerk’s value stands.");
    await waitFor(() => expect(drift.queryByRole("row", { name: /Verhoeven/ })).toBeNull());

    await userEvent.click(drift.getByRole("button", { name: "Undo" }));
    await drift.findByText("1 put back as before.");
    await drift.findByRole("row", { name: /Verhoeven/ });
  },
});
