import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ConvexReactClient, type Watch } from "convex/react";
import WebSocket from "ws";
import { api } from "../../convex/_generated/api";
import type { Addresses, Secrets } from "../../sandbox/world/variables";

/** Who looks on and who saves during the load: real clients, each with a socket of its own. */

/** What the library's types leave out. */
interface Hidden {
  /** Convex's own dashboard calls this. */
  setAdminAuth(key: string, identity: object): void;
  /** What its hooks for long lists do, which split a page that has grown. */
  watchPaginatedQuery(
    query: unknown,
    args: object,
    options: object,
  ): Pick<Watch<never>, "onUpdate">;
}

/** As many rows as the dashboard asks for at first. */
const PAGE = 50;

export interface Door {
  readonly addresses: Addresses;
  readonly secrets: Secrets;
}

export function connect({ addresses, secrets }: Door, subject: string, role?: string) {
  const client = new ConvexReactClient(addresses.convex, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  const issuer = addresses.clerk;
  (client as unknown as Hidden).setAdminAuth(secrets.adminKey, {
    subject,
    issuer,
    tokenIdentifier: `${issuer}|${subject}`,
    ...(role && { role }),
  });
  return client;
}

/** Dashboards that are open, and how much they have heard. */
export interface Crowd {
  /** How often all of them together were told something new. */
  updates(): number;
  /** How many have lost a connection that they had. */
  dropped(): number;
  close(): Promise<void>;
}

/** Opens so many dashboards, a third each on Overview, Users and Events. */
export async function openDashboards(door: Door, count: number): Promise<Crowd> {
  let updates = 0;
  const clients = Array.from({ length: count }, (_, n) => {
    const client = connect(door, `user_staff_${n}`, "support");
    // As the pages ask; their clock moves on by the minute.
    const now = Date.now() - (Date.now() % 60_000);
    const watchList = (query: unknown) =>
      (client as unknown as Hidden).watchPaginatedQuery(
        query,
        {},
        { initialNumItems: PAGE, id: n },
      );
    const views = [
      () => client.watchQuery(api.dashboard.overview, { now }),
      () => watchList(api.dashboard.listUsers),
      () => watchList(api.dashboard.listEvents),
    ];
    const view = views[n % views.length]?.();
    const first = new Promise<void>((resolve) => {
      view?.onUpdate(() => {
        updates += 1;
        resolve();
      });
    });
    return { client, first };
  });
  await Promise.all(clients.map(({ first }) => first));
  updates = 0;
  return {
    updates: () => updates,
    dropped: () =>
      clients.filter(({ client }) => client.connectionState().connectionCount > 1).length,
    close: async () => {
      await Promise.all(clients.map(({ client }) => client.close()));
    },
  };
}

/** People who save their names until they are told to stop; both sides, as the kit does. */
export interface Savers {
  /** Answers once the saves under way have ended. */
  stop(): Promise<{ readonly saved: number; readonly refused: number }>;
  /** How many are not, on either side, what they saved last. */
  countWrong(endsOf: (ids: readonly string[]) => Promise<(string | null)[]>): Promise<number>;
}

/** Nobody may save more than 20 times a minute. */
const SAVE_EVERY_MS = 4_000;

export async function startSavers(door: Door, count: number): Promise<Savers> {
  const { addresses } = door;
  const clerk = async (method: string, path: string, body: object) => {
    const response = await fetch(`${addresses.clerk}/sandbox/people${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return (await response.json()) as { id: string; updated_at: number };
  };
  let saved = 0;
  let refused = 0;
  const stopping = new AbortController();
  setMaxListeners(count, stopping.signal);
  const lastNames = new Map<string, string>();

  const live = async (n: number) => {
    const { id } = await clerk("POST", "", {
      username: `saver_${n}`,
      first_name: "Saver",
      last_name: `No ${n}`,
      email_address: [`saver_${n}@example.com`],
    });
    const client = connect(door, id);
    await client.mutation(api.users.ensureUser, {});
    for (let turn = 0; !stopping.signal.aborted; turn++) {
      const operation_id = crypto.randomUUID();
      const first_name = `Saver ${n} ${turn}`;
      try {
        const [{ updated_at }] = await Promise.all([
          clerk("PATCH", `/${id}`, { first_name }),
          client.mutation(api.users.updateProfile, { operation_id, changes: { first_name } }),
        ]);
        const report = { status: "done", updated_at } as const;
        await client.mutation(api.users.settleProfileWrite, { operation_id, clerk: report });
        lastNames.set(id, first_name);
        saved += 1;
      } catch {
        refused += 1;
      }
      await delay(SAVE_EVERY_MS, null, { signal: stopping.signal }).catch(() => null);
    }
    await client.close();
  };
  const lives = Promise.all(Array.from({ length: count }, (_, n) => live(n)));
  return {
    async stop() {
      stopping.abort();
      await lives;
      return { saved, refused };
    },
    async countWrong(endsOf) {
      const ids = [...lastNames.keys()];
      const ends = await endsOf(ids);
      return ids.filter((id, n) => ends[n] !== lastNames.get(id)).length;
    },
  };
}
