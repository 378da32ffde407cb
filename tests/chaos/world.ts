import { AsyncLocalStorage } from "node:async_hooks";
import { memoryStore } from "../../sandbox/kv/memory";
import type { Key, OrderedStore, Stored } from "../../sandbox/kv/types";
import type { ClerkSandbox } from "../../sandbox/clerk";
import { newSecrets, setVariables } from "../../sandbox/world/variables";
import type { World, WorldOptions } from "../../sandbox/world/world";
import { openMemoryWorld } from "../world/support/memoryWorld";
import { openTabWorld, type Tab, type TabWorld } from "../world/support/tabs";
import { loadDice } from "./dice";
import { openHost, type Host } from "./host";
import { vi } from "vitest";

/** The joined world, with all that can go wrong within reach. */
export interface ChaosWorld extends TabWorld {
  readonly host: Host;
  /** What both clouds have stored. */
  readonly stores: WorldOptions["stores"];
  /** Deliveries that Convex has acknowledged, by `svix-id`. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Gives Clerk a new signing secret, and has Convex accept it beside the old one or not yet. */
  rotateSecret(told: "before" | "after"): void;
  /** Convex knows the newest secret, and no other. */
  finishRotation(): void;
}

export interface ChaosOptions {
  readonly start: number;
  /** How far Clerk's clock is ahead of Convex's, in ms; negative when it is behind. */
  readonly skewMs: number;
  /** All chance comes from it, so that a history is the same in every replay. */
  readonly seed: number;
}

const SECRETS = "CLERK_WEBHOOK_SIGNING_SECRET";

/**
 * By how many ms the clock differs of whoever runs now. One for all worlds: each promise ever made
 * pays for each of these that there has been.
 */
const clock = new AsyncLocalStorage<number>();

/** Opens an empty world. One at a time; `stop` gives the clock, the dice and the network back. */
export async function openChaosWorld(options: ChaosOptions): Promise<ChaosWorld> {
  const { start, skewMs } = options;
  let giveBack = loadDice(options.seed);
  const acknowledged = new Map<string, number>();
  const tabs = new Set<Tab>();
  const hangUp = () => {
    for (const tab of tabs) void tab.convexOffline(true);
  };
  const stores = { clerk: clerkStore(), convex: memoryStore() };
  let opened: { host: Host; secret: string } | undefined;

  const world = await openTabWorld(start, async () => {
    // Whoever runs on Clerk's clock reads another time. `Date` itself is replaced by now.
    const standing = Date.now.bind(Date);
    Date.now = () => standing() + (clock.getStore() ?? 0);
    let host: Host | undefined;
    const inner: World = await openMemoryWorld(stores, async (engineOptions) => {
      host = await openHost(engineOptions, hangUp);
      return onClock(0, host.engine, {});
    });
    if (host === undefined) throw new Error("The world has no engine.");
    opened = { host, secret: inner.secrets.webhookSigningSecret };
    newInstance ??= [...stores.clerk.range(EVERYTHING)];
    const toClerk = globalThis.fetch;
    vi.stubGlobal("fetch", (...request: Parameters<typeof fetch>) =>
      clock.run(skewMs, () => toClerk(...request)),
    );
    inner.clerk.webhooks.onDelivery(({ id }, { status }) => {
      if (status === 200) acknowledged.set(id, (acknowledged.get(id) ?? 0) + 1);
    });
    return { ...inner, clerk: clerkOnClock(skewMs, inner.clerk) };
  });
  if (opened === undefined) throw new Error("The world was not opened.");
  const { host } = opened;
  let { secret } = opened;
  // Again: the first world of a process has rolled for its keys, and the others have the same.
  giveBack();
  giveBack = loadDice(options.seed);

  return {
    ...world,
    host,
    stores,
    acknowledged,
    async openTab(...whose) {
      const tab = await world.openTab(...whose);
      tabs.add(tab);
      return tab;
    },
    rotateSecret(told) {
      const next = newSecrets().webhookSigningSecret;
      if (told === "before") setVariables({ [SECRETS]: `${secret},${next}` });
      world.clerk.webhooks.signWith(next);
      secret = next;
    },
    finishRotation: () => setVariables({ [SECRETS]: secret }),
    async stop() {
      giveBack();
      await world.stop();
    },
  };
}

export const EVERYTHING = { start: "", end: "\u00ff" };
/** What Clerk's store holds of an instance without people: its keys, which take long to make. */
let newInstance: (readonly [Key, Stored])[] | undefined;

function clerkStore(): OrderedStore {
  const store = memoryStore();
  store.commit((newInstance ?? []).map(([key, value]) => ({ key, value })));
  return store;
}

/** Clerk, living ahead of or behind everybody else. */
function clerkOnClock(skewMs: number, clerk: ClerkSandbox): ClerkSandbox {
  const { webhooks } = clerk;
  return {
    ...clerk,
    handle: (...call) => clock.run(skewMs, () => clerk.handle(...call)),
    users: onClock(skewMs, clerk.users, {}),
    sessions: onClock(skewMs, clerk.sessions, {}),
    webhooks: onClock(skewMs, webhooks, {
      // Whoever waits for it does so by the other clock.
      nextAt() {
        const next = webhooks.nextAt();
        return next === null ? null : next - skewMs;
      },
    }),
  };
}

/** The same object, whose methods read a clock that is so far ahead. */
function onClock<T extends object>(skewMs: number, target: T, instead: Partial<T>): T {
  return new Proxy(target, {
    get(_, key) {
      const other: unknown = Reflect.get(instead, key);
      if (other !== undefined) return other;
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown =>
        clock.run(skewMs, () => Reflect.apply(value, target, args));
    },
  });
}
