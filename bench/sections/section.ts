import type { Cost } from "../cost";
import type { Sign } from "../deliveries";
import type { Plan } from "../options";
import type { People } from "../people";
import type { Target } from "../targets/target";

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
  /** What it must not exceed at any number of users. */
  readonly most?: number;
}

/** Measures one thing at one number of users; the lines are the same at every number. */
export type Section = (site: Site, plan: Plan) => Promise<Figure[]>;

export function costFigures(cost: Cost | null): Figure[] {
  return [
    { title: "  documents read", value: cost?.documentsRead ?? null, steady: true },
    { title: "  bytes read", value: cost?.bytesRead ?? null },
    { title: "  documents written", value: cost?.documentsWritten ?? null, steady: true },
    { title: "  bytes written", value: cost?.bytesWritten ?? null },
  ];
}
