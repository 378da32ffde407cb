import { useConvexConnectionState } from "convex/react";
import { ConnectionView } from "./Connection.view";

/** Says so when the server cannot be reached; nothing otherwise. */
export function Connection() {
  const { isWebSocketConnected, connectionRetries, hasEverConnected } = useConvexConnectionState();
  const lost = !isWebSocketConnected && connectionRetries > 0;
  return <ConnectionView status={lost ? (hasEverConnected ? "lost" : "never") : "connected"} />;
}
