import type { FaultInput } from "../../sandbox/clerk";

/**
 * `parameters.world` of a story: with it, the story runs on the whole system inside the page, real
 * client libraries and real functions included, with no server.
 */
export interface WorldParameters {
  /** The handle of who is signed in; `null` is nobody. @default "amara", the support admin */
  readonly signedInAs?: string | null;
  /** How many residents there are besides the staff. @default 3 */
  readonly residents?: number;
  /** What goes wrong at Clerk or on the way from it, from the story's beginning. */
  readonly faults?: readonly FaultInput[];
  /** Milliseconds that each message between the page and Convex takes. @default 0 */
  readonly latency?: number;
  /** Whether the line to Convex is cut. @default false */
  readonly offline?: boolean;
}

/** What the toolbar can make go wrong at Clerk, in any story with a world. */
export const clerkFaults = {
  none: { title: "Clerk works", faults: [] },
  slow: { title: "Clerk is slow", faults: [{ on: "frontend", effect: "slow", ms: 3000 }] },
  refuse: {
    title: "Clerk refuses",
    faults: [{ on: "frontend", effect: "refuse", match: { path: "/v1/me", method: "PATCH" } }],
  },
  rate_limit: {
    title: "Clerk answers 429",
    faults: [{ on: "frontend", effect: "rate_limit", match: { path: "/v1/me", method: "PATCH" } }],
  },
  server_error: {
    title: "Clerk answers 500",
    faults: [
      { on: "frontend", effect: "server_error", match: { path: "/v1/me", method: "PATCH" } },
    ],
  },
  network_error: {
    title: "Clerk cannot be reached",
    faults: [
      { on: "frontend", effect: "network_error", match: { path: "/v1/me", method: "PATCH" } },
    ],
  },
  webhooks_lost: { title: "Webhooks are lost", faults: [{ on: "webhook", effect: "drop" }] },
} as const satisfies Record<string, { title: string; faults: readonly FaultInput[] }>;

/** What the toolbar can make of the line to Convex. */
export const convexLines = {
  fast: { title: "Convex is near", latency: 0, offline: false },
  slow: { title: "Convex is far (400 ms)", latency: 400, offline: false },
  offline: { title: "Convex is out of reach", latency: 0, offline: true },
} as const;

export type ClerkFaultName = keyof typeof clerkFaults;
export type ConvexLineName = keyof typeof convexLines;

/** The toolbar's choices as Storybook keeps them. */
export const worldGlobalTypes = {
  clerkFault: {
    description: "What goes wrong at Clerk",
    toolbar: {
      icon: "lightning" as const,
      dynamicTitle: true,
      items: Object.entries(clerkFaults).map(([value, { title }]) => ({ value, title })),
    },
  },
  convexLine: {
    description: "The line to Convex",
    toolbar: {
      icon: "transfer" as const,
      dynamicTitle: true,
      items: Object.entries(convexLines).map(([value, { title }]) => ({ value, title })),
    },
  },
};

export const worldInitialGlobals: { clerkFault: ClerkFaultName; convexLine: ConvexLineName } = {
  clerkFault: "none",
  convexLine: "fast",
};
