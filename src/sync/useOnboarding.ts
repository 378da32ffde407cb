import type { ProfileChanges } from "../../convex/model/fields";
import type { SaveResult } from "./save.machine";
import {
  useOwnProfile,
  type NoProfile,
  type OwnProfileReady,
  type OwnSaves,
} from "./useOwnProfile";
import type { SaveOptions } from "./useProfileSync";

/** How far the signed-in person has come in the app's onboarding, and how to go on. */
export type Onboarding =
  | NoProfile
  | (OwnProfileReady & {
      /** Where to go on, on any device: the step last saved; null before the first. */
      step: string | null;
      /** When they finished, in ms since 1970; null until then. */
      completedAt: number | null;
      /**
       * Saves what was entered and that the person has come to `step`, an app's own name of at most
       * 40 characters. The step stands even if Clerk refuses what was entered. As `save` of
       * `useProfileSync` in all else.
       */
      saveStep: (
        step: string,
        changes?: ProfileChanges,
        options?: SaveOptions,
      ) => Promise<SaveResult>;
      /**
       * Ends the onboarding, with what the last step still changes. Whoever finishes with a name
       * that Clerk refuses has not finished: `lost` then holds `onboarding`, too.
       */
      complete: (changes?: ProfileChanges, options?: SaveOptions) => Promise<SaveResult>;
    });

/** Needs `ClerkProvider` and `ConvexProviderWithClerk` around it. */
export function useOnboarding(): Onboarding {
  const own = useOwnProfile();
  return own.status === "ready" ? onboardingOf(own) : own;
}

/** What `useOnboarding` makes of a profile and its saves. */
export function onboardingOf({
  save,
  ...ready
}: OwnSaves): Extract<Onboarding, { status: "ready" }> {
  const { step, completed_at } = ready.profile.onboarding;
  return {
    ...ready,
    step,
    completedAt: completed_at,
    saveStep: (name, changes = {}, { file } = {}) =>
      save({ changes, file, onboarding: { kind: "at", step: name } }),
    complete: (changes = {}, { file } = {}) =>
      save({ changes, file, onboarding: { kind: "completed" } }),
  };
}
