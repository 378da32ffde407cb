import type { OptimisticLocalStore } from "convex/browser";
import { useConvexAuth, useConvexConnectionState, useMutation, useQuery } from "convex/react";
import type { FunctionArgs } from "convex/server";
import { useMemo, useRef, useState } from "react";
import { api } from "../../convex/_generated/api";
import type { ProfileChanges } from "../../convex/model/fields";
import { useUser } from "../clerk";
import { withSave, type OwnProfile } from "./optimistic";
import { runSave, type SavePorts } from "./save";
import { IDLE, next, type SaveResult, type SaveState } from "./save.machine";
import { useHeldFor } from "./useHeldFor";

/**
 * The signed-in person's profile and the one way to change it.
 *
 * - `not_accepted`: Clerk knows the person, but Convex does not accept Clerk's token. Usually the
 *   JWT template "convex" is missing, or the issuer is not the one that Convex was told.
 * - `no_profile`: Convex has no row yet. It comes with Clerk's event, or by `create`.
 */
export type ProfileSync =
  | { status: "loading" }
  | { status: "signed_out" }
  | { status: "not_accepted" }
  | { status: "no_profile"; create: () => Promise<unknown> }
  | {
      status: "ready";
      /** As Convex has it, a running save already shown. */
      profile: OwnProfile;
      /** How the two sides stand. */
      sync: OwnProfile["sync"];
      /** The newest save of this component. */
      saving: SaveState;
      /** Whether Convex can be reached now. A save made meanwhile is sent once it can. */
      connected: boolean;
      /** Writes what really changes to both sides at once. Never rejects. */
      save: (changes: ProfileChanges) => Promise<SaveResult>;
      /** Puts the result of the newest save aside. */
      dismiss: () => void;
    };

/**
 * For how long Convex may leave a fresh Clerk session unanswered. Its React client says "not
 * authenticated" and "has not asked yet" with the same values.
 */
const TOKEN_PATIENCE_MS = 5_000;

export function useProfileSync(): ProfileSync {
  const { isLoaded, isSignedIn, user } = useUser();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const { isWebSocketConnected: connected } = useConvexConnectionState();
  const profile = useQuery(api.users.current, isAuthenticated ? {} : "skip");
  const updateProfile = useUpdateProfile();
  const settleProfileWrite = useMutation(api.users.settleProfileWrite);
  const ensureUser = useMutation(api.users.ensureUser);
  const { saving, newOperation, publish } = useNewestSave();

  const unanswered = Boolean(isSignedIn) && !isLoading && !isAuthenticated;
  const notAccepted = useHeldFor(unanswered && connected, TOKEN_PATIENCE_MS);

  if (!isLoaded) return { status: "loading" };
  if (!isSignedIn) return { status: "signed_out" };
  if (notAccepted) return { status: "not_accepted" };
  if (!isAuthenticated || profile === undefined) return { status: "loading" };
  if (profile === null) return { status: "no_profile", create: () => ensureUser({}) };

  const ports: SavePorts = {
    updateProfile,
    updateClerkUser: async (update) => {
      const { updatedAt } = await user.update(update);
      return { updatedAt: updatedAt?.getTime() ?? null };
    },
    settleProfileWrite,
  };
  return {
    status: "ready",
    profile,
    sync: profile.sync,
    saving,
    connected,
    save: (wanted) =>
      runSave({ operationId: newOperation(), current: profile, wanted }, ports, publish),
    dismiss: () => publish(next(saving, { type: "dismissed" })),
  };
}

/** `users.updateProfile`, shown at once. */
function useUpdateProfile() {
  const updateProfile = useMutation(api.users.updateProfile);
  return useMemo(() => updateProfile.withOptimisticUpdate(showSave), [updateProfile]);
}

function showSave(
  store: OptimisticLocalStore,
  args: FunctionArgs<typeof api.users.updateProfile>,
): void {
  const current = store.getQuery(api.users.current, {});
  if (current) store.setQuery(api.users.current, {}, withSave(current, args, Date.now()));
}

/** The state of the newest save; what an older one still has to say is not shown. */
function useNewestSave() {
  const [saving, setSaving] = useState<SaveState>(IDLE);
  const newest = useRef<string | null>(null);
  return {
    saving,
    newOperation: () => (newest.current = crypto.randomUUID()),
    publish: (state: SaveState) => {
      if (state.status === "idle" || state.operationId === newest.current) setSaving(state);
    },
  };
}
