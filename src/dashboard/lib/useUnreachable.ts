import { useConvex } from "convex/react";
import { useCallback, useSyncExternalStore } from "react";

/** Whether the server does not answer, though it has been tried. */
export function useUnreachable(): boolean {
  const convex = useConvex();
  // Not useConvexConnectionState: that renders with every request that goes out and comes back.
  const read = () => {
    const { isWebSocketConnected, connectionRetries } = convex.connectionState();
    return !isWebSocketConnected && connectionRetries > 0;
  };
  const subscribe = useCallback(
    (onChange: () => void) => convex.subscribeToConnectionState(onChange),
    [convex],
  );
  return useSyncExternalStore(subscribe, read, read);
}
