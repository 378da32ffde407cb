import type { OwnProfile, Onboarding, ProfileSync } from "../../src/sync";
import type { SavePorts } from "../../src/sync/ports";
import { shownPicture } from "../../src/sync/preview";
import { createSaves } from "../../src/sync/saves";
import { onboardingOf } from "../../src/sync/useOnboarding";
import { profileSyncOf } from "../../src/sync/useProfileSync";
import type { OwnSaves } from "../../src/sync/useOwnProfile";
import type { UserBuilder } from "../people/user";
import { fakeConvex } from "./fakeConvex";

export interface FakeProfileSyncOptions {
  /** Whose profile it is, such as `aUser().named("Ada")`. */
  readonly profile: UserBuilder | OwnProfile;
  /**
   * How each call of a save is answered: see `clerkRefuses`, `clerkIsDown`, `convexRefuses`,
   * `never`, or write your own. @default both sides say yes, at once
   */
  readonly answers?: Partial<SavePorts>;
  /** Whether Convex can be reached. @default true */
  readonly connected?: boolean;
  /**
   * Whether Clerk's webhook tells of what Clerk has taken; without it a save stays pending.
   * @default true
   */
  readonly webhooks?: boolean;
}

/** What the hooks give to a component, with the kit's real save behind it and no world around it. */
export interface FakeProfileSync {
  /** As `useProfileSync` gives it. */
  readonly profileSync: () => Extract<ProfileSync, { status: "ready" }>;
  /** As `useOnboarding` gives it. */
  readonly onboarding: () => Extract<Onboarding, { status: "ready" }>;
  /** Something comes in from elsewhere: a webhook, another tab, support's repair. */
  readonly receive: (change: Partial<OwnProfile>) => void;
  /** For `useSyncExternalStore`, as is `own`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The newest profile and its saves, another object whenever something has changed. */
  readonly own: () => OwnSaves;
  /** Lets go of the pictures that the page holds. Saves under way run on. */
  readonly dispose: () => void;
}

/**
 * A person's profile that lives in this page's memory. Saving runs the kit's own save, with its
 * optimistic update, its undoing and its results; only the two sides are replaced by `answers`.
 */
export function fakeProfileSync({
  profile,
  answers = {},
  connected = true,
  webhooks = true,
}: FakeProfileSyncOptions): FakeProfileSync {
  const listeners = new Set<() => void>();
  const saves = createSaves();
  const convex = fakeConvex({
    profile: "person" in profile ? profile.inConvex() : profile,
    answers: { watchConnection: always(connected), ...answers },
    webhooks,
    onChange: () => {
      saves.convexShows(convex.profile().image_url);
      publish();
    },
  });
  const current = (): OwnSaves => {
    const stored = convex.profile();
    const { saving, preview } = saves.getSnapshot();
    return {
      status: "ready",
      profile: { ...stored, image_url: shownPicture(stored.image_url, preview) },
      sync: stored.sync,
      saving,
      connected,
      save: (wanted) => saves.save({ current: convex.profile(), wanted }, convex.ports),
      dismiss: saves.dismiss,
      cancel: saves.cancel,
    };
  };
  let own = current();
  const publish = () => {
    own = current();
    for (const listener of listeners) listener();
  };
  saves.subscribe(publish);

  return {
    own: () => own,
    profileSync: () => profileSyncOf(own),
    onboarding: () => onboardingOf(own),
    receive: convex.receive,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      saves.dispose();
      convex.dispose();
    },
  };
}

function always(connected: boolean): SavePorts["watchConnection"] {
  return (tell) => {
    tell(connected);
    return () => {};
  };
}
