import type { SaveField } from "../../sync/changes";
import type { FormField } from "./ProfileForm.schema";

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
    first_name: undefined,
    last_name: undefined,
  } satisfies Record<FormField, string | undefined>,
  email: "E-mail",
  emailHint: "Changed in your account settings.",
  save: "Save changes",
  undo: "Undo",

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

  /** An error in the list above the fields, where the field is not in sight. */
  atField: (label: string, error: string) => `${label}: ${error}`,

  elsewhere: (value: string) =>
    value === "" ? "Emptied elsewhere meanwhile." : `Changed elsewhere meanwhile to “${value}”.`,
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
