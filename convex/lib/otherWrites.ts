import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** Other saves of one person that are looked at; the rate limit keeps them few. */
const MAX_OTHERS = 50;
/** No save of more than this before, in ms, is still on its way to Clerk, nor is its echo. */
const EARLIER_MS = 60 * 60_000;

/** A person's other saves around one of them that have not been refused, the oldest first. */
export async function otherWrites(
  ctx: QueryCtx,
  write: Doc<"outboxWrites">,
): Promise<{ earlier: Doc<"outboxWrites">[]; newer: Doc<"outboxWrites">[] }> {
  const { externalId, started_at } = write;
  const ofPerson = () => ctx.db.query("outboxWrites");
  const [earlier, newer] = await Promise.all([
    ofPerson()
      .withIndex("by_external_id_and_started_at", (q) =>
        q
          .eq("externalId", externalId)
          .gte("started_at", started_at - EARLIER_MS)
          .lte("started_at", started_at),
      )
      .order("desc")
      .take(MAX_OTHERS),
    ofPerson()
      .withIndex("by_external_id_and_started_at", (q) =>
        q.eq("externalId", externalId).gte("started_at", started_at),
      )
      .take(MAX_OTHERS),
  ]);
  // Two saves can start in one millisecond.
  const comesFirst = (a: Doc<"outboxWrites">, b: Doc<"outboxWrites">) =>
    a.started_at < b.started_at ||
    (a.started_at === b.started_at && a._creationTime < b._creationTime);
  return {
    earlier: earlier
      .reverse()
      .filter((other) => other.clerk !== "refused" && comesFirst(other, write)),
    newer: newer.filter((other) => other.clerk !== "refused" && comesFirst(write, other)),
  };
}
