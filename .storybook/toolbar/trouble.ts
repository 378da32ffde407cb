import { faults, type SandboxFault, type Trouble } from "../../testing";

/** What the toolbar can make go wrong in any story with a world. */

interface Choice {
  readonly title: string;
  readonly faults: readonly SandboxFault[];
}

export const clerkFaults = {
  none: { title: "Clerk works", faults: [] },
  slow: { title: "Clerk is slow", faults: [faults.clerk.slow(3000)] },
  refuse: { title: "Clerk refuses", faults: [faults.clerk.refuses("username taken")] },
  rate_limit: { title: "Clerk answers 429", faults: [faults.clerk.answers429()] },
  server_error: { title: "Clerk answers 500", faults: [faults.clerk.answers500()] },
  network_error: { title: "Clerk cannot be reached", faults: [faults.clerk.unreachable()] },
  webhooks_lost: { title: "Webhooks are lost", faults: [faults.webhooks.lost()] },
} satisfies Record<string, Choice>;

export const convexFaults = {
  none: { title: "Convex works", faults: [] },
  slow: { title: "Convex is far (400 ms)", faults: [faults.convex.slow(400)] },
  refuse: { title: "Convex refuses", faults: [faults.convex.refuses()] },
  answer_lost: { title: "Convex's answers are lost", faults: [faults.convex.answerLost()] },
  offline: { title: "Convex is out of reach", faults: [faults.convex.offline()] },
} satisfies Record<string, Choice>;

/** How far both sides are away. */
export const latencies = {
  none: { title: "No latency", ms: 0 },
  ms200: { title: "200 ms away", ms: 200 },
  ms1000: { title: "1000 ms away", ms: 1000 },
};

export interface TroubleGlobals {
  clerkFault: keyof typeof clerkFaults;
  convexFault: keyof typeof convexFaults;
  latency: keyof typeof latencies;
}

export const troubleInitialGlobals: TroubleGlobals = {
  clerkFault: "none",
  convexFault: "none",
  latency: "none",
};

export const troubleGlobalTypes = {
  latency: toolbar("How far both sides are away", "time", latencies),
  clerkFault: toolbar("What goes wrong at Clerk", "lightning", clerkFaults),
  convexFault: toolbar("What goes wrong at Convex", "database", convexFaults),
};

/** What a story says goes wrong, and what the toolbar adds to it. */
export function troubleOf(story: Trouble, toolbar: Partial<TroubleGlobals>): Required<Trouble> {
  const { clerkFault, convexFault, latency } = { ...troubleInitialGlobals, ...toolbar };
  return {
    faults: [
      ...(story.faults ?? []),
      ...clerkFaults[clerkFault].faults,
      ...convexFaults[convexFault].faults,
    ],
    latency: Math.max(story.latency ?? 0, latencies[latency].ms),
    offline: story.offline ?? false,
  };
}

function toolbar<Icon extends string>(
  description: string,
  icon: Icon,
  choices: Readonly<Record<string, { readonly title: string }>>,
) {
  const items = Object.entries(choices).map(([value, { title }]) => ({ value, title }));
  return { description, toolbar: { icon, dynamicTitle: true, items } };
}
