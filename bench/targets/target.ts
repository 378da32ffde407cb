import type { UserIdentity } from "convex/server";
import type { ComponentModules } from "../../sandbox/convex/types";
import type { Cost } from "../cost";
import type { Delivery } from "../deliveries";

/** JSON. */
type Args = Record<string, unknown>;

/** An app on something that runs it. */
export interface Target {
  /** @param as who asks. @default SUPPORT */
  query(path: string, args: Args, as?: UserIdentity): Promise<unknown>;
  /** @param as who asks. @default SUPPORT */
  mutation(path: string, args: Args, as?: UserIdentity): Promise<unknown>;
  /** Delivers a webhook; resolves when it is acknowledged. */
  deliver(delivery: Delivery): Promise<void>;
  /** Runs what is due, until nothing is. */
  settle(): Promise<void>;
  /** The cost of all functions since the last call; null when nobody counts. */
  takeCost(): Cost | null;
  /** How a browser reaches it, with the key of administrators; only where it listens. */
  readonly door?: { readonly url: string; readonly key: string };
  close(): Promise<void>;
}

export interface TargetOptions {
  readonly app: ComponentModules;
  /** Where the app takes Clerk's webhooks. */
  readonly webhookPath: string;
  /**
   * Whether jobs run by themselves. Without, they run in `settle`, so that what one webhook costs
   * can be told from what the next one does.
   * @default false
   */
  readonly timers?: boolean;
}

export interface TargetKind {
  readonly name: string;
  open(options: TargetOptions): Promise<Target>;
}

export const SUPPORT = identityOf("user_support", "support");
export const ADMIN = identityOf("user_admin", "admin");

/** What the token of this person says. */
export function identityOf(subject: string, role?: string): UserIdentity {
  const issuer = "https://clerk.bench.test";
  return { subject, issuer, tokenIdentifier: `${issuer}|${subject}`, ...(role && { role }) };
}
