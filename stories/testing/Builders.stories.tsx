import preview from "#.storybook/preview";
import { app } from "virtual:convex-app";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { expect, waitFor, within } from "storybook/test";
import { Users } from "../../src/dashboard";
import { aUser, SandboxProvider } from "../../testing";
import classes from "./Testing.module.css";

/**
 * People are built by saying what is different about them. In a `SandboxProvider` they live: they
 * have signed up at Clerk, their webhooks have come or not, and a scan has looked at them.
 */
const meta = preview.meta({
  title: "Testing kit/Builders",
  parameters: { docs: { story: { inline: false, height: "560px" } } },
});

const people = [
  aUser().named("Amara", "Okafor").withUsername("amara").withRole("admin").withImage(),
  aUser().named("Grace", "Hopper").withUsername("grace").withInterests(["Compilers"]).onboarded(),
  aUser().named("Ada", "Lovelace").withUsername("ada_l").withImage().driftedIn("first_name"),
  aUser().named("Alan", "Turing").withUsername("alan").pendingIn({ last_name: "Mathison Turing" }),
  aUser().named("Katherine", "Johnson").withUsername("katherine").missingInClerk(),
  aUser().named("Emmy", "Noether").withUsername("emmy").deleted(),
];

/** Each standing once, as support sees it. */
export const EachStanding = meta.story({
  render: () => (
    <SandboxProvider app={app} people={people} signedInAs="amara">
      <NuqsTestingAdapter hasMemory>
        <div className={classes.List}>
          <Users />
        </div>
      </NuqsTestingAdapter>
    </SandboxProvider>
  ),
  play: async ({ canvas }) => {
    const table = within(await canvas.findByRole("table", { name: "Users" }));
    const row = (name: RegExp) => table.getByRole("row", { name });
    await waitFor(() => expect(row(/Hopper/)).toHaveTextContent("In sync"));
    await expect(row(/Ada/)).toHaveTextContent("Drifted");
    await expect(row(/Turing/)).toHaveTextContent("Pending");
    await expect(row(/Johnson/)).toHaveTextContent("Drifted");
    // Whoever is gone is listed only when asked for.
    await expect(table.queryByRole("row", { name: /Noether/ })).toBeNull();
  },
});
