import type { OptimisticLocalStore } from "convex/browser";
import type { ConvexReactClient } from "convex/react";
import { api } from "../../convex/_generated/api";
import type { ClerkClient } from "../clerk";
import type { ClerkUserUpdate } from "./changes";
import { withOperation, type SentOperation } from "./optimistic";
import type { ClerkUserAfter, SavePorts } from "./ports";
import { uploadFile } from "./upload";

type ClerkUser = NonNullable<ClerkClient["user"]>;

/** The ports of a save, from the two clients that a page has. */
export function clientPorts(convex: ConvexReactClient, clerk: ClerkClient): SavePorts {
  const { users } = api;
  /** Clerk's user, who is another object after every change. */
  const currentUser = (): ClerkUser => {
    if (!clerk.user) throw new Error("Nobody is signed in.");
    return clerk.user;
  };
  return {
    updateProfile: (args) =>
      convex.mutation(users.updateProfile, args, { optimisticUpdate: showOperation }),
    updateOnboardingData: (args) =>
      convex.mutation(users.updateOnboardingData, args, {
        optimisticUpdate: (store, { step }) =>
          showOperation(store, { ...args, onboarding: { kind: "at", step } }),
      }),
    completeOnboarding: (args) =>
      convex.mutation(users.completeOnboarding, args, {
        optimisticUpdate: (store) =>
          showOperation(store, { ...args, onboarding: { kind: "completed" } }),
      }),
    generateAvatarUploadUrl: (args) => convex.mutation(users.generateAvatarUploadUrl, args),
    uploadFile,
    settleProfileWrite: (args) => convex.mutation(users.settleProfileWrite, args),
    updateClerkUser: async (update) => {
      const updated = await currentUser().update(update);
      return believed(updated, holds(updated, update));
    },
    setClerkPicture: async (file) => {
      const { imageUrl: before } = currentUser();
      await currentUser().setProfileImage({ file });
      const updated = currentUser();
      // Clerk makes a new address for each upload.
      return believed(updated, file === null ? !updated.hasImage : updated.imageUrl !== before);
    },
    watchConnection: (tell) => {
      tell(convex.connectionState().isWebSocketConnected);
      return convex.subscribeToConnectionState((state) => tell(state.isWebSocketConnected));
    },
  };
}

/**
 * Clerk's user after a call that has resolved. That alone proves nothing: where Clerk's library
 * believes the browser offline it resolves with the user as they were (unless it was loaded with
 * `experimental.rethrowOfflineNetworkErrors`), and a save that never arrived would pass for done.
 */
function believed({ updatedAt, imageUrl }: ClerkUser, isChanged: boolean): ClerkUserAfter {
  if (!isChanged) throw new Error("Clerk did not answer.");
  return { updatedAt: updatedAt?.getTime() ?? null, imageUrl };
}

/** Whether a user has what was asked for. Clerk may write a username in its own way. */
function holds(user: ClerkUser, update: ClerkUserUpdate): boolean {
  const keys = Object.keys(update) as (keyof ClerkUserUpdate)[];
  return keys.every((key) => (user[key] ?? "").toLowerCase() === update[key]?.toLowerCase());
}

function showOperation(store: OptimisticLocalStore, operation: SentOperation): void {
  const current = store.getQuery(api.users.current, {});
  if (!current) return;
  store.setQuery(api.users.current, {}, withOperation(current, operation, Date.now()));
}
