import type { AuthConfig } from "convex/server";

/**
 * Tokens are Clerk's, made from its JWT template named `convex` (audience "convex"). The issuer is
 * `https://<instance>.clerk.accounts.dev` or your own domain.
 */
export default {
  providers: [
    {
      // Convex itself refuses to deploy, by name, while this variable is not set.
      domain: process.env.CLERK_JWT_ISSUER_DOMAIN ?? "",
      applicationID: "convex",
    },
  ],
} satisfies AuthConfig;
