// The package's main entry brings the whole API client along; this file is its signer alone.
import { Webhook } from "svix/dist/webhook.js";

/** A delivery as it goes over the wire. */
export interface Delivery {
  readonly id: string;
  readonly body: string;
  /** Signed into the message; whole seconds count. */
  readonly timestamp: Date;
  /** `whsec_` and base64 */
  readonly secret: string;
}

/** The request that Svix would send: the body with its id, time and signature in headers. */
export function signedRequest(url: string, delivery: Delivery): Request {
  const signature = new Webhook(delivery.secret).sign(
    delivery.id,
    delivery.timestamp,
    delivery.body,
  );
  return new Request(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Svix-Webhooks/sandbox",
      "svix-id": delivery.id,
      "svix-timestamp": String(Math.floor(delivery.timestamp.getTime() / 1000)),
      "svix-signature": signature,
    },
    body: delivery.body,
  });
}
