import type { UserIdentity } from "convex/server";
import type { MutationCtx } from "../_generated/server";
import { maskProfile, type ClerkProfile } from "../model/clerkUser";
import { normaliseText } from "../model/fields";
import { isDeleted, loadPerson, storePerson } from "./people";

/**
 * A first row from the person's own token, for when Clerk's webhook has not come; any webhook
 * corrects it. Makes none when there is one already, or the person is deleted.
 */
export async function createFromToken(
  ctx: MutationCtx,
  identity: UserIdentity,
): Promise<{ created: boolean; deleted: boolean }> {
  const person = await loadPerson(ctx, identity.subject);
  if (isDeleted(person)) return { created: false, deleted: true };
  if (person.profile !== null) return { created: false, deleted: false };
  const text = (claim: string | undefined) => normaliseText(claim ?? "");
  const clerk: ClerkProfile = {
    username: text(identity.nickname),
    first_name: text(identity.givenName),
    last_name: text(identity.familyName),
    email: text(identity.email),
    image_url: text(identity.pictureUrl),
    has_image: false,
  };
  const { has_image: _, ...values } = clerk;
  const profile = { ...values, profile_image_url: clerk.image_url };
  // No `clerk_updated_at`: a token does not say how old it is, so every webhook is newer.
  const sync = { clerk: maskProfile(clerk), one_sided: null };
  await storePerson(ctx, person, { profile, sync }, "write");
  return { created: true, deleted: false };
}
