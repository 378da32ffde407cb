import { createContext, Script } from "node:vm";

/** What Convex's documentation lists for its default runtime, beside JavaScript's own. */
const GLOBALS = [
  ...[
    "Blob",
    "Event",
    "EventTarget",
    "fetch",
    "File",
    "FormData",
    "Headers",
    "Request",
    "Response",
  ],
  ...["TextDecoder", "TextEncoder", "atob", "btoa"],
  ...["ReadableStream", "ReadableStreamBYOBReader", "ReadableStreamDefaultReader"],
  ...["TransformStream", "WritableStream", "WritableStreamDefaultWriter"],
  ...["crypto", "CryptoKey", "SubtleCrypto"],
  ...["AbortController", "AbortSignal", "DOMException", "structuredClone"],
  ...["URL", "URLSearchParams", "console"],
  ...["setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask"],
] as const;

/**
 * Runs a script in a bare V8 context with Convex's globals and no others, and answers with what it
 * exported. There is no `Buffer`, no `require`, and no `process` but its variables.
 */
export function runAsConvex(
  script: string,
  env: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const host = globalThis as unknown as Record<string, unknown>;
  const sandbox: Record<string, unknown> = { process: { env } };
  for (const name of GLOBALS) sandbox[name] = host[name];
  // The bytes that these take and give are told by their constructor: both sides need the same.
  for (const name of ["Uint8Array", "ArrayBuffer"]) sandbox[name] = host[name];
  createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  new Script(`${script}\n;globalThis.result = exported;`).runInContext(sandbox);
  return sandbox.result as Record<string, unknown>;
}
