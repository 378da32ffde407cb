import type { OptimisticLocalStore } from "convex/browser";
import type { ConvexReactClient } from "convex/react";
import { api } from "../../convex/_generated/api";
import type { ClerkClient } from "../clerk";
import { withOperation, type SentOperation } from "./optimistic";
import type { ClerkUserAfter, SavePorts } from "./ports";
import { uploadFile } from "./upload";

/** The ports of a save, from the two clients that a page has. */
export function clientPorts(convex: ConvexReactClient, clerk: ClerkClient): SavePorts {
  const { users } = api;
  /** Clerk's user, who is another object after every change. */
  const user = () => {
    if (!clerk.user) throw new Error("Nobody is signed in.");
    return clerk.user;
  };
  const userAfter = (): ClerkUserAfter => {
    const { updatedAt, imageUrl } = user();
    return { updatedAt: updatedAt?.getTime() ?? null, imageUrl };
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
      await user().update(update);
      return userAfter();
    },
    setClerkPicture: async (file) => {
      await user().setProfileImage({ file });
      return userAfter();
    },
    watchConnection: (tell) => {
      tell(convex.connectionState().isWebSocketConnected);
      return convex.subscribeToConnectionState((state) => tell(state.isWebSocketConnected));
    },
  };
}

function showOperation(store: OptimisticLocalStore, operation: SentOperation): void {
  const current = store.getQuery(api.users.current, {});
  if (!current) return;
  store.setQuery(api.users.current, {}, withOperation(current, operation, Date.now()));
}
