import type { SaveField } from "../../sync/changes";
import type { UnusualReason, UsernameHint } from "../ProfileForm/username";
import type { WizardField, WizardMistake, WizardStep } from "./OnboardingWizard.steps";
import type { SideState } from "./OnboardingWizard.sides";

/** Every word that OnboardingWizard says, in English. */
export const onboardingWizardStrings = {
  title: "Set up your profile",

  /** Names the list of steps. */
  progress: "Steps",
  position: (number: number, count: number) => `Step ${number} of ${count}`,
  steps: {
    picture: "Picture",
    name: "Name",
    username: "Username",
    interests: "Interests",
    done: "Finish",
  } satisfies Record<WizardStep, string>,
  /** For screen readers, after a step's name. */
  stepStates: {
    current: "",
    finished: "finished",
    skipped: "skipped",
    trouble: "needs another look",
    ahead: "not there yet",
  },

  headings: {
    picture: "Add a picture",
    name: "What is your name?",
    username: "Choose a username",
    interests: "What are you interested in?",
    done: "Check and finish",
  } satisfies Record<WizardStep, string>,
  intros: {
    picture: "So that others recognise you. You can change it whenever you like.",
    name: "As you would like others to read it.",
    username: "How others find you. Nobody else can have the same.",
    interests: "A few words each. They help us to show you what you care about.",
    done: "This is what you have told us. Everything can still be changed.",
  } satisfies Record<WizardStep, string>,

  labels: {
    picture: "Picture",
    first_name: "First name",
    last_name: "Last name",
    username: "Username",
    interests: "Interests",
  } satisfies Record<WizardField, string>,
  optional: "Optional",
  interestsHint: "Press Enter after each one.",

  back: "Back",
  next: "Next",
  skip: "Skip for now",
  finish: "Finish",
  tryAgain: "Try again",
  dismiss: "Dismiss",
  goOnMeanwhile: "Go on meanwhile",

  saving: "Saving…",
  cancelUpload: "Cancel upload",
  uploading: (percent: number) => `Uploading your picture: ${percent} %`,
  finishing: "Finishing…",
  offline: "No connection. This is sent as soon as there is one.",
  offlineFinish: "No connection. You are finished as soon as there is one; keep this page open.",
  offlineNow: "No connection right now.",

  /** What keeps a step from being passed. */
  missing: {
    picture: "Choose a picture.",
    first_name: "Enter your name.",
    last_name: "Enter your last name.",
    username: "Enter a username.",
    interests: "Enter at least one interest.",
  } satisfies Record<WizardField, string>,
  mistakes: {
    unfinished: () => "Press Enter to add this one, or remove it.",
    too_long: (limit) => `At most ${limit} characters.`,
    unprintable: () => "Contains characters that cannot be shown.",
    has_spaces: () => "A username has no spaces.",
    too_many: (limit) => `Choose at most ${limit}.`,
  } as Record<Exclude<WizardMistake["kind"], "missing">, (limit: number) => string>,
  /** A side's reason for refusing a field, by its code; what has no words of ours is in its own. */
  refusal: ({ message }: { code: string; message: string }) => message,

  /** What is known of a username while it is typed. */
  usernameHints: {
    checking: "Looking whether it is free…",
    free: "Free, as far as we know.",
    taken: "Somebody else has this username.",
    unchecked: "Could not look whether it is free. Going on will tell.",
  } satisfies Record<Exclude<UsernameHint["status"], "none" | "unusual">, string>,
  unusualUsername: {
    too_short: (min) => `Clerk usually wants at least ${min} characters.`,
    characters: () => "Clerk usually takes only letters a to z, digits, “_” and “-”.",
    only_digits: () => "Clerk usually wants at least one letter.",
  } as Record<UnusualReason, (min: number) => string>,

  /** A step that could not be left. */
  refused: {
    title: "Clerk did not accept this",
    body: "What you entered is still here.",
  },
  onlyClerk: {
    title: "Saved in Clerk, not here yet",
    body: (reason: string) => `${reason} What you entered is still here.`,
  },
  notSaved: {
    title: "This could not be saved",
    body: (reason: string) => `${reason} What you entered is still here.`,
  },
  neitherSaved: {
    title: "Nothing was saved, and nothing is lost",
    body: "Neither the app nor Clerk could be written. What you entered is still here.",
  },
  /** The picture was stopped on its way; by the one that Clerk shows now. */
  cancelled: {
    title: "Your picture was not sent",
    old: "You stopped it. It is still chosen: go on to send it, or choose another.",
    new: "You stopped it, but Clerk had it already: it appears here as soon as Clerk tells us. Go on to send it here, too.",
    unknown:
      "You stopped it. Clerk did not answer; if it has taken the picture, that appears here by itself.",
  },
  /** The end that was none. */
  notFinished: {
    title: "You are not finished yet",
    refused: (fields: string[]) =>
      fields.length === 0
        ? "Clerk did not accept this. What you entered is still here."
        : `Clerk did not accept: ${list(fields)}. What you entered is still here.`,
    body: "What you entered is still here.",
  },

  review: {
    none: "None",
    skipped: "Skipped",
    change: "Change",
    changeField: (label: string) => `Change ${label.toLowerCase()}`,
    picture: { chosen: "Your picture", none: "No picture" },
  },

  /** How the two sides stand at the end. */
  sides: {
    title: "Where it is",
    convex: "Here",
    clerk: "Clerk",
    states: {
      waiting: "Waiting",
      busy: "Saving…",
      saved: "Saved",
      on_its_way: "On its way",
      nothing: "Nothing to do",
      undone: "Put back",
      refused: "Refused",
      failed: "Not saved",
      cancelled: "Cancelled",
      differs: "Not the same yet",
    } satisfies Record<SideState, string>,
    reasons: {
      waiting: "There is no connection. It is sent as soon as there is one.",
      on_its_way: "Clerk has not confirmed it yet. We keep at it; there is nothing for you to do.",
      undone: "Clerk said no, so what it is about is as before.",
      brought: "It comes here by itself, as soon as Clerk tells us about it.",
      differs: "Clerk still has something else. We are on it.",
    },
  },

  completed: {
    title: "You are all set",
    greeting: (name: string) => `Welcome, ${name}.`,
    body: "Your profile is ready.",
    mend: (label: string) => `Change ${label.toLowerCase()}`,
    done: "Continue",
  },

  loading: "Loading your profile",
  signedOut: { title: "You are signed out", body: "Sign in, and you can set up your profile." },
  notAccepted: {
    title: "Your sign-in was not accepted here",
    body: "Clerk knows you, but the app's server does not accept Clerk's word for it. Its JWT template “convex” may be missing.",
  },
  deleted: {
    title: "This account has been deleted",
    body: "There is nothing to set up any more.",
  },
  noProfile: {
    title: "Your profile is being set up",
    body: "It appears by itself as soon as Clerk tells us about you.",
    create: "Set it up now",
  },
};

export type OnboardingWizardStrings = typeof onboardingWizardStrings;

/** What a field of a save is called here. */
export function labelOf(field: SaveField, { labels, steps }: OnboardingWizardStrings): string {
  if (field === "image_url") return labels.picture;
  return field === "onboarding" ? steps.done : labels[field];
}

/** "a", "a and b", "a, b and c". */
function list(items: string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(items);
}
