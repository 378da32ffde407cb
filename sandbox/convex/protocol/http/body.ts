import { HttpError } from "./errors";

/** The largest request body that Convex takes: 20 MiB. */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;

/** A request whose body is said to be no larger than this comes with all of it. */
export const SMALL_BODY_BYTES = 256 * 1024;

/** Reads a whole body. Throws status 413 as soon as it is known to be too large. */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = request.body?.getReader(); reader !== undefined;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

function tooLarge(): HttpError {
  return new HttpError(413, "RequestTooLarge", "Request body exceeds 20 MiB");
}
