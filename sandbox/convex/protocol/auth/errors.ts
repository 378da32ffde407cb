/** Why a token, key or header was refused, in Convex's own codes and words. */
export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";

  constructor(
    readonly code:
      | "InvalidAuthHeader"
      | "NoAuthProvider"
      | "AuthProviderDiscoveryFailed"
      | "Unauthenticated"
      | "TokenExpired"
      | "BadDeployKey",
    message: string,
  ) {
    super(message);
  }
}
