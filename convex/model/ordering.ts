/**
 * Which of two words from Clerk is the newer one. Deliveries come in any order and more than once;
 * because each is judged by what it says about itself, every order has the same end.
 */

/** What is known of a person; all null for someone never heard of. */
export interface Known {
  deleted_at: number | null;
  clerk_updated_at: number | null;
  clerk_event_at: number | null;
}

export type Incoming =
  | {
      kind: "profile";
      clerk_updated_at: number;
      /** The envelope's `timestamp`; null for an answer from the Backend API. */
      event_at: number | null;
    }
  | { kind: "deletion"; event_at: number };

export type Verdict = "apply" | "stale";

/**
 * The highest `updated_at` wins. In a tie the later envelope wins, and a full tie applies: losing
 * the second change of a millisecond is worse than applying the same one twice. A deletion is
 * final, whatever comes after it: Clerk never gives an id to a second person.
 */
export function decide(known: Known, incoming: Incoming): Verdict {
  if (incoming.kind === "deletion") {
    return known.deleted_at === null || incoming.event_at > known.deleted_at ? "apply" : "stale";
  }
  if (known.deleted_at !== null) return "stale";
  if (known.clerk_updated_at === null) return "apply";
  if (incoming.clerk_updated_at !== known.clerk_updated_at) {
    return incoming.clerk_updated_at > known.clerk_updated_at ? "apply" : "stale";
  }
  if (incoming.event_at === null || known.clerk_event_at === null) return "apply";
  return incoming.event_at >= known.clerk_event_at ? "apply" : "stale";
}
