import { createRequire } from "node:module";
import { ConvexReactClient } from "convex/react";
import { vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { ProfileChanges } from "../../../convex/model/fields";
import { PROXY_PATH } from "../../../sandbox/clerk/api/handler";
import { proxyUrlAt, signInWithTicket, type BrowserClerk } from "../../../sandbox/clerk/browser";
import { publishableKeyFor } from "../../../sandbox/clerk/index";
import { memoryCookies } from "../../../sandbox/clerk/sessions/cookies";
import { createPageHost } from "../../../sandbox/convex/hosts/page";
import type { World } from "../../../sandbox/world/world";
import type { Wanted } from "../../../src/sync/changes";
import { clientPorts } from "../../../src/sync/clientPorts";
import { ensureRow } from "../../../src/sync/firstLoad";
import type { OwnProfile } from "../../../src/sync/optimistic";
import type { Preview } from "../../../src/sync/preview";
import type { SaveResult, SaveState } from "../../../src/sync/save.machine";
import { createSaves } from "../../../src/sync/saves";
import { openMemoryWorld } from "./memoryWorld";

/**
 * What becomes of a tab's requests to a cloud. `lost`: they fail and were never there. `silent`:
 * they never arrive and nobody says so. `unanswered`: they arrive and are done, but the tab never
 * hears of it. A promise: they wait for it and then go through.
 */
export type Line = "up" | "lost" | "silent" | "unanswered" | Promise<unknown>;

/** A browser tab of somebody signed in: the real clerk-js, the real Convex client, the kit. */
export interface Tab {
  /** What the page shows. */
  readonly profile: OwnProfile | null;
  /** All that it has shown, in order. */
  readonly history: readonly (OwnProfile | null)[];
  readonly saving: SaveState;
  /** The picture on its way. */
  readonly preview: Preview | null;
  /** `useProfileSync().save`. */
  save(changes: ProfileChanges, options?: Omit<Wanted, "changes">): Promise<SaveResult>;
  /** The line to Clerk. */
  clerk: Line;
  /** The line on which pictures go to Convex's storage. */
  uploads: Line;
  /** The files that have arrived there. */
  readonly uploaded: readonly string[];
  /** What the page does about a person whom Convex does not know. */
  firstLoad(): ReturnType<typeof ensureRow>;
  /** Cuts the line to Convex, or mends it. What is under way is lost. */
  convexOffline(cut: boolean): Promise<void>;
  /** Each mutation is done, the line breaks under its answer once, and the client asks again. */
  losesAnswers(does: boolean): void;
  /** Resolves once Convex owes this tab no answer. */
  idle(): Promise<void>;
  /** Resolves once the page shows what `check` does not throw at. */
  shows(check: (profile: OwnProfile | null) => void): Promise<void>;
  /** Everything ends where it is: nothing more leaves the tab, and nothing reaches it. */
  close(): Promise<void>;
}

/** A request that reached Clerk, such as `PATCH /v1/users/user_1`. */
export interface ClerkRequest {
  at: number;
  /** A browser's (Frontend API) or our server's (Backend API). */
  by: "browser" | "server";
  call: string;
}

export interface TabWorld extends World {
  readonly requests: ClerkRequest[];
  /**
   * Signs somebody in. Tabs of one device share its cookies; by default each has its own. Clerk's
   * library is loaded as by an app that knows nothing of `CLERK_LOAD_OPTIONS`.
   */
  openTab(userId: string, device?: string): Promise<Tab>;
  /** Lets webhooks, jobs and crons happen as time goes by, ms after ms. */
  pass(ms?: number): Promise<void>;
  /** After a test: closes its tabs, and ends its faults. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

/** Waits until `check` does not throw. Not `vi.waitFor`, which would move the faked time. */
export async function until<T>(check: () => T | Promise<T>): Promise<T> {
  for (let left = 3_000; ; left--) {
    try {
      return await check();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** The joined world with time standing still at `start`, and browsers in front of it. */
export async function openTabWorld(
  start: number,
  open: () => Promise<World> = openMemoryWorld,
): Promise<TabWorld> {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  const world = await open();
  const { clerk, engine, addresses } = world;
  const requests: ClerkRequest[] = [];
  const tabs = new Map<string, (request: Request) => Promise<Response>>();
  const openTabs = new Set<Tab>();
  const jars = new Map<string, ReturnType<typeof memoryCookies>>();

  const toServers = globalThis.fetch;
  const network: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host, pathname: asked, searchParams } = new URL(request.url);
    const tab = tabs.get(host);
    // Whether clerk-js goes through its proxy's path where there is no window depends on its version.
    const pathname = asked.replace(PROXY_PATH, "");
    const method = searchParams.get("_method") ?? request.method;
    const note = { at: Date.now(), call: `${method} ${pathname}` };
    if (tab !== undefined) {
      requests.push({ ...note, by: "browser" });
      return await tab(request);
    }
    if (pathname.startsWith("/v1/")) requests.push({ ...note, by: "server" });
    return await toServers(request);
  };
  vi.stubGlobal("fetch", network);
  // Every clerk-js would say once more that its key is one for development.
  const warn = console.warn;
  const quiet = vi.spyOn(console, "warn").mockImplementation((...words) => {
    if (!String(words[0]).includes("development keys")) warn(...words);
  });

  async function openTab(userId: string, device = `device-${tabs.size}`): Promise<Tab> {
    const host = `tab-${tabs.size}.clerk.test`;
    const jar = jars.get(device) ?? memoryCookies();
    jars.set(device, jar);
    tabs.set(host, (request) => carry(tab.clerk, () => clerk.handle(request, jar)));

    const page = createPageHost(engine, {
      cloudUrl: addresses.convex,
      siteUrl: addresses.convexSite,
      fetch: (...request) => globalThis.fetch(...request),
    });
    const convex = new ConvexReactClient(addresses.convex, {
      webSocketConstructor: page.WebSocket,
      logger: false,
    });
    const saves = createSaves();
    const uploaded: string[] = [];
    const history: (OwnProfile | null)[] = [];
    let shown: OwnProfile | null | undefined;
    let isCut = false;
    let isClosed = false;
    let stopWatching = () => {};
    const tab: Tab = {
      clerk: "up",
      uploads: "up",
      uploaded,
      history,
      firstLoad: () =>
        ensureRow({
          ensureUser: () => convex.mutation(api.users.ensureUser, {}),
          wait: () => Promise.resolve(),
        }),
      get profile() {
        return shown ?? null;
      },
      get preview() {
        return saves.getSnapshot().preview;
      },
      get saving() {
        return saves.getSnapshot().saving;
      },
      save(changes, options) {
        if (!shown) throw new Error("The page has no profile yet.");
        return saves.save({ current: shown, wanted: { changes, ...options } }, ports);
      },
      async convexOffline(cut) {
        isCut = cut;
        page.offline(cut);
        await until(() => {
          if (isClosed) return;
          if (!cut) connectAgain(convex);
          if (convex.connectionState().isWebSocketConnected === cut) throw new Error("not yet");
        });
      },
      losesAnswers(does) {
        stopWatching();
        page.fault(does ? { effect: "answer_lost" } : null);
        if (!does) return;
        stopWatching = convex.subscribeToConnectionState(({ isWebSocketConnected }) => {
          if (!isWebSocketConnected && !isCut) connectAgain(convex);
        });
      },
      idle: () =>
        until(() => {
          if (convex.connectionState().hasInflightRequests) throw new Error("not yet");
        }),
      shows: (check) => until(() => check(tab.profile)),
      async close() {
        tab.clerk = tab.uploads = "silent";
        isClosed = true;
        stopWatching();
        openTabs.delete(tab);
        page.close();
        await convex.close();
      },
    };
    openTabs.add(tab);

    const browserClerk = clerkOfItsOwn(host);
    await browserClerk.load({ telemetry: false, standardBrowser: false });
    if (browserClerk.user?.id !== userId) {
      await signInWithTicket(browserClerk, clerk.sessions.signInAs(userId));
    }
    const ports = {
      ...clientPorts(convex, browserClerk),
      uploadFile: ({ url, file }: { url: string; file: File }) =>
        carry(tab.uploads, async () => {
          const headers = { "Content-Type": file.type };
          const answer = await page.fetch(url, { method: "POST", headers, body: file });
          const stored = (await answer.json()) as { storageId: Id<"_storage"> };
          uploaded.push(stored.storageId);
          return stored;
        }),
    };
    convex.setAuth(async ({ forceRefreshToken: skipCache }) => {
      // As `ConvexProviderWithClerk` has it: no answer is no token.
      const token = browserClerk.session?.getToken({ template: "convex", skipCache });
      return (await token?.catch(() => null)) ?? null;
    });
    const watch = convex.watchQuery(api.users.current, {});
    watch.onUpdate(() => {
      shown = watch.localQueryResult();
      if (shown !== undefined) history.push(shown);
      saves.convexShows(shown?.image_url ?? null);
    });
    await until(() => {
      if (shown === undefined) throw new Error("no answer yet");
    });
    return tab;
  }

  async function settle(): Promise<void> {
    const isDue = (time: number | null) => time !== null && time <= Date.now();
    do {
      await clerk.webhooks.deliverDue();
      await engine.runDueJobs();
    } while (isDue(clerk.webhooks.nextAt()) || isDue(engine.nextJobAt()));
  }

  async function tidy(): Promise<void> {
    for (const tab of openTabs) await tab.close();
    clerk.faults.clear();
  }

  return {
    ...world,
    requests,
    openTab,
    async pass(ms = 0) {
      const end = Date.now() + ms;
      for (;;) {
        await settle();
        const next = Math.min(clerk.webhooks.nextAt() ?? end, engine.nextJobAt() ?? end);
        if (next >= end) break;
        vi.setSystemTime(Math.max(next, Date.now()));
      }
      vi.setSystemTime(end);
      await settle();
    },
    tidy,
    async stop() {
      await tidy();
      await engine.close();
      quiet.mockRestore();
      vi.unstubAllGlobals();
      vi.useRealTimers();
    },
  };
}

/**
 * The real clerk-js for one more tab. It is made for one per page (its resources find their client
 * in a static), so each tab has its module anew.
 */
function clerkOfItsOwn(host: string): BrowserClerk {
  const load = createRequire(import.meta.url);
  for (const path of Object.keys(load.cache)) {
    if (path.includes("/@clerk/clerk-js/")) delete load.cache[path];
  }
  const { Clerk } = load("#clerk-js") as typeof import("#clerk-js");
  return new Clerk(publishableKeyFor(host), { proxyUrl: proxyUrlAt(`https://${host}`) });
}

/** What a browser has Convex's client do when it is online again: not wait out its pause. */
function connectAgain(convex: ConvexReactClient): void {
  const { sync } = convex as unknown as {
    sync: { webSocketManager: { tryReconnectImmediately(): void } };
  };
  sync.webSocketManager.tryReconnectImmediately();
}

async function carry<T>(line: Line, send: () => Promise<T>): Promise<T> {
  if (line === "lost") throw new TypeError("Failed to fetch");
  if (line !== "silent") {
    if (typeof line === "object") await line;
    const answer = await send();
    if (line !== "unanswered") return answer;
  }
  return await new Promise<never>(() => {});
}
