import { Base64, jsonToConvex, type JSONValue, type Value } from "convex/values";
import { z } from "zod";
import type { Caller, Engine, FunctionCall, FunctionResult } from "../../types";
import { functionCall } from "../functionCall";
import { decodeTimestamp, encodeTimestamp } from "../timestamps";
import { readBody } from "./body";
import { HttpError } from "./errors";

/** How Convex says over HTTP that the call went well and the function itself failed. */
const FUNCTION_FAILED = 560;

const body = z.object({
  path: z.string(),
  args: z.custom<JSONValue>().default({}),
  format: z.enum(["json", "convex_encoded_json"]).default("json"),
  ts: z.string().optional(),
});

interface Outcome {
  readonly result: FunctionResult;
  readonly logLines: readonly string[];
}

/** One way to call a function over HTTP. */
export type FunctionRoute = (engine: Engine, request: Request, caller: Caller) => Promise<Response>;

export const query = route((engine, call) => engine.query(call));
export const mutation = route((engine, call) => engine.mutation(call));
export const action = route((engine, call) => engine.action(call));

/** `POST /api/query_ts`: the timestamp for `queryAt`. */
export function queryTimestamp(engine: Engine): Response {
  return Response.json({ ts: encodeTimestamp(engine.latestTs()) });
}

/**
 * `POST /api/query_at_ts`: a query at a given timestamp. Only the newest one can be read here,
 * where real Convex also reads the last 30 s; older ones are refused rather than answered wrongly.
 */
export const queryAt = route((engine, call, encoded) => {
  const ts = decodeTimestamp(encoded ?? "");
  if (ts === null) throw new HttpError(400, "BadTimestamp", "`ts` must be 8 bytes in base64");
  return engine.snapshot((snapshot) => {
    if (snapshot.ts === ts) return snapshot.query(call);
    throw new HttpError(400, "OutOfRetention", "The sandbox can only query its newest timestamp");
  });
});

function route(
  run: (engine: Engine, call: FunctionCall, ts: string | undefined) => Promise<Outcome>,
): FunctionRoute {
  return async (engine, request, caller) => {
    const { path, args, format, ts } = await requestedCall(request);
    const outcome = await run(engine, functionCall({ udfPath: path, args }, caller), ts);
    return outcomeResponse(outcome, format === "json" ? plainJson : (value) => value);
  };
}

async function requestedCall(request: Request): Promise<z.infer<typeof body>> {
  try {
    if (request.method === "GET") {
      const { args, ...rest } = Object.fromEntries(new URL(request.url).searchParams);
      return body.parse({ ...rest, args: JSON.parse(args ?? "{}") as JSONValue });
    }
    return body.parse(JSON.parse(new TextDecoder().decode(await readBody(request))));
  } catch (cause) {
    if (cause instanceof HttpError) throw cause;
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new HttpError(400, "BadJsonBody", `Failed to parse the request: ${detail}`);
  }
}

function outcomeResponse(
  { result, logLines }: Outcome,
  format: (value: JSONValue) => JSONValue,
): Response {
  const logs = logLines.length === 0 ? {} : { logLines };
  if (result.ok) {
    return Response.json({ status: "success", value: format(result.value), ...logs });
  }
  const { errorMessage, errorData } = result;
  const data = errorData === undefined ? {} : { errorData: format(errorData) };
  return Response.json(
    { status: "error", errorMessage, ...data, ...logs },
    { status: FUNCTION_FAILED },
  );
}

/** The format `json`: what has no JSON form of its own becomes a string. */
function plainJson(encoded: JSONValue): JSONValue {
  return plain(jsonToConvex(encoded));
}

function plain(value: Value): JSONValue {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof ArrayBuffer) return Base64.fromByteArray(new Uint8Array(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Value | undefined>).flatMap(([key, item]) =>
      item === undefined ? [] : [[key, plain(item)]],
    ),
  );
}
