/** Every word that DebugAuth says, in English. */
export const debugAuthStrings = {
  title: "Debug: session and saves",
  note: "Development only. A production build has nothing of this.",
  loading: "Loading…",

  clerk: "Clerk",
  user: "User",
  session: "Session",
  signedOut: "Signed out",

  token: "Token “convex”",
  noToken: "Clerk gave no token. Is there a JWT template called “convex”?",
  expiresIn: (seconds: number) => `expires in ${seconds} s`,
  expired: (seconds: number) => `expired ${seconds} s ago; the next call renews it`,

  convex: "Convex",
  auth: "Auth",
  authStates: {
    loading: "asking",
    authenticated: "accepts the token",
    rejected: "has not accepted a token",
  },
  connection: "Connection",
  connected: "connected",
  disconnected: "not connected",

  saves: "Last saves in this page",
  noSaves: "None since the page was loaded.",
  copy: "Copy as text",
  copied: "Copied",
};

export type DebugAuthStrings = typeof debugAuthStrings;
