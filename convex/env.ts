/** Every variable that the backend reads, checked in one place. */

const CLERK_API_URL = "https://api.clerk.com";

export interface Env {
  /** One secret, or two while they are being rotated; empty when none is set. */
  webhookSecrets: string[];
  /** For Clerk's Backend API; null when not set. */
  secretKey: string | null;
  /** Clerk's Backend API, without a slash at the end. */
  apiUrl: string;
  /** Events of any other Clerk instance are ignored; null accepts all. */
  instanceId: string | null;
  /** What becomes of the app's own data about a person whom Clerk has deleted. */
  onUserDeleted: "scrub" | "keep";
  /** Whether scans that start by themselves mend what they find. */
  reconcileRepair: boolean;
  /** Names of the variables that must be set and are not. */
  missing: string[];
}

/** Reads anew at each call: variables can change while the code stays deployed. */
export function readEnv(): Env {
  // Clerk's name comes first; Convex's documentation uses the second.
  const webhookSecrets = (
    read("CLERK_WEBHOOK_SIGNING_SECRET") ??
    read("CLERK_WEBHOOK_SECRET") ??
    ""
  )
    .split(",")
    .map((secret) => secret.trim())
    .filter(Boolean);
  const secretKey = read("CLERK_SECRET_KEY");
  return {
    webhookSecrets,
    secretKey,
    apiUrl: (read("CLERK_API_URL") ?? CLERK_API_URL).replace(/\/+$/, ""),
    instanceId: read("CLERK_INSTANCE_ID"),
    // What is not exactly the other choice is the default: a typing error must not keep data.
    onUserDeleted: read("ON_USER_DELETED") === "keep" ? "keep" : "scrub",
    reconcileRepair: read("RECONCILE_REPAIR") === "on",
    missing: [
      ...(read("CLERK_JWT_ISSUER_DOMAIN") === null ? ["CLERK_JWT_ISSUER_DOMAIN"] : []),
      ...(secretKey === null ? ["CLERK_SECRET_KEY"] : []),
      ...(webhookSecrets.length === 0 ? ["CLERK_WEBHOOK_SIGNING_SECRET"] : []),
    ],
  };
}

/** One sentence that names all that is missing, and how to set it. */
export function describeMissing(missing: readonly string[]): string {
  return `Not set in Convex: ${missing.join(", ")}. Set with "npx convex env set NAME value".`;
}

function read(name: string): string | null {
  const value = process.env[name]?.trim();
  return value === undefined || value === "" ? null : value;
}
