import type { JSONValue } from "convex/values";
import { z } from "zod";
import { encodeTimestamp } from "../timestamps";

/**
 * The messages of the sync protocol as they travel, after `convex/src/browser/sync/protocol.ts` of
 * the `convex` package. Unknown fields are let through: newer clients may say more.
 */

/** Arguments come out of `JSON.parse`, so that they are JSON needs no proof. */
const json = z.custom<JSONValue>((value) => value !== undefined);
const version = z.int().nonnegative();

const request = {
  requestId: version,
  udfPath: z.string(),
  args: z.array(json),
  componentPath: z.string().optional(),
};

const addQuery = z.object({
  type: z.literal("Add"),
  queryId: version,
  udfPath: z.string(),
  args: z.array(json),
  journal: z.string().nullish(),
  componentPath: z.string().optional(),
});

const removeQuery = z.object({ type: z.literal("Remove"), queryId: version });

const authenticate = { type: z.literal("Authenticate"), baseVersion: version };

const clientMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("Connect"),
    sessionId: z.string(),
    maxObservedTimestamp: z.string().optional(),
    clientTs: z.number().optional(),
  }),
  z.object({
    type: z.literal("ModifyQuerySet"),
    baseVersion: version,
    newVersion: version,
    modifications: z.array(z.discriminatedUnion("type", [addQuery, removeQuery])),
  }),
  z.object({ type: z.literal("Mutation"), ...request }),
  z.object({ type: z.literal("Action"), ...request }),
  z.discriminatedUnion("tokenType", [
    z.object({ ...authenticate, tokenType: z.literal("None") }),
    z.object({ ...authenticate, tokenType: z.literal("User"), value: z.string() }),
    z.object({
      ...authenticate,
      tokenType: z.literal("Admin"),
      value: z.string(),
      impersonating: z.record(z.string(), json).optional(),
    }),
  ]),
  z.object({ type: z.literal("Event"), eventType: z.string() }),
]);

export type ClientMessage = z.infer<typeof clientMessage>;
export type MessageOf<Type extends ClientMessage["type"]> = Extract<ClientMessage, { type: Type }>;
export type AddQuery = z.infer<typeof addQuery>;
export type QuerySetModification = AddQuery | z.infer<typeof removeQuery>;

/** Where a client stands. A Transition takes it from one version to the next, without a gap. */
export interface StateVersion {
  readonly querySet: number;
  readonly identity: number;
  readonly ts: bigint;
}

export type StateModification =
  | {
      readonly type: "QueryUpdated";
      readonly queryId: number;
      readonly value: JSONValue;
      readonly logLines: readonly string[];
      readonly journal: string | null;
    }
  | {
      readonly type: "QueryFailed";
      readonly queryId: number;
      readonly errorMessage: string;
      readonly errorData?: JSONValue | undefined;
      readonly logLines: readonly string[];
      readonly journal: string | null;
    }
  | { readonly type: "QueryRemoved"; readonly queryId: number };

/** A function's result as responses carry it: the value, or the error's message. */
type Response = { readonly requestId: number; readonly logLines: readonly string[] } & (
  | { readonly success: true; readonly result: JSONValue }
  | { readonly success: false; readonly result: string; readonly errorData?: JSONValue | undefined }
);

export type ServerMessage =
  | {
      readonly type: "Transition";
      readonly startVersion: StateVersion;
      readonly endVersion: StateVersion;
      readonly modifications: readonly StateModification[];
      readonly clientClockSkew?: number | undefined;
    }
  | {
      /** One part of a Transition's text, for clients that put it together again. */
      readonly type: "TransitionChunk";
      readonly chunk: string;
      readonly partNumber: number;
      readonly totalParts: number;
      readonly transitionId: string;
    }
  | ({ readonly type: "MutationResponse"; readonly ts?: bigint | undefined } & Response)
  | ({ readonly type: "ActionResponse" } & Response)
  | {
      readonly type: "AuthError";
      readonly error: string;
      readonly baseVersion: number;
      readonly authUpdateAttempted: boolean;
    }
  | { readonly type: "FatalError"; readonly error: string }
  | { readonly type: "Ping" };

/** What a client said breaks the protocol. It is told so, and does not try again. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** Reads one message of a client. Throws `ProtocolError`. */
export function parseClientMessage(text: string): ClientMessage {
  try {
    return clientMessage.parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new ProtocolError(`Received Invalid JSON on websocket: ${detail}`);
  }
}

/** Writes one message to a client; timestamps become base64. */
export function encodeServerMessage(message: ServerMessage): string {
  return JSON.stringify(message, (_field, value: unknown) =>
    typeof value === "bigint" ? encodeTimestamp(value) : value,
  );
}
