import { Webhook } from "svix";
import { externalIdOf } from "./functions";

/** A delivery as Svix sends it. */
export interface Delivery {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Signs updates of users, each newer than the one before and with a name of its own. */
export function webhookSigner(secret: string, instanceId: string) {
  const webhook = new Webhook(secret);
  let last = 0;
  return (user: number): Delivery => {
    // By the clock, so that it is newer than whatever has been seeded meanwhile.
    last = Math.max(last + 1, Date.now());
    const id = `msg_bench_${last}`;
    const body = JSON.stringify(userUpdated(user, last, instanceId));
    const now = new Date();
    return {
      body,
      headers: {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
        "svix-signature": webhook.sign(id, now, body),
      },
    };
  };
}

function userUpdated(user: number, at: number, instanceId: string) {
  const emailId = `idn_${user}`;
  return {
    type: "user.updated",
    object: "event",
    timestamp: at,
    instance_id: instanceId,
    data: {
      object: "user",
      id: externalIdOf(user),
      username: `person_${user}`,
      first_name: `Renamed ${at}`,
      last_name: `No. ${user}`,
      image_url: "",
      has_image: false,
      primary_email_address_id: emailId,
      email_addresses: [
        { object: "email_address", id: emailId, email_address: `person_${user}@example.com` },
      ],
      public_metadata: {},
      private_metadata: {},
      created_at: at - 1_000_000,
      updated_at: at,
    },
  };
}
