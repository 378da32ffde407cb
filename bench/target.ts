import type { JSONValue } from "convex/values";
import type { ComponentModules } from "../sandbox/convex/types";
import type { Delivery } from "./webhooks";

/** Documents that functions read and wrote. */
export interface Documents {
  readonly read: number;
  readonly written: number;
}

/** The app on something that runs it. */
export interface Target {
  query(path: string, args: Record<string, JSONValue>): Promise<unknown>;
  mutation(path: string, args: Record<string, JSONValue>): Promise<void>;
  /** Delivers a webhook; resolves when it is acknowledged. */
  deliver(delivery: Delivery): Promise<void>;
  /** Runs what is due, until nothing is. */
  settle(): Promise<void>;
  /** What all functions since the last call have read and written; null when nobody counts. */
  documents(): Documents | null;
  close(): Promise<void>;
}

export interface TargetKind {
  readonly name: string;
  open(app: ComponentModules): Promise<Target>;
}

/** Who asks: a member of the support staff. */
export const SUPPORT = {
  subject: "user_support",
  issuer: "https://clerk.bench.test",
  tokenIdentifier: "https://clerk.bench.test|user_support",
  role: "support",
};
