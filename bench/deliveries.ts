import { Webhook } from "svix";
import { eventPayload, type UserEvent } from "../sandbox/clerk/webhooks/event";
import type { Secrets } from "../sandbox/world/variables";

/** A delivery as Svix sends it. */
export interface Delivery {
  readonly svixId: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Makes the signed delivery of an event, each with a `svix-id` of its own. */
export type Sign = (event: UserEvent) => Delivery;

/** Signs what the stand-in for Clerk says, in Clerk's own envelope. */
export function deliverySigner({ webhookSigningSecret, instanceId }: Secrets): Sign {
  const webhook = new Webhook(webhookSigningSecret);
  let signed = 0;
  return (event) => {
    signed += 1;
    const svixId = `msg_bench_${signed}`;
    const body = eventPayload(event, instanceId);
    const now = new Date();
    const headers = {
      "content-type": "application/json",
      "svix-id": svixId,
      "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
      "svix-signature": webhook.sign(svixId, now, body),
    };
    return { svixId, body, headers };
  };
}
