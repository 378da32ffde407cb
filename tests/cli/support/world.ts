import { join } from "node:path";
import { convexToJson, jsonToConvex, type Value } from "convex/values";
import { vi } from "vitest";
import { loadAppFromDisk } from "../../../sandbox/convex/load/disk";
import { memoryStore } from "../../../sandbox/kv/memory";
import type { Stored } from "../../../sandbox/kv/types";
import { newSecrets, type Addresses } from "../../../sandbox/world/variables";
import { openWorld, type World } from "../../../sandbox/world/world";

/** Names that no network knows. */
const ADDRESSES: Addresses = {
  clerk: "https://clerk.sandbox.test",
  convex: "https://convex.sandbox.test",
  convexSite: "https://convex-site.sandbox.test",
};

/** Making a key takes longer than most tests, so the first one serves all clouds of a run. */
const SIGNING_KEY = "clerk/signing-key/RS256";
let signingKey: Stored | undefined;

/** Where an app's deployment and its Clerk are, over all versions of the app. */
export interface Cloud {
  /** Deploys an app, and has Clerk send its events to these paths from now on. */
  deploy(app: string, ...webhookPaths: string[]): Promise<World>;
  close(): Promise<void>;
}

/** Two clouds in memory that outlive the versions of an app. `vi.unstubAllGlobals()` ends them. */
export function openCloud(): Cloud {
  const stores = { clerk: memoryStore(), convex: memoryStore() };
  if (signingKey) stores.clerk.commit([{ key: SIGNING_KEY, value: signingKey }]);
  const secrets = newSecrets();
  let world: World | null = null;
  vi.stubEnv("CLERK_WEBHOOK_SECRET", secrets.webhookSigningSecret);
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (world !== null && origin === ADDRESSES.clerk) return await world.clerk.handle(request);
    if (world !== null && origin === ADDRESSES.convexSite) {
      return await world.engine.httpAction(request, { identity: null });
    }
    throw new TypeError(`There is no network for ${request.url}.`);
  });
  return {
    async deploy(app, ...webhookPaths) {
      await world?.engine.close();
      const opened = await openWorld({
        app: await loadAppFromDisk(join(app, "convex")),
        stores,
        secrets,
        addresses: ADDRESSES,
        // As many endpoints in Clerk's dashboard, each of which gets every event.
        send: async (request) => {
          const answers = await Promise.all(
            webhookPaths.map(async (path) => {
              const url = new URL(path, ADDRESSES.convexSite);
              return await opened.engine.httpAction(new Request(url, request.clone()), {
                identity: null,
              });
            }),
          );
          return answers.find(({ ok }) => !ok) ?? answers[0] ?? new Response(null, { status: 404 });
        },
      });
      signingKey ??= stores.clerk.get(SIGNING_KEY);
      world = opened;
      return opened;
    },
    close: async () => world?.engine.close(),
  };
}

export interface Who {
  readonly subject: string;
  readonly role?: "admin";
}

/** Calls a function by its name, as somebody who is signed in. Throws when it does. */
export async function call(
  { engine, addresses }: World,
  kind: "query" | "mutation",
  path: string,
  who: Who,
  args: Record<string, Value> = {},
): Promise<unknown> {
  const issuer = addresses.clerk;
  const { result } = await engine[kind]({
    path,
    args: convexToJson(args),
    caller: { identity: { issuer, tokenIdentifier: `${issuer}|${who.subject}`, ...who } },
  });
  if (!result.ok) throw new Error(result.errorMessage);
  return jsonToConvex(result.value);
}
