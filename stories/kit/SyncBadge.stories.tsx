import preview from "#.storybook/preview";
import { expect, userEvent, waitFor } from "storybook/test";
import { SyncBadgeView, type SyncView } from "../../src/components/SyncBadge";

const inSync: SyncView = { status: "in_sync", awaited: [], drifted: [], refusal: null };

function ready(sync: Partial<SyncView> = {}, connected = true) {
  return { status: "ready" as const, sync: { ...inSync, ...sync }, connected };
}

/** How one person's two profiles stand: an icon and a word, and the reason for whoever asks. */
const meta = preview.meta({
  title: "Components/SyncBadge",
  component: SyncBadgeView,
  args: { model: ready() },
});

/** Press it, and it says why; press again, or Escape, and the reason is put away. */
export const InSync = meta.story({
  play: async ({ canvas }) => {
    const badge = canvas.getByRole("button", { name: /^In sync/ });
    const reason = canvas.getByText(/the same details/);
    await expect(reason).not.toBeVisible();
    await userEvent.click(badge);
    await expect(reason).toBeVisible();
    // Escape is the browser's own doing, which a play function cannot press.
    await userEvent.click(badge);
    await waitFor(() => expect(reason).not.toBeVisible());
  },
});

/** Saved here, and Clerk has still to say so. */
export const Pending = meta.story({
  args: { model: ready({ status: "pending", awaited: ["first_name", "image_url"] }) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: /^Pending/ }));
    await expect(canvas.getByText(/first name and picture/)).toBeVisible();
  },
});

/** The two sides differ, and it names the fields. */
export const Drifted = meta.story({
  args: { model: ready({ status: "drifted", drifted: ["last_name"] }) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: /^Drifted/ }));
    await expect(canvas.getByText(/differ in: last name/)).toBeVisible();
  },
});

/** An event of Clerk's could not be taken in. */
export const Failed = meta.story({ args: { model: ready({ status: "failed" }) } });

/** Clerk refused the last save; both sides are equal again, and the reason is not lost. */
export const Refused = meta.story({
  args: { model: ready({ refusal: "That username is taken." }) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: /^In sync/ }));
    await expect(canvas.getByText(/That username is taken/)).toBeVisible();
  },
});

/** Without a connection no other state is worth showing: it may be out of date. */
export const Offline = meta.story({
  args: { model: ready({ status: "drifted" }, false) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: /^Offline/ })).toBeVisible();
  },
});

/** As wide as the badge that comes, so that nothing jumps. */
export const Loading = meta.story({ args: { model: { status: "loading" } } });

/** Convex does not take Clerk's word for who this is. */
export const NotAccepted = meta.story({ args: { model: { status: "not_accepted" } } });

/** Signed up a moment ago, and there is no row yet. */
export const SettingUp = meta.story({ args: { model: { status: "no_profile" } } });

/** Deleted in Clerk. */
export const Deleted = meta.story({ args: { model: { status: "deleted" } } });

/** Nobody's state is nothing to show. */
export const SignedOut = meta.story({
  args: { model: { status: "signed_out" } },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button")).toBeNull();
  },
});

/** By keyboard: Tab reaches it, Enter opens the reason, Escape closes it. */
export const ByKeyboard = meta.story({
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole("button", { name: /^In sync/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect(canvas.getByText(/the same details/)).toBeVisible();
  },
});

/** What a screen reader says: the state and that it can be asked why, and then the reason. */
export const ScreenReaderNames = meta.story({
  args: { model: ready({ status: "drifted", drifted: ["last_name"] }) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Drifted Why?" }));
    await expect(canvas.getByText(/differ in: last name/)).toBeVisible();
  },
});
