/**
 * The variables of a sandbox: the same names as with real Clerk and Convex, so that moving to the
 * real thing is a change of values only.
 */

/** Base addresses of the two stand-ins, without a trailing slash. */
export interface Addresses {
  readonly clerk: string;
  /** Convex's client API: queries, mutations, the WebSocket. */
  readonly convex: string;
  /** Convex's HTTP actions: the webhook. */
  readonly convexSite: string;
}

export interface Secrets {
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly webhookSigningSecret: string;
  readonly instanceId: string;
  /** Lets `npx convex` and `ConvexHttpClient` call internal functions, as on self-hosted Convex. */
  readonly adminKey: string;
}

/** New random secrets, in the forms that Clerk and Convex use. */
export function newSecrets(): Secrets {
  return {
    // Clerk's publishable key is not secret: the base64 of a host name that ends in "$".
    publishableKey: `pk_test_${btoa("clerk.sandbox.test$")}`,
    secretKey: `sk_test_${randomHex(20)}`,
    webhookSigningSecret: `whsec_${btoa(randomHex(16))}`,
    instanceId: `ins_sandbox${randomHex(8)}`,
    adminKey: `sandbox|${randomHex(20)}`,
  };
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the functions of `convex/` read. */
export function convexVariables(addresses: Addresses, secrets: Secrets) {
  return {
    CLERK_JWT_ISSUER_DOMAIN: addresses.clerk,
    CLERK_SECRET_KEY: secrets.secretKey,
    CLERK_WEBHOOK_SIGNING_SECRET: secrets.webhookSigningSecret,
    CLERK_INSTANCE_ID: secrets.instanceId,
    CLERK_API_URL: addresses.clerk,
  };
}

/** What the browser reads. */
export function browserVariables(addresses: Addresses, secrets: Secrets) {
  return {
    VITE_CLERK_PUBLISHABLE_KEY: secrets.publishableKey,
    VITE_CONVEX_URL: addresses.convex,
  };
}

/** Makes variables visible to functions, which read `process.env` in a page as well. */
export function setVariables(variables: Readonly<Record<string, string>>): void {
  const scope = globalThis as { process?: { env?: Record<string, string | undefined> } };
  scope.process ??= {};
  scope.process.env ??= {};
  Object.assign(scope.process.env, variables);
}
