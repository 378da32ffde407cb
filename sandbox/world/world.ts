import { createClerkSandbox, type ClerkSandbox } from "../clerk";
import { createEngine } from "../convex/engine";
import type { ComponentModules, Engine, EngineOptions } from "../convex/types";
import type { OrderedStore } from "../kv/types";
import { convexVariables, setVariables, type Addresses, type Secrets } from "./variables";

/** Both stand-ins, joined: Clerk's webhooks reach Convex, Convex's checks reach Clerk. */
export interface World {
  readonly clerk: ClerkSandbox;
  readonly engine: Engine;
  readonly addresses: Addresses;
  readonly secrets: Secrets;
}

export interface WorldOptions {
  /** The functions of `convex/`. */
  readonly app: ComponentModules;
  readonly stores: { readonly clerk: OrderedStore; readonly convex: OrderedStore };
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  /** Carries webhooks to Convex. @default fetch */
  readonly send?: (request: Request) => Promise<Response>;
  /** Where Clerk's pictures are found; see `ClerkSandboxOptions`. @default addresses.clerk */
  readonly filesUrl?: string;
  /** The addresses of Convex's files; see `EngineOptions`. @default served by Convex */
  readonly fileUrl?: EngineOptions["fileUrl"];
  /** What functions print. */
  readonly onLog?: (line: { readonly path: string; readonly text: string }) => void;
  /** Makes the engine, for one that can be killed. @default createEngine */
  readonly openEngine?: (options: EngineOptions) => Promise<Engine>;
}

/** Opens the world that the stores hold. No timer runs until somebody starts it. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { addresses, secrets, stores, openEngine = createEngine } = options;
  // Functions read their variables as soon as their modules load (auth.config does).
  setVariables(convexVariables(addresses, secrets));
  const clerk = await createClerkSandbox({
    store: stores.clerk,
    issuer: addresses.clerk,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    webhookSigningSecret: secrets.webhookSigningSecret,
    instanceId: secrets.instanceId,
    webhookUrl: `${addresses.convexSite}/clerk/webhook`,
    filesUrl: options.filesUrl,
    send: options.send,
  });
  const engine = await openEngine({
    app: options.app,
    store: stores.convex,
    cloudUrl: addresses.convex,
    siteUrl: addresses.convexSite,
    fileUrl: options.fileUrl,
    onLog: options.onLog,
  });
  return { clerk, engine, addresses, secrets };
}
