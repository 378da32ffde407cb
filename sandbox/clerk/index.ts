import type { OrderedStore } from "../kv/types";
import { createHandler, type Handler } from "./api/handler";
import { Faults } from "./faults/faults";
import type { Instance } from "./instance";
import { Pictures } from "./pictures/pictures";
import { blobPictureUrls, servedPictureUrls } from "./pictures/urls";
import { Clients } from "./sessions/clients";
import { Templates } from "./sessions/templates";
import { Tickets } from "./sessions/tickets";
import { Tokens } from "./sessions/tokens";
import type { NewUser, UserChanges } from "./users/input";
import { backendUserJson, type BackendUserJson } from "./users/json";
import { countUsers, listUsers, type UserFilter, type UserListOptions } from "./users/list";
import { Users, type ChangeOptions } from "./users/users";
import { Webhooks, type WebhookOptions } from "./webhooks/webhooks";

export type { Handler } from "./api/handler";
export { ClerkError } from "./errors";
export type { Fault, FaultInput } from "./faults/rules";
export type { CookieJar } from "./sessions/cookies";
export type { NewUser, UserChanges } from "./users/input";
export type { BackendUserJson } from "./users/json";
export type { UserFilter, UserListOptions } from "./users/list";
export type { ChangeOptions } from "./users/users";
export type { Attempt, Message } from "./webhooks/queue";

export interface ClerkSandboxOptions {
  readonly store: OrderedStore;
  /** `iss` of the tokens, base of `/.well-known`, and where the Backend API is reached. */
  readonly issuer: string;
  /** `pk_test_…`; see `publishableKeyFor`. */
  readonly publishableKey: string;
  /** `sk_test_…` */
  readonly secretKey: string;
  /** `whsec_` and base64 */
  readonly webhookSigningSecret: string;
  /** `ins_…` */
  readonly instanceId: string;
  /** Where webhooks go. */
  readonly webhookUrl: string;
  /** Carries webhooks there. @default fetch */
  readonly send?: (request: Request) => Promise<Response>;
  /**
   * The base under which this core serves pictures, or `"blob"` in a page without a server, where
   * pictures are `blob:` addresses.
   * @default issuer
   */
  readonly filesUrl?: string;
  /** See `WebhookOptions`. */
  readonly webhookRetryScale?: number;
  /** See `WebhookOptions`. */
  readonly webhookConcurrency?: number;
}

/** An emulated Clerk instance. */
export interface ClerkSandbox {
  readonly publishableKey: string;
  readonly issuer: string;
  /**
   * The Frontend API (also under `/__clerk`), the Backend API, `/.well-known`, pictures and the
   * control API under `/sandbox`. Cookies come from the headers unless a jar is given.
   */
  readonly handle: Handler;
  /** People, under the same rules as through the APIs. */
  readonly users: SandboxUsers;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly sessions: {
    /** What a client needs to be signed in as somebody: a ticket, good once. @throws {ClerkError} 404 */
    signInAs(userId: string): string;
  };
}

/** People in the Backend API's JSON. Everything that is refused is a `ClerkError`. */
export interface SandboxUsers {
  create(input: NewUser, options?: ChangeOptions): Promise<BackendUserJson>;
  update(id: string, changes: UserChanges, options?: ChangeOptions): Promise<BackendUserJson>;
  setPicture(id: string, bytes: Uint8Array, options?: ChangeOptions): BackendUserJson;
  removePicture(id: string, options?: ChangeOptions): BackendUserJson;
  delete(id: string, options?: ChangeOptions): void;
  get(id: string): BackendUserJson | null;
  list(options?: UserListOptions): BackendUserJson[];
  count(filter?: UserFilter): number;
}

/** Opens the Clerk instance that a store holds; an empty store is a new instance. */
export async function createClerkSandbox(options: ClerkSandboxOptions): Promise<ClerkSandbox> {
  const { store, issuer, publishableKey } = options;
  const faults = new Faults();
  const pictures = new Pictures(store);
  const { filesUrl = issuer } = options;
  const pictureUrls = filesUrl === "blob" ? blobPictureUrls(pictures) : servedPictureUrls(filesUrl);
  const webhooks = new Webhooks(webhookOptions(options, faults));
  const users = new Users(store, pictures, pictureUrls, webhooks);
  const tickets = new Tickets(store);
  const instance: Instance = {
    issuer,
    publishableKey,
    secretKey: options.secretKey,
    instanceId: options.instanceId,
    users,
    pictures,
    pictureUrls,
    clients: new Clients(store, (id) => users.directory.get(id) !== undefined),
    templates: new Templates(store),
    tickets,
    tokens: await Tokens.open(store, issuer),
    webhooks,
    faults,
  };
  return {
    publishableKey,
    issuer,
    handle: createHandler(instance),
    users: sandboxUsers(instance),
    webhooks,
    faults,
    sessions: { signInAs: (userId) => tickets.issue(users.get(userId).id).ticket },
  };
}

/** A development key for a Frontend API host, as clerk-js expects it: the host in base64. */
export function publishableKeyFor(host: string): string {
  return `pk_test_${btoa(`${host}$`)}`;
}

function webhookOptions(options: ClerkSandboxOptions, faults: Faults): WebhookOptions {
  return {
    store: options.store,
    faults,
    url: options.webhookUrl,
    signingSecret: options.webhookSigningSecret,
    instanceId: options.instanceId,
    send: options.send,
    retryScale: options.webhookRetryScale,
    concurrency: options.webhookConcurrency,
  };
}

function sandboxUsers({ users, pictureUrls }: Instance): SandboxUsers {
  const { directory } = users;
  return {
    create: async (...args) => backendUserJson(await users.create(...args), pictureUrls),
    update: async (...args) => backendUserJson(await users.update(...args), pictureUrls),
    setPicture: (...args) => backendUserJson(users.setPicture(...args), pictureUrls),
    removePicture: (...args) => backendUserJson(users.removePicture(...args), pictureUrls),
    delete: (...args) => void users.delete(...args),
    get: (id) => {
      const user = directory.get(id);
      return user ? backendUserJson(user, pictureUrls) : null;
    },
    list: (options) =>
      listUsers(directory, options).map((user) => backendUserJson(user, pictureUrls)),
    count: (filter) => countUsers(directory, filter),
  };
}
