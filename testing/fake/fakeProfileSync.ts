import type { OwnProfile, Onboarding, ProfileSync } from "../../src/sync";
import type { SavePorts } from "../../src/sync/ports";
import { shownPicture } from "../../src/sync/preview";
import { createSaves } from "../../src/sync/saves";
import { onboardingOf } from "../../src/sync/useOnboarding";
import { profileSyncOf } from "../../src/sync/useProfileSync";
import type { OwnSaves } from "../../src/sync/useOwnProfile";
import type { UserBuilder } from "../people/user";
import { fakeConvex, type FakeConvex } from "./fakeConvex";

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

/** A profile with no world around it, as one component sees it. */
export interface FakeProfileSync extends FakeComponent {
  /** Another component on the same profile: it sees the same, and its saves are its own. */
  readonly component: () => FakeComponent;
  /** Something comes in from elsewhere: a webhook, another tab, support's repair. */
  readonly receive: (change: Partial<OwnProfile>) => void;
}

/** What the hooks give to a component, with the kit's real save behind it. */
export interface FakeComponent {
  /** As `useProfileSync` gives it. */
  readonly profileSync: () => Extract<ProfileSync, { status: "ready" }>;
  /** As `useOnboarding` gives it. */
  readonly onboarding: () => Extract<Onboarding, { status: "ready" }>;
  /** What both of these are made of: another object whenever something has changed. */
  readonly own: () => OwnSaves;
  /** For `useSyncExternalStore`, with `own`. */
  readonly subscribe: (listener: () => void) => () => void;
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
  const convex = fakeConvex({
    profile: "person" in profile ? profile.inConvex() : profile,
    answers: { watchConnection: always(connected), ...answers },
    webhooks,
  });
  const component = () => fakeComponent(convex, connected);
  const first = component();
  return {
    ...first,
    component,
    receive: convex.receive,
    dispose() {
      first.dispose();
      convex.dispose();
    },
  };
}

function fakeComponent(convex: FakeConvex, connected: boolean): FakeComponent {
  const saves = createSaves();
  const look = (): OwnSaves => {
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
  const isNew = changes(convex.profile, saves.getSnapshot);
  let newest = look();
  const own = () => {
    if (isNew()) newest = look();
    return newest;
  };
  return {
    own,
    profileSync: () => profileSyncOf(own()),
    onboarding: () => onboardingOf(own()),
    subscribe(listener) {
      const leaveSaves = saves.subscribe(listener);
      const leaveConvex = convex.subscribe(() => {
        saves.convexShows(convex.profile().image_url);
        listener();
      });
      return () => {
        leaveSaves();
        leaveConvex();
      };
    },
    dispose: saves.dispose,
  };
}

/** Whether any of these answers something else than when it was last asked. */
function changes(...sources: readonly (() => unknown)[]): () => boolean {
  let last = sources.map((source) => source());
  return () => {
    const before = last;
    last = sources.map((source) => source());
    return last.some((value, index) => value !== before[index]);
  };
}

function always(connected: boolean): SavePorts["watchConnection"] {
  return (tell) => {
    tell(connected);
    return () => {};
  };
}
