import { createAuthenticator, type Authenticator } from "../protocol/auth";
import { createApiHandler, createSiteHandler, type Handler } from "../protocol/http";
import type { Engine } from "../types";

export interface BackendOptions {
  /** Makes callers administrators: `Authorization: Convex <key>`. @default no key does */
  readonly adminKey?: string | undefined;
  /** What identity providers are asked with. @default globalThis.fetch */
  readonly fetch?: typeof fetch | undefined;
}

/** An engine with all that speaks for it, still without a transport. */
export interface Backend {
  readonly engine: Engine;
  readonly auth: Authenticator;
  readonly api: Handler;
  readonly site: Handler;
}

export function createBackend(engine: Engine, { adminKey, fetch }: BackendOptions = {}): Backend {
  const auth = createAuthenticator({ providers: () => engine.authProviders(), adminKey, fetch });
  const options = { engine, auth };
  return { ...options, api: createApiHandler(options), site: createSiteHandler(options) };
}
