/**
 * Who may do what in the dashboard. The role comes from the token (`public_metadata.role` in
 * Clerk, through the JWT template); most people have none.
 */
export const ROLES = ["support", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What a token's `role` claim says; anything unknown is no role. */
export function roleFromClaim(claim: unknown): Role | null {
  return ROLES.find((role) => role === claim) ?? null;
}

/** `support` reads; `admin` also acts, so it may do all that support may. */
export function roleAllows(role: Role | null, needs: Role): boolean {
  return role === "admin" || role === needs;
}
