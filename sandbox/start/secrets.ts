import {
  browserVariables,
  convexVariables,
  newSecrets,
  type Addresses,
  type Secrets,
} from "../world/variables";
import type { Variables } from "./envFile";

/** The secrets of an earlier start, so that sessions and signatures stay good; else new ones. */
export function secretsFrom(known: Partial<Variables>): Secrets {
  const fresh = newSecrets();
  return {
    publishableKey: known.VITE_CLERK_PUBLISHABLE_KEY ?? fresh.publishableKey,
    secretKey: known.CLERK_SECRET_KEY ?? fresh.secretKey,
    webhookSigningSecret: known.CLERK_WEBHOOK_SIGNING_SECRET ?? fresh.webhookSigningSecret,
    instanceId: known.CLERK_INSTANCE_ID ?? fresh.instanceId,
    adminKey: known.CONVEX_SELF_HOSTED_ADMIN_KEY ?? fresh.adminKey,
  };
}

/** Everything that `.sandbox/env` tells. */
export function variablesOf(world: { readonly addresses: Addresses; readonly secrets: Secrets }) {
  const { addresses, secrets } = world;
  return {
    ...browserVariables(addresses, secrets),
    CONVEX_SITE_URL: addresses.convexSite,
    ...convexVariables(addresses, secrets),
    CONVEX_SELF_HOSTED_URL: addresses.convex,
    CONVEX_SELF_HOSTED_ADMIN_KEY: secrets.adminKey,
  };
}
