import { ConvexReactClient } from "convex/react";
import type { ClerkSandbox } from "../clerk";
import {
  CLERK_LOAD_OPTIONS,
  createBrowserClerk,
  installPageClerk,
  retireClerk,
  signInWithTicket,
  type BrowserClerk,
} from "../clerk/browser";
import { createPageHost, type PageHost } from "../convex/hosts/page";
import { createPageRequest } from "../convex/hosts/pageRequest";
import type { ComponentModules } from "../convex/types";
import { memoryStore } from "../kv/memory";
import { newSecrets, type Addresses } from "./variables";
import { openWorld, type World } from "./world";

/** Names that no network knows; `fetch` and the WebSocket are served inside the page. */
const ADDRESSES: Addresses = {
  clerk: "https://clerk.sandbox.test",
  convex: "https://convex.sandbox.test",
  convexSite: "https://convex-site.sandbox.test",
};

export interface PageWorld extends World {
  /** The real clerk-js, loaded. */
  readonly browserClerk: BrowserClerk;
  /** The real client, connected. */
  readonly convex: ConvexReactClient;
  /** The line between the page and Convex: cut it, slow it down. */
  readonly host: PageHost;
  /** Signs the page in as somebody; null is nobody. */
  signInAs(userId: string | null): Promise<void>;
  /** Delays what goes between the page and either side by so many ms, each way. @default 0 */
  latency(ms: number): void;
  /** Delivers and runs everything that is due now. */
  settle(): Promise<void>;
  /** From now on webhooks, scheduled functions and crons run by themselves. */
  startTimers(): void;
  /** Ends everything and gives the page its `fetch` back. Nothing is kept. */
  stop(): Promise<void>;
}

/**
 * The whole system inside one page, with no server. One at a time: Clerk's library and the
 * functions' runtime are both made for one per page.
 * @param app the functions of `convex/`, from `virtual:convex-app`
 */
export async function openPageWorld(app: ComponentModules): Promise<PageWorld> {
  let host: PageHost | null = null;
  const files = blobFiles();
  const world = await openWorld({
    app,
    stores: { clerk: memoryStore(), convex: memoryStore() },
    addresses: ADDRESSES,
    secrets: newSecrets(),
    filesUrl: "blob",
    fileUrl: (storageId, file) => files.urlOf(storageId, file),
    send: (request) => connected(host).fetch(request),
  });
  const { clerk, engine } = world;
  const far = farAway(clerk);
  const uninstallClerk = installPageClerk(far);
  host = createPageHost(engine, {
    cloudUrl: ADDRESSES.convex,
    siteUrl: ADDRESSES.convexSite,
    fetch: (...request) => globalThis.fetch(...request),
  });
  const uninstallConvex = installPageConvex(host);
  const browserClerk = createBrowserClerk(clerk.publishableKey);
  await browserClerk.load(CLERK_LOAD_OPTIONS);
  const convex = new ConvexReactClient(ADDRESSES.convex, {
    webSocketConstructor: host.WebSocket,
    logger: false,
  });
  const connectedHost = host;

  return {
    ...world,
    browserClerk,
    convex,
    host,
    signInAs: (userId) =>
      userId === null
        ? browserClerk.signOut()
        : signInWithTicket(browserClerk, clerk.sessions.signInAs(userId)),
    latency(ms) {
      connectedHost.latency(ms);
      far.latency(ms);
    },
    async settle() {
      await clerk.webhooks.deliverDue();
      await engine.runDueJobs();
    },
    startTimers() {
      engine.startTimers();
      clerk.webhooks.startTimers();
    },
    async stop() {
      await convex.close();
      connectedHost.close();
      await clerk.webhooks.stopTimers();
      await engine.close();
      retireClerk(browserClerk);
      uninstallConvex();
      uninstallClerk();
      files.revoke();
    },
  };
}

function connected(host: PageHost | null): PageHost {
  if (host === null) throw new Error("The page's Convex is still starting.");
  return host;
}

/** Clerk as the page sees it over a long line; its Backend API, which servers call, stays near. */
function farAway({ handle, issuer }: Pick<ClerkSandbox, "handle" | "issuer">) {
  let latency = 0;
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, latency));
  const slowly: typeof handle = async (request, ...rest) => {
    if (latency === 0 || request.url.startsWith(issuer)) return handle(request, ...rest);
    await pause();
    const response = await handle(request, ...rest);
    await pause();
    return response;
  };
  return { handle: slowly, issuer, latency: (ms: number) => void (latency = ms) };
}

/** Convex's files under `blob:` addresses, each made when it is first asked for. */
function blobFiles() {
  const urls = new Map<string, string>();
  return {
    urlOf(
      storageId: string,
      { bytes, contentType }: { bytes: Uint8Array; contentType: string | null },
    ): string {
      const known = urls.get(storageId);
      if (known !== undefined) return known;
      const blob = new Blob([new Uint8Array(bytes)], { type: contentType ?? "" });
      const url = URL.createObjectURL(blob);
      urls.set(storageId, url);
      return url;
    },
    revoke() {
      for (const url of urls.values()) URL.revokeObjectURL(url);
    },
  };
}

/**
 * `fetch` and `XMLHttpRequest` reach the page's Convex at its addresses; the returned function
 * takes it out again.
 */
function installPageConvex(host: PageHost): () => void {
  const { fetch: before, XMLHttpRequest: requestBefore } = globalThis;
  globalThis.XMLHttpRequest = createPageRequest(host, requestBefore);
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, window.location.href);
    return host.serves(url) ? host.fetch(input, init) : before(input, init);
  };
  return () => {
    globalThis.fetch = before;
    globalThis.XMLHttpRequest = requestBefore;
  };
}
