import type { ProfileChanges } from "../../convex/model/fields";
import type { SaveResult } from "./save.machine";
import {
  useOwnProfile,
  type NoProfile,
  type OwnProfileReady,
  type OwnSaves,
} from "./useOwnProfile";

/** The signed-in person's profile and the one way to change it. */
export type ProfileSync =
  | NoProfile
  | (OwnProfileReady & {
      /**
       * Writes what really changes to both sides at once: `changes`, and with `file` a new picture
       * (null removes it). The same again while it runs is the same save. Never rejects; while
       * Convex cannot be reached it resolves once it can (`saving` then says `waiting`).
       */
      save: (changes: ProfileChanges, options?: SaveOptions) => Promise<SaveResult>;
    });

export interface SaveOptions {
  /** png, jpeg, gif or webp of at most 10 MB; null for no picture. What is absent stays. */
  file?: File | null;
}

/** Needs `ClerkProvider` and `ConvexProviderWithClerk` around it. */
export function useProfileSync(): ProfileSync {
  const own = useOwnProfile();
  return own.status === "ready" ? profileSyncOf(own) : own;
}

/** What `useProfileSync` makes of a profile and its saves. */
export function profileSyncOf(own: OwnSaves): Extract<ProfileSync, { status: "ready" }> {
  return { ...own, save: (changes, { file } = {}) => own.save({ changes, file }) };
}
