import { count } from "../words";

/** What ending some differences towards one side comes to, as it is shown before anybody agrees. */

export type Winner = "clerk" | "convex";

export type Change = {
  key: string;
  /** Whose it is, where the plan is about more than one person. */
  name: string | null;
  field: string;
  label: string;
  /** The side on which the value changes. */
  side: Winner;
  from: string | null;
  to: string | null;
};

export type Plan = {
  winner: Winner;
  /** How many differences it is about. */
  count: number;
  /** How many of them were looked at for the rest. */
  judged: number;
  changes: Change[];
  refused: { message: string; count: number }[];
  /** How many of those looked at delete a user in Clerk. */
  deletes: number;
};

export const SIDES: Record<Winner, string> = { clerk: "Clerk", convex: "Convex" };

/** "Take Clerk’s values", the name of the deed. */
export function takeWords(winner: Winner): string {
  return `Take ${SIDES[winner]}’s`;
}

/** How many can be ended, as far as is known. */
export function willEnd({ count: all, refused }: Plan): number {
  return all - refused.reduce((sum, each) => sum + each.count, 0);
}

/** One sentence: what will change, for how many, on which side. */
export function planSentence(plan: Plan): string {
  const many = count(willEnd(plan), "difference");
  if (willEnd(plan) <= 0) return "Nothing can be changed this way.";
  return plan.winner === "clerk"
    ? `What Clerk has is written to Convex, for ${many}. Clerk stays as it is.`
    : `What Convex has is sent to Clerk, for ${many}. Convex stays as it is.`;
}

/** How many more there are than are listed; 0 when all are. */
export function unlisted(plan: Plan): number {
  return Math.max(0, willEnd(plan) - plan.changes.length);
}

/** What came of it, in a sentence or two. */
export function outcomeWords(outcome: {
  winner: Winner;
  /** Ended at once. */
  resolved: number;
  /** On their way to Clerk, or waiting for its answer. */
  started: number;
  refused: readonly { message: string }[];
}): string {
  const { winner, resolved, started, refused } = outcome;
  const [first] = refused;
  return [
    resolved > 0 && `${count(resolved, "difference")} ended: ${SIDES[winner]}’s value stands.`,
    started > 0 &&
      (winner === "clerk"
        ? `Clerk is being asked about ${started.toLocaleString()}.`
        : `${count(started, "change")} on the way to Clerk.`),
    first && `${count(refused.length, "difference")} left as it was: ${first.message}`,
  ]
    .filter(Boolean)
    .join(" ");
}
