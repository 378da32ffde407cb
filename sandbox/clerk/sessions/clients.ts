import type { OrderedStore } from "../../kv/types";
import { notFound, plainError } from "../errors";
import { newId, randomText } from "../ids";
import { Table } from "../table";
import type { CookieJar } from "./cookies";

export type SessionRecord = {
  readonly id: string;
  readonly user_id: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_active_at: number;
  readonly expire_at: number;
};

/** One browser and who is signed in there. */
export type ClientRecord = {
  readonly id: string;
  /** Proves, in the cookie, that a browser is this client. */
  readonly secret: string;
  readonly sessions: readonly SessionRecord[];
  readonly last_active_session_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
};

type DevBrowserRecord = { readonly client_id: string | null };

const COOKIE = "__client";
/** Where Clerk's development mode says which browser it is, should cookies not reach it. */
const DEV_BROWSER_PARAM = "__clerk_db_jwt";
const SESSION_LIFETIME = 7 * 24 * 3600 * 1000;

/** What of a request tells which client it comes from. */
export interface Caller {
  readonly cookies: CookieJar;
  readonly query: URLSearchParams;
}

/** Clients with their sessions, found again by cookie or by development browser. */
export class Clients {
  private readonly store: OrderedStore;
  private readonly clients: Table<ClientRecord>;
  private readonly devBrowsers: Table<DevBrowserRecord>;
  private readonly userExists: (id: string) => boolean;

  constructor(store: OrderedStore, userExists: (id: string) => boolean) {
    this.store = store;
    this.clients = new Table(store, "client");
    this.devBrowsers = new Table(store, "dev-browser");
    this.userExists = userExists;
  }

  /**
   * The client that a request comes from, with the sessions that still count.
   * @throws {ClerkError} 401 for a development browser that is not known; it then asks for a new one
   */
  of(caller: Caller): ClientRecord | null {
    const client = this.byCookie(caller) ?? this.byDevBrowser(caller);
    return client && this.withLiveSessions(client);
  }

  newDevBrowser(): string {
    const id = newId("dvb");
    this.store.commit([this.devBrowsers.put(id, { client_id: null })]);
    return id;
  }

  /** Adds a session to the caller's client, or to a new one, and makes it the active one. */
  signIn(caller: Caller, user_id: string): { client: ClientRecord; session: SessionRecord } {
    const now = Date.now();
    const session: SessionRecord = {
      id: newId("sess"),
      user_id,
      created_at: now,
      updated_at: now,
      last_active_at: now,
      expire_at: now + SESSION_LIFETIME,
    };
    const known = this.of(caller);
    const client = this.save(
      { ...(known ?? newClient(now)), last_active_session_id: session.id },
      (sessions) => [...sessions.filter((other) => other.user_id !== user_id), session],
    );
    if (!known) this.remember(caller, client);
    return { client, session };
  }

  /** @throws {ClerkError} 404 when the client has no such session */
  session(client: ClientRecord | null, id: string): SessionRecord {
    const session = client?.sessions.find((candidate) => candidate.id === id);
    if (!session) throw notFound(`No session was found with id ${id}.`);
    return session;
  }

  touch(client: ClientRecord, id: string): ClientRecord {
    const now = Date.now();
    return this.save({ ...client, last_active_session_id: id }, (sessions) =>
      sessions.map((session) =>
        session.id === id ? { ...session, last_active_at: now, updated_at: now } : session,
      ),
    );
  }

  end(client: ClientRecord, ids: readonly string[]): ClientRecord {
    const remaining = client.sessions.filter((session) => !ids.includes(session.id));
    const activeStays = remaining.some(({ id }) => id === client.last_active_session_id);
    const last_active_session_id = activeStays
      ? client.last_active_session_id
      : (remaining.at(-1)?.id ?? null);
    return this.save({ ...client, last_active_session_id }, () => remaining);
  }

  private byCookie({ cookies }: Caller): ClientRecord | undefined {
    const [id = "", secret] = (cookies.get(COOKIE) ?? "").split(".");
    const client = this.clients.get(id);
    return client?.secret === secret ? client : undefined;
  }

  private byDevBrowser({ query }: Caller): ClientRecord | null {
    const id = query.get(DEV_BROWSER_PARAM);
    if (!id) return null;
    const browser = this.devBrowsers.get(id);
    if (!browser) {
      throw plainError(401, "dev_browser_unauthenticated", "Unable to authenticate this browser.");
    }
    return (browser.client_id && this.clients.get(browser.client_id)) || null;
  }

  private remember({ cookies, query }: Caller, client: ClientRecord): void {
    cookies.set(COOKIE, `${client.id}.${client.secret}`);
    const devBrowser = query.get(DEV_BROWSER_PARAM);
    if (devBrowser) this.store.commit([this.devBrowsers.put(devBrowser, { client_id: client.id })]);
  }

  private save(
    client: ClientRecord,
    change: (sessions: readonly SessionRecord[]) => readonly SessionRecord[],
  ): ClientRecord {
    const updated_at = Math.max(Date.now(), client.updated_at + 1);
    const saved = { ...client, sessions: change(client.sessions), updated_at };
    this.store.commit([this.clients.put(saved.id, saved)]);
    return saved;
  }

  private withLiveSessions(client: ClientRecord): ClientRecord {
    const now = Date.now();
    const sessions = client.sessions.filter(
      (session) => session.expire_at > now && this.userExists(session.user_id),
    );
    const active = sessions.some(({ id }) => id === client.last_active_session_id);
    const last_active_session_id = active
      ? client.last_active_session_id
      : (sessions.at(-1)?.id ?? null);
    return { ...client, sessions, last_active_session_id };
  }
}

function newClient(now: number): ClientRecord {
  return {
    id: newId("client"),
    secret: randomText(32),
    sessions: [],
    last_active_session_id: null,
    created_at: now,
    updated_at: now,
  };
}
