import { useConvexAuth, useConvexConnectionState } from "convex/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useAuth } from "../../clerk";
import { recentSaves } from "../../sync/recentSaves";
import { claimsOf, type Claims, type DebugAuthModel } from "./DebugAuth.utils";

/** Clerk answers from its cache until the token is about to expire. */
const LOOK_AGAIN_MS = 5_000;

/** What Clerk, its token and Convex say now. */
export function useDebugAuth(): DebugAuthModel {
  const { isLoaded, userId, sessionId } = useAuth();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const { isWebSocketConnected } = useConvexConnectionState();
  const saves = useSyncExternalStore(
    recentSaves.subscribe,
    recentSaves.getSnapshot,
    recentSaves.getSnapshot,
  );
  const isSignedIn = Boolean(userId) && Boolean(sessionId);
  return {
    clerk: !isLoaded
      ? { status: "loading" }
      : userId && sessionId
        ? { status: "signed_in", userId, sessionId }
        : { status: "signed_out" },
    token: useTokenClaims(isSignedIn ? (sessionId ?? null) : null),
    convex: {
      auth: isLoading ? "loading" : isAuthenticated ? "authenticated" : "rejected",
      connected: isWebSocketConnected,
    },
    saves,
  };
}

/** What the session's token for Convex claims, as Clerk renews it. */
function useTokenClaims(sessionId: string | null): DebugAuthModel["token"] {
  const { getToken } = useAuth();
  const [found, setFound] = useState<{ of: string; claims: Claims | null } | null>(null);

  useEffect(() => {
    if (sessionId === null) return;
    let gone = false;
    const tell = (jwt: string | null) => {
      if (!gone) setFound({ of: sessionId, claims: jwt === null ? null : claimsOf(jwt) });
    };
    const look = () => {
      getToken({ template: "convex" }).then(tell, () => tell(null));
    };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [sessionId, getToken]);

  if (sessionId === null) return { status: "none" };
  if (found?.of !== sessionId) return { status: "loading" };
  return found.claims === null ? { status: "none" } : { status: "present", claims: found.claims };
}
