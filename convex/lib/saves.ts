import { v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { normaliseChanges, sameValue, USER_UPDATE_FIELDS } from "../model/fields";
import { sentFields, type SavedValues } from "../model/merge";
import { nextOnboarding, type OnboardingStep } from "../model/onboarding";
import type { WriteOrigin } from "../model/statuses";
import type { vProfileChanges } from "../validators";
import { claimUpload, shownPicture } from "./avatars";
import { refuse } from "./errors";
import { isDeleted, loadPerson, storePerson, type Person } from "./people";

/** Convex's half of a save. What becomes of it once Clerk's half is known is in settling.ts. */

/** A browser's call to Clerk is over by then, or its tab is closed. */
const SETTLE_GRACE_MS = 30_000;
/** `crypto.randomUUID()` makes 36. */
const MAX_OPERATION_ID = 100;

export const vSaved = v.object({
  operation_id: v.string(),
  /** Fields whose value really changed. */
  changed: v.array(v.string()),
});

export interface Save {
  externalId: string;
  operation_id: string;
  changes: Infer<typeof vProfileChanges>;
  onboarding?: OnboardingStep;
  origin: WriteOrigin;
}

/** Saves once per `operation_id`: laid over Clerk's view at once, and checked if never settled. */
export async function saveProfile(ctx: MutationCtx, save: Save): Promise<Infer<typeof vSaved>> {
  const { externalId, operation_id } = save;
  const earlier = await findWrite(ctx, operation_id);
  if (earlier !== null) {
    if (earlier.externalId !== externalId) refuseUnknownOperation();
    return { operation_id, changed: changedNames(earlier.requested) };
  }
  if (operation_id === "" || operation_id.length > MAX_OPERATION_ID) {
    refuse({ code: "invalid_field", field: "operation_id", message: "Not an operation id." });
  }
  const wanted = wantedValues(save);
  const person = await loadPerson(ctx, externalId);
  const { profile } = person;
  if (profile === null || isDeleted(person)) {
    refuse({ code: "no_profile", message: "There is no profile to save to yet." });
  }
  const { requested, previous } = whatChanges(person, profile, {
    ...wanted,
    ...(save.onboarding && { onboarding: nextOnboarding(profile, save.onboarding, Date.now()) }),
  });
  const changed = changedNames(requested);
  if (changed.length === 0) return { operation_id, changed };
  if (requested.avatar_storage_id) await claimUpload(ctx, externalId, requested.avatar_storage_id);

  const write = await openWrite(ctx, person, { ...save, requested, previous }, SETTLE_GRACE_MS);
  const writes = write.open ? [...person.writes, write] : person.writes;
  const { avatar_storage_id, ...values } = requested;
  const picture =
    avatar_storage_id === undefined
      ? {}
      : await shownPicture(ctx, person, writes, { image_url: null, file: null });
  await storePerson(ctx, person, { profile: { ...values, ...picture }, writes }, "write");
  return { operation_id, changed };
}

/** Adds a save to the outbox and, when Clerk is concerned, has it checked after `checkAfterMs`. */
export async function openWrite(
  ctx: MutationCtx,
  person: Person,
  save: Pick<Doc<"outboxWrites">, "operation_id" | "origin" | "requested" | "previous">,
  checkAfterMs: number,
): Promise<Doc<"outboxWrites">> {
  const { operation_id, origin, requested, previous } = save;
  const now = Date.now();
  const concernsClerk = sentFields({ requested, overruled: [] }).length > 0;
  const _id = await ctx.db.insert("outboxWrites", {
    operation_id,
    externalId: person.externalId,
    origin,
    requested,
    previous,
    clerk_previous: clerkValuesOf(person, requested),
    overruled: [],
    clerk: concernsClerk ? "pending" : "done",
    open: concernsClerk,
    clerk_updated_at: null,
    clerk_image_url: null,
    attempts: 0,
    next_attempt_at: concernsClerk ? now + checkAfterMs : null,
    error: null,
    started_at: now,
    settled_at: concernsClerk ? null : now,
    confirmed_by: null,
  });
  if (concernsClerk) {
    await ctx.scheduler.runAfter(checkAfterMs, internal.outbox.begin, { writeId: _id });
  }
  const write = await ctx.db.get("outboxWrites", _id);
  if (write === null) throw new Error("A row that was just inserted is gone.");
  return write;
}

export async function findWrite(
  ctx: QueryCtx,
  operation_id: string,
): Promise<Doc<"outboxWrites"> | null> {
  return await ctx.db
    .query("outboxWrites")
    .withIndex("by_operation_id", (q) => q.eq("operation_id", operation_id))
    .unique();
}

export function refuseUnknownOperation(): never {
  refuse({ code: "unknown_operation", message: "There is no such save of yours." });
}

function wantedValues({ changes }: Save): SavedValues {
  const { avatar_storage_id, ...form } = changes;
  const normalised = normaliseChanges(form);
  if (!normalised.ok) {
    refuse({ code: "invalid_field", field: normalised.field, message: normalised.message });
  }
  return {
    ...normalised.values,
    ...(avatar_storage_id !== undefined && { avatar_storage_id }),
  };
}

function whatChanges(
  { sync }: Person,
  profile: Doc<"users">,
  values: SavedValues,
): { requested: SavedValues; previous: SavedValues } {
  const requested: SavedValues = {};
  const previous: SavedValues = {};
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
  const { avatar_storage_id, onboarding } = values;
  const hasPicture = profile.avatar_storage_id !== null || sync?.clerk?.has_image === true;
  const isNewPicture =
    avatar_storage_id === null ? hasPicture : avatar_storage_id !== profile.avatar_storage_id;
  if (avatar_storage_id !== undefined && isNewPicture) {
    requested.avatar_storage_id = avatar_storage_id;
    previous.avatar_storage_id = profile.avatar_storage_id;
  }
  const { step, completed_at } = profile.onboarding;
  if (onboarding && (onboarding.step !== step || onboarding.completed_at !== completed_at)) {
    requested.onboarding = onboarding;
    previous.onboarding = profile.onboarding;
  }
  return { requested, previous };
}

/** The names of what changes, as forms and the dashboard know them. */
function changedNames({ avatar_storage_id, ...others }: SavedValues): string[] {
  return [...Object.keys(others), ...(avatar_storage_id === undefined ? [] : ["image_url"])];
}

/** Clerk's values, as last seen, of the fields that a save speaks of. */
function clerkValuesOf(
  { sync }: Person,
  requested: SavedValues,
): Doc<"outboxWrites">["clerk_previous"] {
  const clerk = sync?.clerk;
  if (clerk == null) return {};
  return Object.fromEntries(
    sentFields({ requested, overruled: [] }).map((field) => [field, clerk[field]]),
  );
}
