import type { Auth, UserIdentity } from "convex/server";
import { refuse } from "./lib/errors";
import { roleAllows, roleFromClaim, type Role } from "./model/roles";

/** Every check of who is calling. Identity comes from the token alone, never from an argument. */

/** The signed-in person; refuses with `not_signed_in`. */
export async function requireSignedIn(ctx: { auth: Auth }): Promise<UserIdentity> {
  const identity = await ctx.auth.getUserIdentity();
  return identity ?? refuse({ code: "not_signed_in", message: "Please sign in." });
}

/** Support staff, or more; refuses with `not_signed_in` or `not_permitted`. */
export async function requireRole(ctx: { auth: Auth }, needs: Role): Promise<UserIdentity> {
  const identity = await requireSignedIn(ctx);
  if (!roleAllows(roleFromClaim(identity.role), needs)) {
    refuse({ code: "not_permitted", needs, message: `This needs the role "${needs}".` });
  }
  return identity;
}
