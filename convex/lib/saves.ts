import { v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { normaliseChanges, sameValue, USER_UPDATE_FIELDS } from "../model/fields";
import type { ProfileChanges, ProfileValues, UserUpdateField } from "../model/fields";
import { judgeWrite, sentFields, valueOver } from "../model/merge";
import type { Confirmer, WriteOrigin } from "../model/statuses";
import { vClerkState, vWriteError } from "../validators";
import { refuse } from "./errors";
import { loadPerson, storePerson, type Person } from "./people";

/** Convex's half of a save, and what becomes of it once Clerk's half is known. */

/** A browser's call to Clerk is over by then, or its tab is closed. */
const SETTLE_GRACE_MS = 30_000;
/** Svix tries again after 5 s and 5 min; one lost delivery should not cost a question to Clerk. */
const ECHO_GRACE_MS = 60_000;
/** The first look after a browser could not reach Clerk; Clerk's own `Retry-After` goes before. */
const UNREACHABLE_RETRY_MS = 2_000;
/** No longer than this, whatever a browser claims that Clerk said. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;
/** `crypto.randomUUID()` makes 36. */
const MAX_OPERATION_ID = 100;

export const vSaved = v.object({
  operation_id: v.string(),
  /** Fields whose value really changed. */
  changed: v.array(v.string()),
});

/** How Clerk took a save, as the browser saw it. */
export const vClerkReport = v.union(
  v.object({
    status: v.literal("done"),
    /** Clerk's `updated_at` of the user after the save. */
    updated_at: v.optional(v.number()),
  }),
  v.object({ status: v.literal("refused"), ...vWriteError.fields }),
  v.object({
    status: v.literal("unreachable"),
    message: v.string(),
    retry_after_ms: v.optional(v.number()),
  }),
);

export const vSettled = v.object({ clerk: vClerkState, undone: v.array(v.string()) });

export async function saveProfile(
  ctx: MutationCtx,
  save: {
    externalId: string;
    operation_id: string;
    changes: ProfileChanges;
    origin: WriteOrigin;
  },
): Promise<Infer<typeof vSaved>> {
  const { externalId, operation_id, origin } = save;
  const earlier = await findWrite(ctx, operation_id);
  if (earlier !== null) {
    if (earlier.externalId !== externalId) refuseUnknownOperation();
    return { operation_id, changed: Object.keys(earlier.requested) };
  }
  if (operation_id === "" || operation_id.length > MAX_OPERATION_ID) {
    refuse({ code: "invalid_field", field: "operation_id", message: "Not an operation id." });
  }
  const normalised = normaliseChanges(save.changes);
  if (!normalised.ok) {
    refuse({ code: "invalid_field", field: normalised.field, message: normalised.message });
  }
  const person = await loadPerson(ctx, externalId);
  const { profile } = person;
  if (profile === null || (person.sync?.deleted_at ?? null) !== null) {
    refuse({ code: "no_profile", message: "There is no profile to save to yet." });
  }

  const { requested, previous } = whatChanges(profile, normalised.values);
  const changed = Object.keys(requested);
  if (changed.length === 0) return { operation_id, changed };

  const now = Date.now();
  const concernsClerk = sentFields(requested).length > 0;
  const write = {
    operation_id,
    externalId,
    origin,
    requested,
    previous,
    clerk_previous: clerkValuesOf(person, requested),
    overruled: [],
    clerk: concernsClerk ? ("pending" as const) : ("done" as const),
    open: concernsClerk,
    clerk_updated_at: null,
    clerk_image_url: null,
    attempts: 0,
    next_attempt_at: concernsClerk ? now + SETTLE_GRACE_MS : null,
    error: null,
    started_at: now,
    settled_at: concernsClerk ? null : now,
    confirmed_by: null,
  };
  const writeId = await ctx.db.insert("outboxWrites", write);
  if (concernsClerk) {
    await ctx.scheduler.runAfter(SETTLE_GRACE_MS, internal.outbox.begin, { writeId });
  }
  const writes = concernsClerk ? [...person.writes, write] : person.writes;
  await storePerson(ctx, person, { profile: requested, writes }, "write");
  return { operation_id, changed };
}

export async function settleSave(
  ctx: MutationCtx,
  settle: { externalId: string; operation_id: string; report: Infer<typeof vClerkReport> },
): Promise<Infer<typeof vSettled>> {
  const { externalId, operation_id, report } = settle;
  const write = await findWrite(ctx, operation_id);
  if (write === null || write.externalId !== externalId) refuseUnknownOperation();
  // A late or repeated report: the webhook or our own check was faster and knows better.
  const awaitsReport = ["pending", "unreachable", "gave_up"].includes(write.clerk);
  if (!write.open || !awaitsReport) return { clerk: write.clerk, undone: [] };

  const person = await loadPerson(ctx, externalId);
  switch (report.status) {
    case "done":
      await settleDone(ctx, person, write, report.updated_at ?? null);
      return { clerk: "done", undone: [] };
    case "refused": {
      const { code, message, field } = report;
      const undone = await withdrawWrite(ctx, person, write, {
        clerk: "refused",
        error: { code, message, field },
      });
      return { clerk: "refused", undone };
    }
    case "unreachable": {
      const wait = Math.min(report.retry_after_ms ?? UNREACHABLE_RETRY_MS, MAX_RETRY_AFTER_MS);
      await ctx.db.patch("outboxWrites", write._id, {
        clerk: "unreachable",
        error: { code: "unreachable", message: report.message, field: null },
        next_attempt_at: Date.now() + wait,
      });
      await ctx.scheduler.runAfter(wait, internal.outbox.begin, { writeId: write._id });
      return { clerk: "unreachable", undone: [] };
    }
  }
}

/**
 * Takes a save away for good: its fields fall back to a newer save's value, else to what stands
 * underneath. Answers with the fields that changed back.
 */
export async function withdrawWrite(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  end: Pick<Doc<"outboxWrites">, "clerk" | "error"> & { confirmed_by?: Confirmer | null },
): Promise<UserUpdateField[]> {
  await ctx.db.patch("outboxWrites", write._id, {
    ...end,
    open: false,
    next_attempt_at: null,
    settled_at: Date.now(),
  });
  const writes = person.writes.filter(({ _id }) => _id !== write._id);
  const restored = valuesUnder(person, write, writes);
  const undone = USER_UPDATE_FIELDS.filter(
    (field) => field in restored && restored[field] !== person.profile?.[field],
  );
  const profile = person.profile === null ? undefined : restored;
  await storePerson(ctx, person, { profile, writes }, "write");
  return undone;
}

/** Clerk has the save. It stays open until Clerk's own word contains it. */
async function settleDone(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  clerk_updated_at: number | null,
): Promise<void> {
  const now = Date.now();
  const done = { clerk: "done", clerk_updated_at, error: null, settled_at: now } as const;
  const { sync } = person;
  const isKnown =
    sync?.clerk != null &&
    sync.clerk_updated_at !== null &&
    judgeWrite({ ...write, ...done }, { values: sync.clerk, updated_at: sync.clerk_updated_at }) ===
      "confirmed";
  if (!isKnown) {
    const patch = { ...done, next_attempt_at: now + ECHO_GRACE_MS };
    await ctx.db.patch("outboxWrites", write._id, patch);
    const writes = person.writes.map((other) =>
      other._id === write._id ? { ...other, ...patch } : other,
    );
    await storePerson(ctx, person, { writes }, "write");
    return;
  }
  // The webhook was faster than the browser's report; its values may be newer than the save's.
  await ctx.db.patch("outboxWrites", write._id, {
    ...done,
    open: false,
    next_attempt_at: null,
    confirmed_by: "client",
  });
  const writes = person.writes.filter(({ _id }) => _id !== write._id);
  await storePerson(ctx, person, { profile: valuesUnder(person, write, writes), writes }, "write");
}

/** The values of a save's fields once it no longer stands over them. */
function valuesUnder(
  { sync }: Person,
  write: Doc<"outboxWrites">,
  others: readonly Doc<"outboxWrites">[],
): ProfileValues {
  const values: ProfileValues = {};
  for (const field of USER_UPDATE_FIELDS) {
    const previous = write.previous[field];
    if (previous === undefined) continue;
    // A difference that was there before the save is not the save's to mend.
    const clerk = sync?.drifted_fields.includes(field) ? undefined : sync?.clerk?.[field];
    values[field] = valueOver(field, clerk === undefined ? previous : clerk, others);
  }
  return values;
}

function whatChanges(
  profile: Doc<"users">,
  values: ProfileValues,
): { requested: ProfileValues; previous: ProfileValues } {
  const requested: ProfileValues = {};
  const previous: ProfileValues = {};
  for (const field of USER_UPDATE_FIELDS) {
    const value = values[field];
    if (value === undefined || sameValue(value, profile[field])) continue;
    requested[field] = value;
    previous[field] = profile[field];
  }
  if (values.interests !== undefined && !sameValue(values.interests, profile.interests)) {
    requested.interests = values.interests;
    previous.interests = profile.interests;
  }
  return { requested, previous };
}

/** Clerk's values, as last seen, of the fields that a save speaks of. */
function clerkValuesOf({ sync }: Person, requested: ProfileValues): ProfileValues {
  const values: ProfileValues = {};
  for (const field of sentFields(requested)) values[field] = sync?.clerk?.[field];
  return values;
}

async function findWrite(
  ctx: MutationCtx,
  operation_id: string,
): Promise<Doc<"outboxWrites"> | null> {
  return await ctx.db
    .query("outboxWrites")
    .withIndex("by_operation_id", (q) => q.eq("operation_id", operation_id))
    .unique();
}

function refuseUnknownOperation(): never {
  refuse({ code: "unknown_operation", message: "There is no such save of yours." });
}
