import type { WebhookFault } from "../faults/rules";
import type { Delivery } from "./signing";

const HOUR = 3_600_000;
/** A well formed secret that no receiver has. */
const UNKNOWN_SECRET = `whsec_${btoa("a secret that no receiver has")}`;

/** What a fault makes of a delivery before it is signed. */
export function sabotaged(delivery: Delivery, effect: WebhookFault["effect"]): Delivery {
  switch (effect) {
    case "wrong_secret":
      return { ...delivery, secret: UNKNOWN_SECRET };
    case "old_timestamp":
      return { ...delivery, timestamp: new Date(delivery.timestamp.getTime() - HOUR) };
    case "malformed":
      return { ...delivery, body: withData(delivery.body, { first_name: { not: "a name" } }) };
    case "not_json":
      return { ...delivery, body: "this is not JSON" };
    case "wrong_instance":
      return { ...delivery, body: withFields(delivery.body, { instance_id: "ins_elsewhere" }) };
    case "tamper": // after signing
    case "drop":
    case "duplicate":
    case "reorder":
    case "delay":
    case "network_error":
      return delivery;
  }
}

/** The same request with one byte of its body changed, so that its signature no longer fits. */
export async function tampered(request: Request): Promise<Request> {
  const body = await request.text();
  const changed = body.replace(/[a-z]/, (letter) => (letter === "x" ? "y" : "x"));
  return new Request(request.url, { method: "POST", headers: request.headers, body: changed });
}

function withData(body: string, fields: object): string {
  const event = JSON.parse(body) as { data: object };
  return JSON.stringify({ ...event, data: { ...event.data, ...fields } });
}

function withFields(body: string, fields: object): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), ...fields });
}
