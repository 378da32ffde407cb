import type { MutationCtx } from "./_generated/server";
import type { ProfileRow } from "./lib/people";

/** How a person's profile has changed. Null stands for nobody: not heard of yet, or deleted. */
export interface ProfileChange {
  /** Clerk's user id. */
  externalId: string;
  before: ProfileRow | null;
  after: ProfileRow | null;
}

/**
 * Where an app keeps rows of its own in step with people's profiles. Runs in the transaction that
 * has stored or deleted the profile, whichever way the change came: what it writes is there with
 * the profile, and when it throws neither is.
 */
export async function onProfileChanged(_ctx: MutationCtx, _change: ProfileChange): Promise<void> {
  // The kit itself has no other rows.
}
