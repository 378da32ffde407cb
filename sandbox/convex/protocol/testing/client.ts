import { expect } from "vitest";
import type { Engine } from "../../types";
import { ANONYMOUS, type Authenticator } from "../auth";
import { createSyncSession } from "../sync";
import { decodeTimestamp } from "../timestamps";
import { eventually } from "./eventually";

interface Version {
  readonly querySet: number;
  readonly identity: number;
  readonly ts: string;
}

/** A server message, loosely typed: tests look at single fields. */
export interface Received {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Transition extends Received {
  readonly startVersion: Version;
  readonly endVersion: Version;
  readonly modifications: readonly Received[];
}

/** Takes any token as a person's name, except `expired`; `brief` is good for no time at all. */
export const nameTags: Authenticator = {
  async user(token) {
    const { AuthenticationError } = await import("../auth");
    if (token === "expired") throw new AuthenticationError("Unauthenticated", "expired");
    const identity = { subject: token, issuer: "tags", tokenIdentifier: `tags|${token}` };
    return { caller: { identity }, expiresAt: token === "brief" ? Date.now() : null };
  },
  admin: () => ({ caller: { identity: null, admin: true }, expiresAt: null }),
  header: async () => ANONYMOUS,
};

/** A client of the sync protocol that says exactly what a test tells it to, and keeps the answers. */
export function rawClient(engine: Engine, auth: Authenticator = nameTags) {
  const received: Received[] = [];
  const closes: { code: number; reason: string }[] = [];
  const session = createSyncSession({
    engine,
    auth,
    send: (text) => received.push(JSON.parse(text) as Received),
    close: (code, reason) => closes.push({ code, reason }),
  });
  let querySet = 0;

  const transitions = () =>
    received.filter((message) => message.type === "Transition") as Transition[];

  const client = {
    received,
    closes,
    transitions,
    say: (message: object) => session.receive(JSON.stringify(message)),
    sayText: (text: string) => session.receive(text),
    connect: (sessionId = "session", rest: object = {}) =>
      client.say({
        type: "Connect",
        sessionId,
        connectionCount: 0,
        lastCloseReason: null,
        ...rest,
      }),
    watch: (queryId: number, udfPath: string, args: object = {}, rest: object = {}) =>
      client.modify({ type: "Add", queryId, udfPath, args: [args], ...rest }),
    unwatch: (queryId: number) => client.modify({ type: "Remove", queryId }),
    modify: (...modifications: object[]) =>
      client.say({
        type: "ModifyQuerySet",
        baseVersion: querySet++,
        newVersion: querySet,
        modifications,
      }),
    mutate: (requestId: number, udfPath: string, args: object = {}) =>
      client.say({ type: "Mutation", requestId, udfPath, args: [args] }),
    signIn: (baseVersion: number, value: string) =>
      client.say({ type: "Authenticate", tokenType: "User", baseVersion, value }),
    /** Waits for the first message that looks like this. */
    async sees(like: object): Promise<Received> {
      const pattern = expect.objectContaining(like) as { asymmetricMatch(other: unknown): boolean };
      return eventually(() => {
        const found = received.find((message) => pattern.asymmetricMatch(message));
        if (found === undefined) throw new Error(`not seen in ${JSON.stringify(received)}`);
        return found;
      });
    },
    /** Waits until the client knows the effect of everything up to `ts`. */
    async reaches(ts: bigint): Promise<void> {
      await eventually(() => {
        const last = transitions().at(-1);
        expect(decodeTimestamp(last?.endVersion.ts ?? "")).toBeGreaterThanOrEqual(ts);
      });
    },
    end: () => session.end(),
  };
  return client;
}
