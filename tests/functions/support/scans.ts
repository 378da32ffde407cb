import { api } from "../../../convex/_generated/api";
import type { Doc, Id } from "../../../convex/_generated/dataModel";
import { deliver, userEvent, type Json } from "./clerk";
import { member, stubClerkUsers, type ClerkUsers } from "./clerkUsers";
import { allRows, findPerson } from "./read";
import { pass, signedIn, startBackend, type Backend } from "./setup";

/** Two sides that start out equal, what makes them differ, and the scans that find it. */

export const MINUTE = 60_000;
export const ANN = member("user_ann", {}, 0);
export const BEN = member("user_ben", {}, 1);
export const CAT = member("user_cat", {}, 2);

/** A backend that knows the people whom Clerk has, some minutes after they signed up. */
export async function startEqual(...people: Json[]): Promise<{ t: Backend; clerk: ClerkUsers }> {
  const t = startBackend();
  const clerk = stubClerkUsers(people);
  await deliver(t, ...people.map((person) => userEvent("user.created", person)));
  await pass(t, 10 * MINUTE);
  return { t, clerk };
}

/** The admin who orders scans. */
export const boss = (t: Backend) => signedIn(t, "user_boss", "admin");

type Order = (typeof api.reconcile.start)["_args"];

export async function startScan(t: Backend, order: Order = {}): Promise<Id<"reconcileRuns">> {
  return (await boss(t).mutation(api.reconcile.start, order)).run_id;
}

export async function runOf(t: Backend, id: Id<"reconcileRuns">): Promise<Doc<"reconcileRuns">> {
  const run = await t.run(async (ctx) => await ctx.db.get("reconcileRuns", id));
  if (run === null) throw new Error("no run");
  return run;
}

/** A scan from its start to its end. */
export async function scan(t: Backend, order: Order = {}): Promise<Doc<"reconcileRuns">> {
  const id = await startScan(t, order);
  await pass(t);
  return await runOf(t, id);
}

/** Changes somebody in Clerk, and the webhook of it is lost. */
export function changeInClerk(clerk: ClerkUsers, person: Json, changes: Json): Json {
  const changed = { ...person, ...changes, updated_at: Date.now() };
  clerk.people.set(person.id as string, changed);
  return changed;
}

/** What an operator's hand in Convex's own dashboard does. */
export async function changeInConvex(
  t: Backend,
  externalId: string,
  changes: Partial<Doc<"users">>,
): Promise<void> {
  const { profile } = await findPerson(t, externalId);
  if (profile === null) throw new Error("nobody");
  await t.run(async (ctx) => await ctx.db.patch("users", profile._id, changes));
}

/** The differences that stand. */
export async function openFindings(t: Backend): Promise<Doc<"driftFindings">[]> {
  return (await allRows(t, "driftFindings")).filter(({ resolved_at }) => resolved_at === null);
}
