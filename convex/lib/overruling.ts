import type { Doc } from "../_generated/dataModel";
import { overruledFields, sentFields, type ClerkSide, type SentField } from "../model/merge";

/** The losers of a conflict: they stay in the person's history, with what won over them. */

type Overruled = Doc<"outboxWrites">["overruled"];

/**
 * What a save has lost by the time that it closes: fields that Clerk ends with another value of,
 * though no newer save of the person's speaks of them.
 */
export function overrule(
  write: Doc<"outboxWrites">,
  clerk: ClerkSide,
  newer: readonly Doc<"outboxWrites">[],
): Overruled {
  const spoken = new Set(newer.flatMap(sentFields));
  return withLost(write, overruledFields(write, clerk, spoken), clerk);
}

/** The save's losses, with these fields among them. */
export function withLost(
  write: Doc<"outboxWrites">,
  fields: readonly SentField[],
  clerk: Pick<ClerkSide, SentField>,
): Overruled {
  const at = Date.now();
  const lost = fields.map((field) => ({
    field,
    requested: requestedText(write, field),
    clerk: clerk[field],
    at,
  }));
  return [...write.overruled, ...lost];
}

/** What a save asked for in a field, as text. */
function requestedText({ requested }: Doc<"outboxWrites">, field: SentField): string | null {
  if (field !== "image_url") return requested[field] ?? null;
  return requested.avatar_storage_id == null ? null : "a picture of the app's own";
}
