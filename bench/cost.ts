import type { CallStats } from "../sandbox/convex/types";
import { median } from "./median";

/** What functions have read and written. */
export type Cost = Pick<
  CallStats,
  "documentsRead" | "bytesRead" | "documentsWritten" | "bytesWritten"
>;

export const NOTHING: Cost = {
  documentsRead: 0,
  bytesRead: 0,
  documentsWritten: 0,
  bytesWritten: 0,
};

export function sum(a: Cost, b: Cost): Cost {
  return each((part) => a[part] + b[part]);
}

/** The share of one among so many. */
export function shareOf(cost: Cost, count: number): Cost {
  return each((part) => cost[part] / count);
}

export function medianCost(costs: readonly Cost[]): Cost {
  return each((part) => median(costs.map((cost) => cost[part])));
}

function each(of: (part: keyof Cost) => number): Cost {
  return {
    documentsRead: of("documentsRead"),
    bytesRead: of("bytesRead"),
    documentsWritten: of("documentsWritten"),
    bytesWritten: of("bytesWritten"),
  };
}
