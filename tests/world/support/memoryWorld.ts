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
import { memoryStore } from "../../../sandbox/kv/memory";
import { newSecrets, type Addresses } from "../../../sandbox/world/variables";
import { openWorld, type World } from "../../../sandbox/world/world";

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
export async function openMemoryWorld(): Promise<World> {
  const world: World = await openWorld({
    app: await loadAppFromDisk(convexDir),
    stores: { clerk: memoryStore(), convex: memoryStore() },
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

/** Asks as support staff do: signed in, with the role in the token. Throws when refused. */
export async function asAdmin<Query extends FunctionReference<"query">>(
  { engine, addresses }: World,
  query: Query,
  args: FunctionArgs<Query>,
): Promise<FunctionReturnType<Query>> {
  const issuer = addresses.clerk;
  const subject = "user_who_asks";
  const { result } = await engine.query({
    path: getFunctionName(query),
    args: convexToJson(args),
    caller: {
      identity: { issuer, subject, tokenIdentifier: `${issuer}|${subject}`, role: "admin" },
    },
  });
  if (!result.ok) throw new Error(result.errorMessage);
  return jsonToConvex(result.value);
}

type Listing = typeof api.dashboard.listUsers | typeof api.dashboard.listEvents;

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
