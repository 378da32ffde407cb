import type { JSONValue } from "convex/values";
import type { ClientEnd, HostEnd } from "./pageSocket";

/** What can go wrong with mutations, besides the line being slow or cut. */
export type MutationFault =
  /** Not run; answered as if the function had thrown a `ConvexError`. */
  | { readonly effect: "refuse"; readonly code: string; readonly message: string }
  /** Run, but the line breaks under the answer, once for each mutation. */
  | { readonly effect: "answer_lost" };

/** What is read of a message, either way. */
interface Message {
  readonly type: string;
  readonly requestId?: number;
}

/**
 * One connection with faults in it. The client is told nothing that Convex could not tell it: a
 * refusal is the answer of a function, and for a lost answer it asks again by itself.
 *
 * @param fault What is in force now.
 * @param isLost Notes a mutation whose answer is about to be lost; false when it has been before.
 */
export function faultyEnds(
  client: ClientEnd,
  open: (client: ClientEnd) => HostEnd,
  { fault, isLost }: { fault: () => MutationFault | null; isLost: (requestId: number) => boolean },
): HostEnd {
  const host = open({
    ...client,
    deliver(text) {
      const message = read(text);
      const { requestId } = message ?? {};
      const loses = message?.type === "MutationResponse" && fault()?.effect === "answer_lost";
      if (loses && requestId !== undefined && isLost(requestId)) return client.cut(1006);
      client.deliver(text);
    },
  });
  return {
    end: () => host.end(),
    receive(text) {
      const message = read(text);
      const rule = fault();
      if (message?.type !== "Mutation" || rule?.effect !== "refuse") return host.receive(text);
      client.deliver(JSON.stringify(refusal(message.requestId, rule)));
    },
  };
}

function refusal(
  requestId: number | undefined,
  { code, message }: Extract<MutationFault, { effect: "refuse" }>,
): Readonly<Record<string, JSONValue>> {
  return {
    type: "MutationResponse",
    requestId: requestId ?? 0,
    success: false,
    result: `Uncaught ConvexError: ${message}`,
    errorData: { code, message },
    logLines: [],
  };
}

/** null for what is no message; that is the session's to complain about. */
function read(text: string): Message | null {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return null;
  }
}
