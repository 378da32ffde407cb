import preview from "#.storybook/preview";
import { personInWorld, storyWorld } from "../../.storybook/world/storyWorld";
import { SyncBadge } from "../../src/components/SyncBadge";

/** The badge on the whole system, inside this page. */
const meta = preview.meta({
  title: "Components/SyncBadge/Connected",
  component: SyncBadge,
  parameters: {
    world: { signedInAs: "zoe_vdb" },
    docs: { story: { inline: false, height: "160px" } },
  },
});

/** Deleted in Clerk, and the badge hears of it by webhook. */
export const Live = meta.story({
  play: async ({ canvas }) => {
    await canvas.findByRole("button", { name: /^In sync/ });
    storyWorld().clerk.users.delete(personInWorld("zoe_vdb").id);
    await canvas.findByRole("button", { name: /^Deleted/ });
  },
});
