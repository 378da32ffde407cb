import { Clerk } from "#clerk-js";
import { PROXY_PATH } from "./api/handler";
import type { ClerkSandbox } from "./index";
import { memoryCookies, type CookieJar } from "./sessions/cookies";

/** The real clerk-js. */
export type BrowserClerk = InstanceType<typeof Clerk>;

/**
 * The real clerk-js without Clerk's own screens, pointed at the sandbox. One per page; pass it to
 * `<ClerkProvider Clerk={…} publishableKey={…} proxyUrl={…}>` together with `CLERK_LOAD_OPTIONS`.
 * @param origin where the page reaches the Frontend API. @default the page's own origin
 */
export function createBrowserClerk(
  publishableKey: string,
  origin: string = window.location.origin,
): BrowserClerk {
  return new Clerk(publishableKey, { proxyUrl: proxyUrlAt(origin) });
}

export function proxyUrlAt(origin: string): string {
  return origin + PROXY_PATH;
}

/**
 * What clerk-js should be told when it loads. Without the experimental flag an automated browser
 * (`navigator.webdriver`) counts as offline, and a save that never arrived looks like a success.
 */
export const CLERK_LOAD_OPTIONS = {
  telemetry: false,
  experimental: { rethrowOfflineNetworkErrors: true },
} as const;

/**
 * Signs in by ticket, and out whoever else was signed in. `clerk` must be loaded.
 * @throws clerk-js's `ClerkAPIResponseError` when the ticket is not good any more
 */
export async function signInWithTicket(clerk: BrowserClerk, ticket: string): Promise<void> {
  const client = clerk.client;
  if (!client) throw new Error("Clerk is not loaded yet: await clerk.load() first.");
  const { createdSessionId } = await client.signIn.create({ strategy: "ticket", ticket });
  await clerk.setActive({ session: createdSessionId });
  const others = clerk.client?.signedInSessions.filter(({ id }) => id !== createdSessionId) ?? [];
  for (const session of others) await session.remove();
}

/**
 * Ends a clerk-js whose page goes on without it. It has no end of its own: every few seconds it
 * would go on asking for tokens, of whichever instance answers in the page by then. Nobody is
 * signed in to it any more, whatever an answer that was under way may bring.
 */
export function retireClerk(clerk: BrowserClerk): void {
  for (const part of ["session", "user", "client"] as const) {
    Object.defineProperty(clerk, part, { get: () => undefined, set: () => undefined });
  }
}

/** Asks the sandbox for somebody's ticket and signs in with it, as the user switcher does. */
export async function switchUser(clerk: BrowserClerk, userId: string): Promise<void> {
  const response = await fetch(`${clerk.proxyUrl}/sandbox/tickets`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user_id: userId }),
  });
  if (!response.ok) throw new Error(`There is no ticket for ${userId}: ${response.status}`);
  const { ticket } = (await response.json()) as { readonly ticket: string };
  await signInWithTicket(clerk, ticket);
}

/**
 * In a page without a server: `fetch` reaches the sandbox at `/__clerk` and at its issuer's
 * address, and everything else as before. The returned function takes it out again.
 */
export function installPageClerk(
  clerk: Pick<ClerkSandbox, "handle" | "issuer">,
  { cookies = memoryCookies() }: { readonly cookies?: CookieJar } = {},
): () => void {
  const before = globalThis.fetch;
  const proxy = `${proxyUrlAt(window.location.origin)}/`;
  const intercepted: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, window.location.href).href;
    if (!url.startsWith(proxy) && !url.startsWith(`${clerk.issuer}/`)) return before(input, init);
    const request = new Request(input instanceof Request ? input : url, init);
    request.signal.throwIfAborted();
    return clerk.handle(request, cookies);
  };
  globalThis.fetch = intercepted;
  return () => {
    // Somebody may have put their own `fetch` around this one since; theirs is not ours to remove.
    if (globalThis.fetch === intercepted) globalThis.fetch = before;
  };
}
