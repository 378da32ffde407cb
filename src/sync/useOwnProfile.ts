import { useConvex, useConvexAuth, useConvexConnectionState, useQuery } from "convex/react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { api } from "../../convex/_generated/api";
import { useClerk, useUser } from "../clerk";
import type { Wanted } from "./changes";
import { clientPorts } from "./clientPorts";
import type { OwnProfile } from "./optimistic";
import { shownPicture } from "./preview";
import type { SaveResult, SaveState } from "./save.machine";
import { createSaves } from "./saves";
import { useFirstLoad } from "./useFirstLoad";
import { useHeldFor } from "./useHeldFor";

/**
 * What stands in the way of a profile.
 *
 * - `not_accepted`: Clerk knows the person, but Convex does not accept Clerk's token. Usually the
 *   JWT template "convex" is missing, or the issuer is not the one that Convex was told.
 * - `no_profile`: Convex has no row, and making one from the token has failed several times. It
 *   still comes with Clerk's event, or by `create`.
 * - `deleted`: Clerk has told Convex that this person is gone; nothing brings them back.
 */
export type NoProfile =
  | { status: "loading" }
  | { status: "signed_out" }
  | { status: "not_accepted" }
  | { status: "no_profile"; error: string; create: () => void }
  | { status: "deleted" };

/** What is there to every use of one's own profile. */
export interface OwnProfileReady {
  status: "ready";
  /** As Convex has it, a running save already shown. */
  profile: OwnProfile;
  /** How the two sides stand. */
  sync: OwnProfile["sync"];
  /** The newest save of this component. */
  saving: SaveState;
  /** Whether Convex can be reached now. A save made meanwhile is sent once it can. */
  connected: boolean;
  /**
   * Stops sending the newest save's picture. What a side has by then it keeps: the result says so.
   */
  cancel: () => void;
  /** Puts the result of the newest save aside. */
  dismiss: () => void;
}

/** The same, and how to save. */
export type OwnSaves = OwnProfileReady & { save: (wanted: Wanted) => Promise<SaveResult> };

/**
 * For how long Convex may leave a fresh Clerk session unanswered. Its React client says "not
 * authenticated" and "has not asked yet" with the same values.
 */
const TOKEN_PATIENCE_MS = 5_000;

/** The ground under useProfileSync and useOnboarding. */
export function useOwnProfile(): NoProfile | OwnSaves {
  const { isLoaded, isSignedIn, user } = useUser();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const { isWebSocketConnected: connected } = useConvexConnectionState();
  const stored = useQuery(api.users.current, isAuthenticated ? {} : "skip");
  const convex = useConvex();
  const clerk = useClerk();
  const ports = useMemo(() => clientPorts(convex, clerk), [convex, clerk]);
  const [saves] = useState(createSaves);
  const { saving, preview } = useSyncExternalStore(
    saves.subscribe,
    saves.getSnapshot,
    saves.getSnapshot,
  );
  const isMissing = isAuthenticated && stored === null;
  const { retry, ...firstLoad } = useFirstLoad(isMissing && user ? user.id : null);

  const unanswered = Boolean(isSignedIn) && !isLoading && !isAuthenticated;
  const notAccepted = useHeldFor(unanswered && connected, TOKEN_PATIENCE_MS);

  const storedPicture = stored?.image_url ?? null;
  useEffect(() => saves.convexShows(storedPicture), [saves, storedPicture]);
  useEffect(() => saves.dispose, [saves]);

  if (!isLoaded) return { status: "loading" };
  if (!isSignedIn) return { status: "signed_out" };
  if (notAccepted) return { status: "not_accepted" };
  if (!isAuthenticated || stored === undefined) return { status: "loading" };
  if (stored === null) {
    if (firstLoad.status === "asking") return { status: "loading" };
    if (firstLoad.status === "deleted") return { status: "deleted" };
    return { status: "no_profile", error: firstLoad.message, create: retry };
  }
  return {
    status: "ready",
    profile: { ...stored, image_url: shownPicture(stored.image_url, preview) },
    sync: stored.sync,
    saving,
    connected,
    save: (wanted) => saves.save({ current: stored, wanted }, ports),
    cancel: saves.cancel,
    dismiss: saves.dismiss,
  };
}
