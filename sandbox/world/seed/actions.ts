import { getFunctionName, type FunctionArgs, type FunctionReference } from "convex/server";
import { convexToJson } from "convex/values";
import { api } from "../../../convex/_generated/api";
import type { FunctionResult } from "../../convex/types";
import { USER_UPDATE_FIELDS, type ProfileChanges } from "../../../convex/model/fields";
import { ClerkError } from "../../clerk";
import type { World } from "../world";

/** What people do in a history: the same calls as the browser makes, in the same order. */

/** How Clerk's side of a seeded save goes; `reached` may still be refused by Clerk's own rules. */
export type ClerkSide =
  "reached" | "tab_closed" | "unreachable" | { readonly retryAfterMs: number };

/** What the browser tells Convex about Clerk's side. */
type ClerkReport = FunctionArgs<typeof api.users.settleProfileWrite>["clerk"];

/** Saves a profile as `useProfileSync().save` does: Convex, Clerk, then the report of Clerk's side. */
export async function saveProfile(
  world: World,
  externalId: string,
  changes: ProfileChanges,
  clerkSide: ClerkSide = "reached",
): Promise<void> {
  const operation_id = crypto.randomUUID();
  await asPerson(world, externalId, api.users.updateProfile, { operation_id, changes });
  const report = await clerkReport(world, externalId, changes, clerkSide);
  if (report) {
    const args = { operation_id, clerk: report };
    await asPerson(world, externalId, api.users.settleProfileWrite, args);
  }
}

async function clerkReport(
  world: World,
  externalId: string,
  changes: ProfileChanges,
  side: ClerkSide,
): Promise<ClerkReport | null> {
  if (side === "tab_closed") return null;
  if (side === "unreachable") return { status: "unreachable", message: "Failed to fetch" };
  if (typeof side === "object") {
    const message = "Too many requests. Please try again in a bit.";
    return { status: "unreachable", message, retry_after_ms: side.retryAfterMs };
  }
  const own = USER_UPDATE_FIELDS.filter((field) => changes[field] !== undefined);
  const update = Object.fromEntries(own.map((field) => [field, changes[field]]));
  try {
    const user = await world.clerk.users.update(externalId, update);
    return { status: "done", updated_at: user.updated_at };
  } catch (error) {
    if (!(error instanceof ClerkError)) throw error;
    return refusal(error);
  }
}

function refusal({ items }: ClerkError): ClerkReport {
  const [first] = items;
  const param = first?.meta?.param_name;
  return {
    status: "refused",
    code: first?.code ?? "refused",
    message: first?.long_message ?? first?.message ?? "Clerk refused the change.",
    field: typeof param === "string" ? param : null,
  };
}

/** Looks everybody up in Clerk, as an admin does with a click. */
export async function scanEverybody(world: World, adminId: string): Promise<void> {
  await asPerson(world, adminId, api.reconcile.start, { kind: "full" }, "admin");
}

/** Calls a mutation as the person would, signed in. Throws when it is refused. */
export async function asPerson<Mutation extends FunctionReference<"mutation">>(
  world: World,
  externalId: string,
  mutation: Mutation,
  args: FunctionArgs<Mutation>,
  role?: "admin",
): Promise<void> {
  const path = getFunctionName(mutation);
  const issuer = world.addresses.clerk;
  const tokenIdentifier = `${issuer}|${externalId}`;
  const { result } = await world.engine.mutation({
    path,
    args: convexToJson(args),
    caller: { identity: { issuer, subject: externalId, tokenIdentifier, ...(role && { role }) } },
  });
  throwIfFailed(path, result);
}

function throwIfFailed(path: string, result: FunctionResult): void {
  if (!result.ok) throw new Error(`Seeding: ${path} failed: ${result.errorMessage}`);
}
