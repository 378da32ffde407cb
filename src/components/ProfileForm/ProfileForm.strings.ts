import type { MistakeKind } from "../../../convex/model/fields";
import type { SaveField } from "../../sync/changes";
import type { FormField } from "./ProfileForm.schema";
import type { UnusualReason, UsernameHint } from "./username";

/** Every word that ProfileForm says, in English. */
export const profileFormStrings = {
  title: "Your profile",
  /** Where a person has no name yet. */
  nameless: "No name yet",
  labels: {
    username: "Username",
    first_name: "First name",
    last_name: "Last name",
    interests: "Interests",
    onboarding: "Onboarding",
    image_url: "Picture",
  } satisfies Record<SaveField, string>,
  hints: {
    username: "How others find you. It has to be free.",
    first_name: "",
    last_name: "",
    interests: "What you care about. Press Enter after each one.",
  } satisfies Record<FormField, string>,
  email: "E-mail",
  emailHint: "Changed in your account settings.",
  save: "Save changes",
  /** Back to what is stored. */
  undo: "Undo",
  /** After a save: the earlier values again, by another save. */
  undoSave: "Undo this save",

  unchanged: "Nothing to save.",
  unsaved: (fields: string[]) => `Not saved yet: ${list(fields)}.`,
  saving: "Saving…",
  offline: "No connection. Your changes are sent as soon as there is one.",
  savedHere: "Saved.",
  saved: "Saved here and in Clerk.",
  awaitingClerk: "Saved here. Clerk has not confirmed it yet.",

  onItsWay: {
    title: "Saved here, and on its way to Clerk",
    body: "Clerk did not answer. We keep asking; there is nothing more for you to do.",
  },
  onlyClerk: {
    title: "Saved in Clerk, not here yet",
    body: (reason: string) =>
      `${reason} Your new details appear here as soon as Clerk tells us about them.`,
  },
  clerkRefused: {
    title: "Clerk did not accept this, so nothing was changed",
    body: "What you typed is still here.",
  },
  partlyRefused: {
    title: "Saved in part",
    body: (lost: string[]) => `Clerk did not accept ${list(lost)}; everything else is saved.`,
  },
  convexRefused: {
    title: "Nothing was saved",
    body: (reason: string) => `${reason} What you typed is still here.`,
  },
  bothFailed: {
    title: "Nothing was saved, and nothing is lost",
    body: "Neither the app nor Clerk could be written. What you typed is still here; try again.",
  },
  earlierRefusal: {
    title: "Clerk did not accept your last change",
    body: (reason: string) => `${reason} The values from before are back.`,
  },
  tryAgain: "Try again",
  dismiss: "Dismiss",

  invalid: (count: number) =>
    count === 1 ? "One field needs another look" : `${count} fields need another look`,

  /** What breaks a rule of the app's. */
  mistakes: {
    too_long: (limit) => `At most ${limit} characters.`,
    unprintable: () => "Contains characters that cannot be shown.",
    has_spaces: () => "A username has no spaces.",
    too_many: (limit) => `Choose at most ${limit}.`,
  } satisfies Record<MistakeKind, (limit: number) => string> as Record<
    MistakeKind,
    (limit: number) => string
  >,

  /** A side's reason for refusing a field, by its code; what has no words of ours is in its own. */
  refusal: ({ message }: { code: string; message: string }) => message,

  /** What is known of a username while it is typed. */
  username: {
    checking: "Looking whether it is free…",
    free: "Free, as far as we know.",
    taken: "Somebody else has this username.",
    unchecked: "Could not look whether it is free. Saving will tell.",
    unusual: {
      too_short: (min) => `Clerk usually wants at least ${min} characters.`,
      characters: () => "Clerk usually takes only letters a to z, digits, “_” and “-”.",
      only_digits: () => "Clerk usually wants at least one letter.",
    } satisfies Record<UnusualReason, (min: number) => string> as Record<
      UnusualReason,
      (min: number) => string
    >,
  } satisfies Record<Exclude<UsernameHint["status"], "none" | "unusual">, string> & {
    unusual: Record<UnusualReason, (min: number) => string>;
  },

  /** Asked before a link would leave what is not saved behind. */
  leave: {
    title: "Leave without saving?",
    body: (fields: string[]) => `${list(fields)}: what you typed is not saved yet.`,
    stay: "Stay here",
    leave: "Leave without saving",
    close: "Stay here",
  },

  /** An error in the list above the fields, where the field is not in sight. */
  atField: (label: string, error: string) => `${label}: ${error}`,

  /** A value that came from elsewhere; "" or none for a field that was emptied. */
  elsewhere: (value: string | string[]) =>
    value.length === 0
      ? "Emptied elsewhere meanwhile."
      : `Changed elsewhere meanwhile to “${typeof value === "string" ? value : list(value)}”.`,
  takeTheirs: "Use that",
  keepMine: "Keep mine",

  loading: "Loading your profile",
  signedOut: { title: "You are signed out", body: "Sign in, and your profile appears here." },
  notAccepted: {
    title: "Your sign-in was not accepted here",
    body: "Clerk knows you, but the app's server does not accept Clerk's word for it. Its JWT template “convex” may be missing.",
  },
  deleted: {
    title: "This account has been deleted",
    body: "There is no profile here any more.",
  },
  noProfile: {
    title: "Your profile is being set up",
    body: "It appears by itself as soon as Clerk tells us about you.",
    create: "Set it up now",
  },
};

export type ProfileFormStrings = typeof profileFormStrings;

/** "a", "a and b", "a, b and c". */
function list(items: string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(items);
}
