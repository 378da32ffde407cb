import type { Caller, Engine, Snapshot, Turn } from "../../types";
import { ANONYMOUS, assertNotExpired, type Authenticated, type Authenticator } from "../auth";
import { functionCall } from "../functionCall";
import { decodeTimestamp } from "../timestamps";
import { chunksOf } from "./chunks";
import { describeEnd } from "./end";
import {
  encodeServerMessage,
  parseClientMessage,
  type ClientMessage,
  type MessageOf,
  type ServerMessage,
  type StateVersion,
} from "./messages";
import { QuerySet } from "./querySet";
import { actionResponse, mutationResponse } from "./responses";

export { takesChunks } from "./chunks";

/** How often a client hears something even if there is no news; it gives up after 60 s of silence. */
const HEARTBEAT_MS = 15_000;

export interface SyncSessionOptions {
  readonly engine: Engine;
  readonly auth: Authenticator;
  /** Sends one text message to the client. */
  readonly send: (text: string) => void;
  /** Closes the connection: a WebSocket close code and a reason of at most 123 bytes. */
  readonly close: (code: number, reason: string) => void;
  /** Whether the client takes large Transitions in parts: see `takesChunks`. @default false */
  readonly chunks?: boolean;
}

/** The server's end of one connection of the sync protocol, whatever carries it. */
export interface SyncSession {
  /** One text message from the client. */
  receive(text: string): void;
  /** The connection is gone: nothing more is sent or started. */
  end(): void;
}

export function createSyncSession(options: SyncSessionOptions): SyncSession {
  const session = new Session(options);
  return { receive: (text) => session.receive(text), end: () => session.end() };
}

class Session {
  readonly #options: SyncSessionOptions;
  readonly #queries = new QuerySet();
  readonly #heartbeat: ReturnType<typeof setInterval>;
  readonly #stopListening: () => void;

  #sessionId: string | null = null;
  #clientClockSkew: number | undefined;
  #identity = { version: 0, authenticated: ANONYMOUS };
  /** The end of the last Transition, which is where the next one has to start. */
  #told: StateVersion = { querySet: 0, identity: 0, ts: 0n };

  /** Settles when every message received so far was taken in; messages are taken in one by one. */
  #received: Promise<void> = Promise.resolve();
  /** Settles when every mutation received so far has run; they run one by one, in order. */
  #mutations: Promise<void> = Promise.resolve();
  /** Whether there is something that the last Transition did not tell. */
  #transitionWanted = false;
  /** In which lines of the engine a Transition waits. */
  readonly #waitingAs = new Set<Turn>();
  #ended = false;

