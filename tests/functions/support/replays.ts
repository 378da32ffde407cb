import { vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { created, send } from "./clerk";
import { eventOf } from "./read";
import { pass, signedIn, START, type Backend } from "./setup";

/** Events to be replayed, and the admin who orders it. */

export const admin = (t: Backend) => signedIn(t, "user_boss", "admin");
export const support = (t: Backend) => signedIn(t, "user_staff", "support");

/** Events of so many people, applied, received a millisecond apart. */
export async function deliverPeople(t: Backend, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    vi.setSystemTime(START + index);
    const id = `user_${index}`;
    await send(t, created({ id, username: `u${index}` }), { id: `msg_${index}` });
  }
  await pass(t);
}

/** As an event is left that could not be applied. */
export async function makeDead(t: Backend, svix_id: string): Promise<void> {
  const { _id } = await eventOf(t, svix_id);
  const error = { kind: "exception", message: "A bug, since mended." };
  await t.run((ctx) => ctx.db.patch("inboxEvents", _id, { status: "dead", error, attempts: 7 }));
}

type Filter = (typeof api.inbox.replayMany)["_args"]["filter"];

export async function replayMany(t: Backend, filter: Filter, dry_run = false) {
  return await admin(t).mutation(api.inbox.replayMany, { filter, dry_run });
}
