import type { ActionOutcome, FunctionResult, MutationOutcome } from "../../types";
import type { ServerMessage } from "./messages";

/** The answer to a Mutation. The timestamp says which Transition will show its effect. */
export function mutationResponse(requestId: number, outcome: MutationOutcome): ServerMessage {
  const { result, logLines } = outcome;
  const ts = result.ok ? outcome.ts : undefined;
  return { type: "MutationResponse", requestId, ...payload(result), ts, logLines };
}

/** The answer to an Action. */
export function actionResponse(requestId: number, outcome: ActionOutcome): ServerMessage {
  const { result, logLines } = outcome;
  return { type: "ActionResponse", requestId, ...payload(result), logLines };
}

function payload(result: FunctionResult) {
  return result.ok
    ? ({ success: true, result: result.value } as const)
    : ({ success: false, result: result.errorMessage, errorData: result.errorData } as const);
}
