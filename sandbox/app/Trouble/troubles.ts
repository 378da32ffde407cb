import type { FaultInput } from "../../clerk";

/** What can be made to go wrong, as rules for the Clerk stand-in (sandbox/clerk/faults). */

export interface Trouble {
  readonly id: string;
  readonly title: string;
  /** What happens then, in a sentence. */
  readonly effect: string;
  readonly faults: readonly FaultInput[];
}

export interface TroubleGroup {
  readonly title: string;
  readonly troubles: readonly Trouble[];
}

/** Every write of a person's own profile, from the browser. */
const SAVE = { path: "/v1/me", method: "PATCH" };

export const TROUBLE_GROUPS: readonly TroubleGroup[] = [
  {
    title: "Webhooks on their way to Convex",
    troubles: [
      {
        id: "drop",
        title: "Drop",
        effect: "They are lost. The next scan finds what they would have told.",
        faults: [{ on: "webhook", effect: "drop" }],
      },
      {
        id: "duplicate",
        title: "Duplicate",
        effect: "Each comes twice, and is applied once.",
        faults: [{ on: "webhook", effect: "duplicate" }],
      },
      {
        id: "reorder",
        title: "Reorder",
        effect: "Each is overtaken by the one after it. The newest still wins.",
        faults: [{ on: "webhook", effect: "reorder" }],
      },
      {
        id: "delay",
        title: "Delay",
        effect: "Each comes 10 seconds late.",
        faults: [{ on: "webhook", effect: "delay", ms: 10_000 }],
      },
      {
        id: "tamper",
        title: "Tamper",
        effect: "A byte changes on the way. Convex refuses them, and Svix tries again.",
        faults: [{ on: "webhook", effect: "tamper" }],
      },
      {
        id: "malformed",
        title: "Malform",
        effect: "The name is no text. They cannot be applied, and wait for a replay.",
        faults: [{ on: "webhook", effect: "malformed" }],
      },
    ],
  },
  {
    title: "Saves from the browser",
    troubles: [
      {
        id: "refuse",
        title: "Refuse",
        effect: "Clerk says that the username is taken. Convex gets the old values back.",
        faults: [{ on: "frontend", effect: "refuse", match: SAVE }],
      },
      {
        id: "rate_limit",
        title: "Answer 429",
        effect: "Too many requests: tried again later.",
        faults: [{ on: "frontend", effect: "rate_limit", match: SAVE }],
      },
      {
        id: "server_error",
        title: "Answer 500",
        effect: "Clerk did nothing. Convex has the save, and finishes it from the server.",
        faults: [{ on: "frontend", effect: "server_error", match: SAVE }],
      },
      {
        id: "slow",
        title: "Slow down",
        effect: "Clerk takes 5 seconds. Convex shows the new value at once.",
        faults: [{ on: "frontend", effect: "slow", ms: 5_000, match: SAVE }],
      },
    ],
  },
  {
    title: "Convex's own calls to Clerk",
    troubles: [
      {
        id: "backend_rate_limit",
        title: "Answer 429",
        effect: "Scans and checks wait as long as Clerk asks.",
        faults: [{ on: "backend", effect: "rate_limit", retry_after: 5 }],
      },
      {
        id: "backend_error",
        title: "Answer 500",
        effect: "Scans and checks try again, and say so.",
        faults: [{ on: "backend", effect: "server_error" }],
      },
    ],
  },
];

/** No answer from Clerk to anybody. Its webhooks are paused as well. */
export const STOPPED: Trouble = {
  id: "stopped",
  title: "Stop Clerk",
  effect: "Nobody reaches Clerk, and nothing comes from it, until it is started again.",
  faults: [
    { on: "frontend", effect: "network_error" },
    { on: "backend", effect: "network_error" },
  ],
};

const ALL = [STOPPED, ...TROUBLE_GROUPS.flatMap(({ troubles }) => troubles)];

/** A rule in force, as the stand-in tells of it. */
export interface RuleInForce {
  readonly id: string;
  readonly on: string;
  readonly effect: string;
  readonly match?: object;
}

/** The rules in force that a trouble has made. */
export function rulesOf(trouble: Trouble, inForce: readonly RuleInForce[]): RuleInForce[] {
  return inForce.filter((rule) => trouble.faults.some((fault) => isSame(fault, rule)));
}

/** Which troubles are on: those of which all rules are in force. */
export function troublesIn(inForce: readonly RuleInForce[]): Trouble[] {
  return ALL.filter(({ faults }) =>
    faults.every((fault) => inForce.some((rule) => isSame(fault, rule))),
  );
}

function isSame(fault: FaultInput, rule: RuleInForce): boolean {
  return (
    fault.on === rule.on &&
    fault.effect === rule.effect &&
    JSON.stringify(sorted(fault.match)) === JSON.stringify(sorted(rule.match))
  );
}

function sorted(match: object = {}): [string, unknown][] {
  return Object.entries(match).sort(([a], [b]) => a.localeCompare(b));
}
