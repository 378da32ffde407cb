import type { Sign } from "../deliveries";
import type { Plan } from "../options";
import type { People } from "../people";
import type { Cost, Target } from "../targets/target";

/** Where a section measures: an app that knows a number of people, and Clerk beside it. */
export interface Site {
  readonly target: Target;
  readonly people: People;
  readonly sign: Sign;
}

/** One line of a table. */
export interface Figure {
  readonly title: string;
  /** null where the target cannot tell. */
  readonly value: number | null;
  /** Set for what must not grow with the number of users. */
  readonly steady?: true;
}

/** Measures one thing at one number of users; the lines are the same at every number. */
export type Section = (site: Site, plan: Plan) => Promise<Figure[]>;

/** @param share of how many things it is the cost; the lines tell that of one. */
export function costFigures(cost: Cost | null, share = 1): Figure[] {
  const each = (total: number | undefined) => (total === undefined ? null : total / share);
  return [
    { title: "  documents read", value: each(cost?.documentsRead), steady: true },
    { title: "  bytes read", value: each(cost?.bytesRead) },
    { title: "  documents written", value: each(cost?.documentsWritten), steady: true },
    { title: "  bytes written", value: each(cost?.bytesWritten) },
  ];
}
