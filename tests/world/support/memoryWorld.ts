import { fileURLToPath } from "node:url";
import {
  getFunctionName,
  type FunctionArgs,
  type FunctionReference,
  type FunctionReturnType,
} from "convex/server";
import { convexToJson, jsonToConvex } from "convex/values";
import { vi } from "vitest";
import type { api } from "../../../convex/_generated/api";
import { loadAppFromDisk } from "../../../sandbox/convex/load/disk";
import type { FunctionCall, FunctionResult } from "../../../sandbox/convex/types";
import { memoryStore } from "../../../sandbox/kv/memory";
import { newSecrets, type Addresses } from "../../../sandbox/world/variables";
import { openWorld, type World, type WorldOptions } from "../../../sandbox/world/world";

/** Names that no network knows: whatever is not carried inside the process fails. */
const ADDRESSES: Addresses = {
  clerk: "https://clerk.sandbox.test",
  convex: "https://convex.sandbox.test",
  convexSite: "https://convex-site.sandbox.test",
};

const convexDir = fileURLToPath(new URL("../../../convex", import.meta.url));

/**
 * The whole system in this process, empty and with no network. One at a time: the functions of a
 * newer one no longer reach the Clerk of an older one. `vi.unstubAllGlobals()` gives `fetch` back.
 */
export async function openMemoryWorld(
  stores: WorldOptions["stores"] = { clerk: memoryStore(), convex: memoryStore() },
  openEngine?: WorldOptions["openEngine"],
): Promise<World> {
  const world: World = await openWorld({
    app: await loadedApp(),
    stores,
    openEngine,
    addresses: ADDRESSES,
    secrets: newSecrets(),
    send: (request) => world.engine.httpAction(request, { identity: null }),
  });
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(`${ADDRESSES.clerk}/`)) {
      throw new TypeError(`There is no network for ${request.url}.`);
    }
    return await world.clerk.handle(request);
  });
  return world;
}

let loading: ReturnType<typeof loadAppFromDisk> | undefined;
/** The functions of `convex/`, looked for once in a process. */
function loadedApp(): ReturnType<typeof loadAppFromDisk> {
  return (loading ??= loadAppFromDisk(convexDir));
}

/** Asks as support staff do: signed in, with the role in the token. Throws when refused. */
export async function asAdmin<Query extends FunctionReference<"query">>(
  world: World,
  query: Query,
  args: FunctionArgs<Query>,
): Promise<FunctionReturnType<Query>> {
  return valueOf((await world.engine.query(adminCall(world, query, args))).result);
}

/** Acts as an admin does. Throws when refused. */
export async function actAsAdmin<Mutation extends FunctionReference<"mutation">>(
  world: World,
  mutation: Mutation,
  args: FunctionArgs<Mutation>,
): Promise<FunctionReturnType<Mutation>> {
  return valueOf((await world.engine.mutation(adminCall(world, mutation, args))).result);
}

/** The call of a function by somebody with the role `admin`. */
export function adminCall<Fn extends FunctionReference<"query" | "mutation">>(
  { addresses }: World,
  fn: Fn,
  args: FunctionArgs<Fn>,
): FunctionCall {
  const issuer = addresses.clerk;
  const subject = "user_who_asks";
  const tokenIdentifier = `${issuer}|${subject}`;
  const caller = { identity: { issuer, subject, tokenIdentifier, role: "admin" } };
  return { path: getFunctionName(fn), args: convexToJson(args), caller };
}

function valueOf(result: FunctionResult) {
  if (!result.ok) throw new Error(`${result.errorMessage} ${JSON.stringify(result.errorData)}`);
  return jsonToConvex(result.value);
}

type Listing =
  typeof api.dashboard.listUsers | typeof api.dashboard.listEvents | typeof api.dashboard.listDrift;

/** All pages of one of the dashboard's lists. */
export async function listAll<Query extends Listing>(
  world: World,
  query: Query,
): Promise<FunctionReturnType<Query>["page"]> {
  const rows: FunctionReturnType<Query>["page"] = [];
  for (let cursor: string | null = null, isDone = false; !isDone;) {
    const args = { paginationOpts: { numItems: 50, cursor } } as FunctionArgs<Query>;
    const answer: FunctionReturnType<Query> = await asAdmin(world, query, args);
    rows.push(...(answer.page as never[]));
    cursor = answer.continueCursor;
    isDone = answer.isDone;
  }
  return rows;
}

/** How often each value of `key` occurs. */
export function tally<Row, Value extends string>(
  rows: readonly Row[],
  key: (row: Row) => Value,
): Partial<Record<Value, number>> {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of rows.map(key)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
