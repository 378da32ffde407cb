import { v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { USER_UPDATE_FIELDS } from "../model/fields";
import { judgeWrite, newestOf, valueOver, type ClerkValues } from "../model/merge";
import { isSamePicture } from "../model/picture";
import type { Confirmer } from "../model/statuses";
import { vClerkState, vWriteError } from "../validators";
import { noteEndOfSave } from "./activity";
import { releasePictures, shownPicture } from "./avatars";
import { makeRoom, overrule, sendAgainIfOverwritten } from "./overruling";
import { loadPerson, storePerson, type Person, type ProfileRow } from "./people";
import { findWrite, refuseUnknownOperation } from "./saves";

/** What becomes of a save once Clerk's half is known: it stands, is put back, or is asked about. */

/** Svix tries again after 5 s and 5 min; one lost delivery should not cost a question to Clerk. */
const ECHO_GRACE_MS = 60_000;
/** The first look after a browser could not reach Clerk; Clerk's own `Retry-After` goes before. */
const UNREACHABLE_RETRY_MS = 2_000;
/** No longer than this, whatever a browser claims that Clerk said. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;
/** Longer than any address of a picture. */
const MAX_URL = 2_000;

/** How Clerk took a save, as the browser saw it. */
export const vClerkReport = v.union(
  v.object({
    status: v.literal("done"),
    /** Clerk's `updated_at` of the user after the save. */
    updated_at: v.optional(v.number()),
    /** Where Clerk shows the user's picture after the save; tells one upload from another. */
    image_url: v.optional(v.string()),
  }),
  v.object({ status: v.literal("refused"), ...vWriteError.fields }),
  v.object({
    status: v.literal("unreachable"),
    message: v.string(),
    retry_after_ms: v.optional(v.number()),
  }),
);

export const vSettled = v.object({ clerk: vClerkState, undone: v.array(v.string()) });

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
      return {
        clerk: await settleDone(ctx, person, write, { ...report, confirmed_by: "client" }),
        undone: [],
      };
    case "refused": {
      const { code, message, field } = report;
      const error = { code, message, field };
      const undone = await withdrawWrite(ctx, person, write, { clerk: "refused", error });
      return { clerk: "refused", undone };
    }
    case "unreachable": {
      const asked = Math.max(0, report.retry_after_ms ?? UNREACHABLE_RETRY_MS);
      const wait = Math.min(asked, MAX_RETRY_AFTER_MS);
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
 *
 * @param writes the saves that are open after it
 */
export async function withdrawWrite(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  end: Pick<Doc<"outboxWrites">, "clerk" | "error"> &
    Partial<Pick<Doc<"outboxWrites">, "overruled">> & { confirmed_by?: Confirmer | null },
  writes = person.writes.filter(({ _id }) => _id !== write._id),
): Promise<string[]> {
  await ctx.db.patch("outboxWrites", write._id, {
    ...end,
    open: false,
    next_attempt_at: null,
    settled_at: Date.now(),
  });
  await noteEndOfSave(ctx, { ...write, ...end });
  const { profile: shown } = person;
  if (shown === null) {
    await storePerson(ctx, person, { writes }, "write");
    return [];
  }
  const profile = {
    ...(await valuesUnder(ctx, person, write, writes)),
    ...onboardingUnder(shown, write, end.clerk),
  };
  await storePerson(ctx, person, { profile, writes }, "write");
  const file = "avatar_storage_id" in profile ? profile.avatar_storage_id : shown.avatar_storage_id;
  await releasePictures(ctx, person, file ?? null, writes);
  return (["username", "first_name", "last_name", "image_url", "onboarding"] as const).filter(
    (field) => field in profile && profile[field] !== shown[field],
  );
}

/**
 * Clerk has the save. It stays open until Clerk's own word contains it, or goes there once more
 * when our check of an older save came after it. Answers with Clerk's side of it.
 */
export async function settleDone(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  report: { updated_at?: number; image_url?: string | null; confirmed_by: Confirmer },
): Promise<"done" | "pending"> {
  const done = {
    clerk: "done",
    clerk_updated_at: write.clerk_updated_at ?? report.updated_at ?? null,
    clerk_image_url: write.clerk_image_url ?? pictureReport(write, report.image_url),
    error: null,
    settled_at: Date.now(),
  } as const;
  const taken = { ...write, ...done };
  const store = async (left: Doc<"outboxWrites">) => {
    const writes = person.writes.map((other) => (other._id === write._id ? left : other));
    await storePerson(ctx, person, { writes }, "write");
  };
  const view = viewOf(person);
  if (view === null || judgeWrite(taken, view) !== "confirmed") {
    const patch = { ...done, next_attempt_at: done.settled_at + ECHO_GRACE_MS };
    await ctx.db.patch("outboxWrites", write._id, patch);
    await store({ ...write, ...patch });
    return "done";
  }
  // The webhook was faster than the browser's report; its values may be newer than the save's.
  const at = person.writes.findIndex(({ _id }) => _id === write._id);
  const newer = person.writes.slice(at + 1);
  const overruled = overrule(taken, view.values, newer);
  const again = await sendAgainIfOverwritten(ctx, taken, overruled, view.values);
  if (again !== null) {
    await store(again);
    return "pending";
  }
  const older = await makeRoom(ctx, person.writes.slice(0, at), taken, view.values);
  const end = { ...done, overruled, confirmed_by: report.confirmed_by };
  await withdrawWrite(ctx, person, taken, end, [...older, ...newer]);
  return "done";
}

/** Clerk's newest known view of a person. */
function viewOf({ sync }: Person): ClerkValues | null {
  if (sync?.clerk == null || sync.clerk_updated_at === null) return null;
  return { values: sync.clerk, updated_at: sync.clerk_updated_at };
}

/** The values of a save's fields once it no longer stands over them. */
async function valuesUnder(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  others: readonly Doc<"outboxWrites">[],
): Promise<Partial<ProfileRow>> {
  const { sync } = person;
  const values: Partial<ProfileRow> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const previous = write.previous[field];
    if (previous === undefined) continue;
    // A difference that was there before the save is not the save's to mend.
    const clerk = sync?.drifted_fields.includes(field) ? undefined : sync?.clerk?.[field];
    values[field] = valueOver(field, clerk === undefined ? previous : clerk, others);
  }
  if (write.previous.avatar_storage_id === undefined) return values;
  const image_url = sync?.clerk?.image_url ?? person.profile?.profile_image_url ?? null;
  return {
    ...values,
    ...(await shownPicture(ctx, person, others, { image_url, file: fileUnder(person, write) })),
    profile_image_url: image_url,
  };
}

/** The app's own file of what Clerk shows, once a picture's save no longer stands over it. */
function fileUnder({ sync }: Person, write: Doc<"outboxWrites">) {
  const clerk = sync?.clerk?.image_url ?? null;
  const isThis = write.clerk_image_url !== null && isSamePicture(clerk, write.clerk_image_url);
  if (isThis) return write.requested.avatar_storage_id ?? null;
  const isBefore = isSamePicture(clerk, write.clerk_previous.image_url ?? null);
  return isBefore ? (write.previous.avatar_storage_id ?? null) : null;
}

/** Whoever finished with a name that Clerk refuses has not finished. */
function onboardingUnder(
  { onboarding }: Doc<"users">,
  { requested, previous }: Doc<"outboxWrites">,
  clerk: Doc<"outboxWrites">["clerk"],
): Partial<Pick<ProfileRow, "onboarding">> {
  const completed = requested.onboarding?.completed_at ?? null;
  const isItsOwn = completed !== null && completed === onboarding.completed_at;
  if (clerk !== "refused" || !isItsOwn || previous.onboarding === undefined) return {};
  return { onboarding: { ...onboarding, completed_at: previous.onboarding.completed_at } };
}

/** Only what a picture's save says of a picture is of use. */
function pictureReport(
  write: Doc<"outboxWrites">,
  image_url: string | null | undefined,
): string | null {
  const isPicture = newestOf("image_url", [write]) !== undefined;
  if (!isPicture || !image_url || image_url.length > MAX_URL) return null;
  return image_url;
}