  constructor(options: SyncSessionOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#send({ type: "Ping" }), HEARTBEAT_MS);
    this.#stopListening = options.engine.onCommit((commit) => {
      if (this.#queries.invalidate(commit)) this.#wantTransition("news");
    });
  }

  receive(text: string): void {
    this.#received = this.#received.then(async () => {
      if (this.#ended) return;
      await this.#take(parseClientMessage(text));
    });
    this.#received = this.#received.catch((error: unknown) => this.#fail(error));
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    this.#stopListening();
  }

  #take(message: ClientMessage): void | Promise<void> {
    switch (message.type) {
      case "Connect":
        return this.#connect(message);
      case "Authenticate":
        return this.#authenticate(message);
      case "ModifyQuerySet":
        this.#queries.modify(message);
        return this.#wantTransition("view");
      case "Mutation":
        return this.#mutate(message);
      case "Action":
        return this.#act(message);
      case "Event":
        return; // Measurements for Convex's own dashboards.
    }
  }

  #connect({ sessionId, maxObservedTimestamp, clientTs }: MessageOf<"Connect">): void {
    const observed = decodeTimestamp(maxObservedTimestamp ?? "") ?? 0n;
    if (observed > this.#options.engine.latestTs()) {
      // Its mutations would wait for a moment that this store has never seen.
      throw new Error("Client has observed a timestamp ahead of the backend's latest");
    }
    this.#sessionId = sessionId;
    if (clientTs !== undefined) this.#clientClockSkew = clientTs - Date.now();
  }

  async #authenticate(message: MessageOf<"Authenticate">): Promise<void> {
    const { baseVersion } = message;
    if (baseVersion !== this.#identity.version) {
      // Not the end of the world: on a new connection both sides begin at version 0 again.
      throw new Error("Identity version mismatch");
    }
    try {
      const authenticated = await this.#verify(message);
      this.#identity = { version: baseVersion + 1, authenticated };
      this.#wantTransition("view");
    } catch (error) {
      this.#fail(error, { baseVersion, authUpdateAttempted: true });
    }
  }

  async #verify(message: MessageOf<"Authenticate">): Promise<Authenticated> {
    const { auth } = this.#options;
    switch (message.tokenType) {
      case "None":
        return ANONYMOUS;
      case "User":
        return auth.user(message.value);
      case "Admin":
        return auth.admin(message.value, message.impersonating);
    }
  }

  #mutate(message: MessageOf<"Mutation">): void {
    const call = functionCall(message, this.#caller());
    const { requestId } = message;
    const once = this.#sessionId === null ? undefined : { sessionId: this.#sessionId, requestId };
    this.#mutations = this.#mutations.then(async () => {
      // What has not begun when the connection breaks comes again with the next connection.
      if (this.#ended) return;
      const outcome = await this.#options.engine.mutation(once ? { ...call, once } : call);
      this.#send(mutationResponse(requestId, outcome));
      // The client holds the answer back until a Transition reaches the mutation's timestamp.
      if (outcome.result.ok) this.#wantTransition("request");
    });
    this.#mutations = this.#mutations.catch((error: unknown) => this.#fail(error));
  }

  #act(message: MessageOf<"Action">): void {
    const call = functionCall(message, this.#caller());
    this.#options.engine.action(call).then(
      (outcome) => this.#send(actionResponse(message.requestId, outcome)),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Who calls now. Throws when their token has expired. */
  #caller(): Caller {
    assertNotExpired(this.#identity.authenticated);
    return this.#identity.authenticated.caller;
  }

  /**
   * Has the engine make a Transition when it has time. What the client itself has asked for does not
   * wait for the news of everybody, though a Transition with news may already wait for its turn.
   */
  #wantTransition(turn: Turn): void {
    this.#transitionWanted = true;
    if (this.#waitingAs.has(turn)) return;
    this.#waitingAs.add(turn);
    void this.#transition(turn);
  }

  /** Sends one Transition for all news so far, unless another one was faster. */
  async #transition(turn: Turn): Promise<void> {
    try {
      // A client that connects says who it is and what it watches in separate messages.
      await this.#received;
      await this.#options.engine.snapshot(async (snapshot) => {
        // From here on news belong to the next Transition: no commit can come in between.
        this.#waitingAs.delete(turn);
        if (!this.#transitionWanted || this.#ended) return;
        this.#transitionWanted = false;
        await this.#tell(snapshot);
      }, turn);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #tell(snapshot: Snapshot): Promise<void> {
    const { version: querySet } = this.#queries;
    const { version: identity } = this.#identity;
    const endVersion = { querySet, identity, ts: snapshot.ts };
    const caller = this.#caller();
    if (identity !== this.#told.identity) this.#queries.invalidateAll();
    const modifications = await this.#queries.refresh(snapshot, caller);
    const startVersion = this.#told;
    this.#told = endVersion;
    const clientClockSkew = this.#clientClockSkew;
    this.#send({ type: "Transition", startVersion, endVersion, modifications, clientClockSkew });
  }

  #send(message: ServerMessage): void {
    if (this.#ended) return;
    const text = encodeServerMessage(message);
    const mayBeSplit = message.type === "Transition" && this.#options.chunks === true;
    const parts = mayBeSplit ? chunksOf(text).map(encodeServerMessage) : [];
    for (const part of parts.length > 0 ? parts : [text]) this.#options.send(part);
  }

  /** Tells the client what went wrong, as far as it is the client's business, and hangs up. */
  #fail(
    error: unknown,
    auth = { baseVersion: this.#identity.version, authUpdateAttempted: false },
  ): void {
    if (this.#ended) return;
    const { message, code, reason } = describeEnd(error, auth);
    if (message !== null) this.#send(message);
    this.end();
    this.#options.close(code, reason);
  }
}
