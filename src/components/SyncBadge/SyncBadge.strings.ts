import type { FieldName } from "../../../convex/model/fields";
import type { SyncStatus } from "../../../convex/model/statuses";

/** Every word that SyncBadge says, in English. */
export const syncBadgeStrings = {
  /** One word for each state. */
  statuses: {
    in_sync: "In sync",
    pending: "Pending",
    drifted: "Drifted",
    failed: "Failed",
    deleted: "Deleted",
  } satisfies Record<SyncStatus, string>,
  offline: "Offline",
  notAccepted: "Not accepted",
  settingUp: "Setting up",
  loading: "Loading the sync state",

  fields: {
    username: "username",
    first_name: "first name",
    last_name: "last name",
    image_url: "picture",
    email: "e-mail",
    interests: "interests",
    onboarding: "onboarding",
  } satisfies Record<FieldName, string>,

  /** Why it is so, for whoever asks. */
  reasons: {
    inSync: "Clerk and this app have the same details about you.",
    pending: (fields: string[]) =>
      fields.length === 0
        ? "Your last change is saved here. Clerk has not confirmed it yet."
        : `Saved here: ${list(fields)}. Clerk has not confirmed it yet.`,
    drifted: (fields: string[]) =>
      fields.length === 0
        ? "Clerk has other details about you than this app."
        : `Clerk and this app differ in: ${list(fields)}. It is being looked after.`,
    failed: "Clerk's last news about you could not be taken in. It is being looked after.",
    refused: (reason: string) => `Clerk did not accept your last change: ${reason}`,
    deleted: "This account has been deleted in Clerk.",
    offline:
      "There is no connection, so this may not be the latest. Changes are sent once it is back.",
    notAccepted: "Clerk knows you, but the app's server does not accept Clerk's word for it.",
    settingUp: "Your profile appears as soon as Clerk tells us about you.",
  },
  /** After the state's word, for screen readers: what the button shows. */
  why: "Why?",
};

export type SyncBadgeStrings = typeof syncBadgeStrings;

/** "a", "a and b", "a, b and c". */
function list(items: string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(items);
}
