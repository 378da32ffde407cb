import type { Plugin } from "vite";

/** Used while building and by the sandbox's server; the app itself does not import it. */

/** Who the page may talk to, beside its own host. */
export interface ContentSecurityOptions {
  /** `VITE_CLERK_PUBLISHABLE_KEY`; it names the host of Clerk's Frontend API. */
  publishableKey?: string;
  /** `VITE_CONVEX_URL`. */
  convexUrl?: string;
  /** Origins of further pictures: a host that Clerk's users have theirs from. */
  pictures?: readonly string[];
  /** For a page whose server puts scripts into it, as Vite's does for live reload. */
  nonce?: string;
}

/** Clerk's own: pictures; a check that the visitor is no robot; protection against abuse. */
const CLERK_PICTURES = "https://img.clerk.com";
const CHALLENGES = "https://challenges.cloudflare.com";
const PROTECTION = "https://*.protect.clerk.com";
/** Where clerk-js tells of development instances, and of no others. */
const CLERK_TELEMETRY = "https://clerk-telemetry.com";

/**
 * The Content-Security-Policy that the app needs, as narrow as Clerk and Convex allow:
 * clerk.com/docs/guides/secure/best-practices/csp-headers. No inline script runs, nothing is
 * evaluated, and nothing is fetched from or sent to a host that is not named.
 *
 * Inline styles are allowed: Clerk's screens write their own, and so do the dialogs' scroll lock
 * and the toasts. Who could inject one could change how the page looks, and run nothing.
 *
 * `frame-ancestors` is not in it, as a `<meta>` cannot carry it: docs/guide has the header.
 */
export function contentSecurityPolicy(options: ContentSecurityOptions): string {
  const { publishableKey = "", convexUrl, pictures = [], nonce } = options;
  const clerk = frontendApiOf(publishableKey);
  const convex = convexUrl ? [originOf(convexUrl)] : [];
  const sockets = convex.map((origin) => origin.replace(/^http/, "ws"));
  const telemetry = publishableKey.startsWith("pk_test_") ? [CLERK_TELEMETRY] : [];
  const onClerk = clerk ? [clerk, PROTECTION] : [];
  const challenges = clerk ? [CHALLENGES, PROTECTION] : [];
  const sources: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : []), ...onClerk, ...challenges],
    // Clerk's protection answers at ports of its own.
    "connect-src": [
      "'self'",
      ...onClerk,
      ...(clerk ? [`${PROTECTION}:*`] : []),
      ...telemetry,
      ...convex,
      ...sockets,
    ],
    // What was just chosen is shown as blob:, the icon is data:, stored pictures are Convex's.
    "img-src": [
      "'self'",
      "data:",
      "blob:",
      ...(clerk ? [CLERK_PICTURES] : []),
      ...convex,
      ...pictures,
    ],
    "style-src": ["'self'", "'unsafe-inline'"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": challenges.length > 0 ? challenges : ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
  };
  return Object.entries(sources)
    .map(([directive, values]) => `${directive} ${[...new Set(values)].join(" ")}`)
    .join("; ");
}

/**
 * Puts the policy into the page. Without options it is made from the variables of the build.
 *
 * @param options for a server that knows them; with `nonce`, Vite puts it on the scripts it adds
 */
export function contentSecurity(options?: ContentSecurityOptions): Plugin {
  let fromVariables: ContentSecurityOptions = {};
  return {
    name: "content-security",
    // A production page has no server to say otherwise; `vite dev` would need a nonce.
    ...(options === undefined && { apply: "build" as const }),
    config: () => (options?.nonce ? { html: { cspNonce: options.nonce } } : {}),
    configResolved({ env }) {
      const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CONVEX_URL } = env as Record<string, string>;
      fromVariables = {
        ...(VITE_CLERK_PUBLISHABLE_KEY && { publishableKey: VITE_CLERK_PUBLISHABLE_KEY }),
        ...(VITE_CONVEX_URL && { convexUrl: VITE_CONVEX_URL }),
      };
    },
    transformIndexHtml(html) {
      const policy = contentSecurityPolicy(options ?? fromVariables);
      // Before all else that the page loads, and after its encoding, which must come early.
      const encoding = '<meta charset="utf-8" />';
      if (!html.includes(encoding)) throw new Error("The page does not say its encoding.");
      const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
      return html.replace(encoding, `${encoding}\n    ${meta}`);
    },
  };
}

/** A publishable key is `pk_test_` or `pk_live_`, and base64 of the host and a dollar sign. */
function frontendApiOf(publishableKey: string): string | null {
  const [, encoded] = /^pk_(?:test|live)_(.+)$/.exec(publishableKey) ?? [];
  if (encoded === undefined) return null;
  try {
    return originOf(`https://${atob(encoded).replace(/\$$/, "")}`);
  } catch {
    return null;
  }
}

function originOf(url: string): string {
  return new URL(url).origin;
}
