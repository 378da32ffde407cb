import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { shownClerkValue, shownConvexValue } from "../model/drift";
import {
  CLERK_FIELDS,
  FIELDS,
  isUserUpdateField,
  type ClerkField,
  type FieldName,
} from "../model/fields";
import { sentFields, type SavedValues, type SentField } from "../model/merge";
import { complaintAboutSending } from "../model/resolution";
import type { OneSided } from "../model/statuses";
import { releasePictures, shownPicture } from "./avatars";
import { overruleSaves, supersede } from "./overruling";
import { storePerson, type Person, type ProfileRow } from "./people";
import { openWrite } from "./saves";

/** Ending a difference towards one of the two sides. */

/** Says that only one side has this person, or (with null) that this is over. */
export async function setOneSided(
  ctx: MutationCtx,
  person: Person,
  one_sided: OneSided | null,
): Promise<void> {
  const sync = { one_sided, last_checked_at: Date.now() };
  await storePerson(ctx, person, { sync }, "scan");
}

/**
 * Gives Convex the values that Clerk was last seen with; saves that stand over them lose, and say
 * so in the person's history. `unknown` are fields whose value is not at hand: an e-mail is kept
 * masked, so Clerk must be asked for it.
 */
export async function takeFromClerk(
  ctx: MutationCtx,
  person: Person,
  fields: readonly ClerkField[],
): Promise<{ taken: ClerkField[]; unknown: ClerkField[] }> {
  const clerk = person.sync?.clerk ?? null;
  const { profile: stored } = person;
  if (clerk === null || stored === null) return { taken: [], unknown: [...fields] };
  const writes = await overruleSaves(ctx, person.writes, fields, clerk);
  const profile: Partial<ProfileRow> = {};
  const unknown: ClerkField[] = [];
  for (const field of fields) {
    if (field === "image_url") {
      const { image_url } = clerk;
      const picture = await shownPicture(ctx, person, writes, { image_url, file: null });
      Object.assign(profile, picture, { profile_image_url: image_url });
    } else if (field !== "email") {
      profile[field] = clerk[field];
    } else if (shownClerkValue(clerk, field) === null) {
      profile.email = null;
    } else if (isSameEmail(stored, clerk)) {
      profile.email = stored.email;
    } else {
      unknown.push(field);
    }
  }
  await storePerson(ctx, person, { profile, writes }, "scan");
  if ("avatar_storage_id" in profile) {
    await releasePictures(ctx, person, profile.avatar_storage_id ?? null, writes);
  }
  return { taken: fields.filter((field) => !unknown.includes(field)), unknown };
}

/**
 * Sends Convex's values to Clerk, as a save that the outbox carries there at once. `refused` are
 * fields that cannot be sent, with the reason.
 */
export async function sendToClerk(
  ctx: MutationCtx,
  person: Person,
  fields: readonly ClerkField[],
  operation_id: string,
): Promise<{ sent: SentField[]; refused: { field: ClerkField; message: string }[] }> {
  const { profile, sync } = person;
  if (profile === null || sync?.clerk == null) {
    const message = "Only one side has this person: there is nothing to send to.";
    return { sent: [], refused: fields.map((field) => ({ field, message })) };
  }
  const requested: SavedValues = {};
  const refused: { field: ClerkField; message: string }[] = [];
  const { avatar_storage_id } = profile;
  for (const field of fields) {
    const message = complaintAboutSending({ hasOwnPicture: avatar_storage_id !== null }, field);
    if (message !== null) refused.push({ field, message });
    else if (field === "image_url") requested.avatar_storage_id = avatar_storage_id;
    else if (isUserUpdateField(field)) requested[field] = profile[field];
  }
  const sent = sentFields({ requested, overruled: [] });
  if (sent.length === 0) return { sent, refused };

  // What was given up speaks of the same values: the new save takes its place.
  const given = person.writes.filter(({ clerk }) => clerk === "gave_up");
  const replaced = given.filter((write) =>
    sentFields(write).every((field) => sent.includes(field)),
  );
  for (const write of replaced) await supersede(ctx, write);
  const standing = person.writes.filter((write) => !replaced.includes(write));
  const save = { operation_id, origin: "repair", requested, previous: requested } as const;
  const write = await openWrite(ctx, person, save, 0);
  await storePerson(ctx, person, { writes: [...standing, write] }, "scan");
  return { sent, refused };
}

/** What a resolution would change, field by field; null stands for "none", and for a hidden e-mail. */
export function previewResolution(
  { profile, sync }: Person,
  fields: readonly string[],
  winner: "clerk" | "convex",
): {
  field: FieldName;
  label: string;
  side: "clerk" | "convex";
  from: string | null;
  to: string | null;
}[] {
  if (profile === null || sync?.clerk == null) return [];
  const { clerk } = sync;
  return CLERK_FIELDS.filter((field) => fields.includes(field)).map((field) => {
    const inConvex = shownConvexValue(profile, field);
    const inClerk = shownClerkValue(clerk, field);
    const { label } = FIELDS[field];
    return winner === "clerk"
      ? { field, label, side: "convex", from: inConvex, to: inClerk }
      : { field, label, side: "clerk", from: inClerk, to: inConvex };
  });
}

function isSameEmail(profile: Doc<"users">, clerk: NonNullable<Doc<"userSync">["clerk"]>): boolean {
  return (
    clerk.email_differs !== true &&
    shownConvexValue(profile, "email") === shownClerkValue(clerk, "email")
  );
}
