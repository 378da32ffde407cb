import type { ComponentModules } from "../../sandbox/convex/types";
import { loadKit, WEBHOOK_PATH } from "../kit";

/** Something that takes Clerk's webhooks. */
export interface Handler {
  readonly name: string;
  readonly app: () => Promise<ComponentModules>;
  readonly webhookPath: string;
  /** The query that tells with which name somebody's history has ended. */
  readonly endOf: string;
  /** The query that tells how often an event was delivered; null when there is no log. */
  readonly log: string | null;
}

export const kit: Handler = {
  name: "this project",
  app: loadKit,
  webhookPath: WEBHOOK_PATH,
  endOf: "bench:endOf",
  log: "bench:deliveriesOf",
};

/**
 * What Convex's documentation shows for Clerk's webhooks, written anew: verify, insert or update,
 * acknowledge. No log, no order, nothing that comes later.
 */
export const plainHandler: Handler = {
  name: "plain handler",
  app: async () => ({
    modules: {
      schema: () => import("./plain/schema"),
      users: () => import("./plain/users"),
      http: () => import("./plain/http"),
    },
    children: {},
  }),
  webhookPath: "/clerk-users-webhook",
  endOf: "users:endOf",
  log: null,
};
