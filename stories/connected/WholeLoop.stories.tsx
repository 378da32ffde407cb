import preview from "#.storybook/preview";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { ProfileForm } from "../../src/components/ProfileForm";
import { Events, Users } from "../../src/dashboard";
import classes from "./WholeLoop.module.css";

/** A person's form, and what support sees of it, side by side. */
function WholeLoop() {
  return (
    <div className={classes.WholeLoop}>
      <section aria-label="The person's side" className={classes.Side}>
        <ProfileForm />
      </section>
      <section aria-label="Support's side" className={classes.Side}>
        <NuqsTestingAdapter hasMemory>
          <div className={classes.List}>
            <Users />
          </div>
          <div className={classes.List}>
            <Events />
          </div>
        </NuqsTestingAdapter>
      </section>
    </div>
  );
}

/**
 * The whole system inside this page, with no server. Save at the left; at the right the row turns
 * pending, Clerk's signed webhook comes in, and the row is in sync. Then make trouble with the
 * toolbar: let Clerk refuse, fail or lose its webhooks.
 */
const meta = preview.meta({
  title: "The whole loop",
  component: WholeLoop,
  parameters: {
    layout: "fullscreen",
    world: { signedInAs: "amara", residents: 6 },
    docs: { story: { inline: false, height: "760px" } },
  },
});

export const InOnePage = meta.story({
  play: async ({ canvas }) => {
    const { id } = personInWorld("amara");
    const support = within(canvas.getByRole("region", { name: "Support's side" }));
    const users = within(await support.findByRole("table", { name: "Users" }));
    const row = await users.findByRole("row", { name: /Amara/ });
    // Held back, so that the state in between can be seen.
    storyWorld().clerk.webhooks.pause();

    const field = await canvas.findByRole("textbox", { name: "Last name" });
    await userEvent.clear(field);
    await userEvent.type(field, "Okafor-Bello");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(rowOf("Okafor-Bello")).toHaveTextContent("Pending"));
    await waitFor(() => expect(storyWorld().clerk.users.get(id)?.last_name).toBe("Okafor-Bello"));

    storyWorld().clerk.webhooks.resume();
    await waitFor(() => expect(rowOf("Okafor-Bello")).toHaveTextContent("In sync"));
    await expect(row).toBeInTheDocument();

    function rowOf(name: string) {
      return users.getByRole("row", { name: new RegExp(name) });
    }
  },
});
