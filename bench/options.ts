import { parseArgs } from "node:util";
import type { Bounds } from "./measure";

export const PARTS = [
  "reads",
  "webhook",
  "save",
  "scan",
  "dashboard",
  "burst",
  "load",
  "size",
  "photo",
  "latency",
] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: ReadonlySet<Part>;
  /** The two numbers of users that are compared. */
  readonly sizes: readonly [small: number, large: number];
  readonly plan: Plan;
  /** The same for convex-test. */
  readonly baselinePlan: Plan;
  readonly burst: BurstPlan;
  readonly load: LoadPlan;
  /** How many photos each way is measured with. */
  readonly photos: number;
  /** How many saves over slow lines each way is measured with. */
  readonly slowSaves: number;
}

/** How much is measured. */
export interface Plan {
  readonly reads: Bounds;
  readonly webhooks: Bounds;
  /** Webhooks that are received together, and then applied in batches. */
  readonly batches: Bounds;
  readonly saves: Bounds;
  /** Of each query of the dashboard. */
  readonly views: Bounds;
  /** How many requests are under way at a time. */
  readonly lanes: number;
}

export interface BurstPlan {
  readonly deliveries: Bounds;
  readonly lanes: number;
  /** What the random order is made from. */
  readonly seed: number;
}

export interface LoadPlan {
  readonly deliveries: number;
  /** The time in which they should all be acknowledged. */
  readonly withinMs: number;
  /** How many deliveries are under way at a time. */
  readonly lanes: number;
  /** How many dashboards are open meanwhile, and how many people save. */
  readonly dashboards: number;
  readonly savers: number;
  /** No delivery is sent after this, and what was acknowledged must be applied so long afterwards. */
  readonly maxMs: number;
  readonly seed: number;
}

const HELP = `npm run bench -- [options]

  --quick          small numbers, in well under a minute
  --only A,B       some of: ${PARTS.join(", ")}
  --help           this text`;

/**
 * Reads the command line; null when it only asked for help, which is then printed.
 * @throws when an option or a part is unknown
 */
export function readOptions(args: readonly string[]): Options | null {
  const { quick, only, help } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: PARTS.join() },
      help: { type: "boolean", default: false },
    },
  }).values;
  if (help) {
    console.log(HELP);
    return null;
  }
  return {
    parts: new Set(only.split(",").map(readPart)),
    sizes: quick ? [100, 1_000] : [1_000, 50_000],
    plan: {
      reads: { runs: quick ? 50 : 300, maxMs: 3_000 },
      webhooks: { runs: quick ? 10 : 50, maxMs: 5_000 },
      batches: { runs: quick ? 100 : 500, maxMs: 30_000 },
      // Over before the first of them is counted: that is measured on its own; see save.ts.
      saves: { runs: quick ? 10 : 50, maxMs: 1_500 },
      views: { runs: quick ? 3 : 10, maxMs: 1_000 },
      lanes: LANES,
    },
    // It scans all documents for each query: at 50k users one webhook takes seconds.
    baselinePlan: {
      reads: { runs: 20, maxMs: 2_000 },
      webhooks: { runs: 3, maxMs: 2_000 },
      batches: { runs: 4, maxMs: 2_000 },
      saves: { runs: 0, maxMs: 0 },
      views: { runs: 0, maxMs: 0 },
      lanes: 1,
    },
    burst: { deliveries: { runs: quick ? 500 : 10_000, maxMs: 240_000 }, lanes: LANES, seed: 1 },
    load: {
      deliveries: quick ? 500 : 10_000,
      withinMs: quick ? 5_000 : 30_000,
      lanes: 4 * LANES,
      dashboards: quick ? 20 : 200,
      savers: quick ? 3 : 20,
      maxMs: 300_000,
      seed: 1,
    },
    photos: quick ? 1 : 5,
    slowSaves: quick ? 3 : 9,
  };
}

/** Svix sends many at a time. */
const LANES = 16;

function readPart(name: string): Part {
  const part = PARTS.find((known) => known === name.trim());
  if (part === undefined) throw new Error(`--only knows ${PARTS.join(", ")}; not "${name}".`);
  return part;
}
