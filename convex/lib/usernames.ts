import type { QueryCtx } from "../_generated/server";
import { normaliseText } from "../model/fields";

/**
 * Whether no one but this person has a username. Clerk tells upper from lower case no more than
 * people do, and keeps names in lower case; a save that Clerk has not seen yet is here as typed.
 */
export async function isFreeFor(
  ctx: QueryCtx,
  externalId: string,
  entered: string,
): Promise<boolean> {
  const username = normaliseText(entered);
  if (username === null) return true;
  for (const spelling of new Set([username, username.toLowerCase()])) {
    // Two at most: whoever is renamed a moment ago may still be in another's way.
    const holders = await ctx.db
      .query("users")
      .withIndex("by_username", (q) => q.eq("username", spelling))
      .take(2);
    if (holders.some((holder) => holder.externalId !== externalId)) return false;
  }
  return true;
}
