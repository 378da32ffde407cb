import type { MutationCtx } from "../../_generated/server";
import { compareWithClerk, hasVanished, type ScanMode } from "../../model/compare";
import type { ClerkUser } from "../../model/clerkUser";
import { CLERK_FIELDS } from "../../model/fields";
import { pendingFields } from "../../model/merge";
import type { Winner } from "../../validators";
import { acceptWord, noteWord, type ClerkWord } from "../clerkWords";
import { bury, unbury } from "../deletion";
import { isDeleted, loadPerson, storePerson, type Person } from "../people";
import { setOneSided, takeFromClerk } from "../resolutions";

/** What a scan writes about one person. Everything is judged again, on the rows as they are now. */

/** What Clerk has answered about a person, and when it was asked. */
export interface Answer {
  externalId: string;
  /** null: Clerk has nobody of that id. */
  user: ClerkUser | null;
  asked_at: number;
}

/**
 * Opens and closes findings; in mode `repair` Clerk's word is taken, for Clerk owns every field
 * that both sides have. Nobody is ever deleted, here or in Clerk, nor brought back; only somebody
 * whom neither side has any more is noted as such.
 *
 * @returns how many differences are mended
 */
export async function storeAnswer(
  ctx: MutationCtx,
  answer: Answer,
  mode: Exclude<ScanMode, "look">,
): Promise<number> {
  const person = await loadPerson(ctx, answer.externalId);
  // A tombstone from after the question: the answer is of before the deletion.
  if (isDeleted(person) && (person.sync?.deleted_at ?? 0) > answer.asked_at) return 0;
  const pending = pendingFields(person.writes);
  const { differing, one_sided, isNews } = compareWithClerk(
    { ...person, pending },
    answer.user,
    mode,
  );
  if (!isNews) return 0;

  if (hasVanished(person, answer.user)) {
    // The word of their sign-up may still be on its way, and must not bring them in.
    await bury(ctx, person, answer.asked_at, "scan");
    return 0;
  }
  if (answer.user === null || one_sided === "deleted_mismatch") {
    await setOneSided(ctx, person, one_sided);
    return 0;
  }
  if (mode === "find") {
    await noteWord(ctx, person, wordOf(answer.user));
    return 0;
  }
  await acceptWord(ctx, person, wordOf(answer.user), "scan");
  return differing.length - (await takeTheRest(ctx, answer.externalId));
}

/** Takes what a save that was given up still keeps from Clerk. Answers how much then still differs. */
async function takeTheRest(ctx: MutationCtx, externalId: string): Promise<number> {
  const person = await loadPerson(ctx, externalId);
  const fields = CLERK_FIELDS.filter((field) => person.sync?.drifted_fields.includes(field));
  if (fields.length === 0) return 0;
  const { unknown } = await takeFromClerk(ctx, person, fields);
  return unknown.length;
}

/**
 * Carries out what an admin has decided about a person, once Clerk has said (or been told) how it
 * stands there: a person of one side alone comes back whole or goes altogether; for an e-mail,
 * whose value is never kept from Clerk's word, the address is taken.
 *
 * @returns how many differences are mended
 */
export async function storeDecision(
  ctx: MutationCtx,
  answer: Answer,
  decision: Winner,
): Promise<number> {
  const { externalId, user, asked_at } = answer;
  const person = await loadPerson(ctx, externalId);
  const isOneSided = (person.sync?.one_sided ?? null) !== null;
  if (user === null) {
    if (!isOneSided) return await storeAnswer(ctx, answer, "find");
    if (isDeleted(person)) await setOneSided(ctx, person, null);
    else await bury(ctx, person, asked_at, "scan");
    return 1;
  }
  if (decision === "convex") return await storeAnswer(ctx, answer, "find");
  if (!isOneSided) return await takeEmail(ctx, person, user);
  if (isDeleted(person)) await unbury(ctx, person);
  await acceptWord(ctx, await loadPerson(ctx, externalId), wordOf(user), "scan");
  return 1;
}

async function takeEmail(ctx: MutationCtx, person: Person, user: ClerkUser): Promise<number> {
  if (person.profile === null || isDeleted(person)) return 0;
  const { email } = user.profile;
  const isOther = person.profile.email !== email;
  if (isOther) await storePerson(ctx, person, { profile: { email } }, "scan");
  await noteWord(ctx, await loadPerson(ctx, person.externalId), wordOf(user));
  return isOther ? 1 : 0;
}

function wordOf({ profile, created_at, updated_at }: ClerkUser): ClerkWord {
  return { profile, created_at, updated_at, event_at: null, knowsEmail: true };
}
