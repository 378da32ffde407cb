import type { Engine } from "../../types";
import { readBody } from "./body";
import { HttpError } from "./errors";

/** Files never change under their id, so browsers may keep them for 30 days. */
const CACHE_CONTROL = "private, max-age=2592000";

/** `POST /api/storage/upload?token=…`: takes a file in; the token works once. */
export async function upload(engine: Engine, request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  if (!engine.files.redeemUpload(token)) {
    throw new HttpError(403, "InvalidUploadToken", "The upload URL is unknown, used or expired");
  }
  const bytes = await readBody(request);
  const storageId = await engine.files.store(bytes, request.headers.get("content-type"));
  return Response.json({ storageId });
}

/** `GET /api/storage/<id>`: hands a file out. */
export function download(engine: Engine, request: Request, storageId: string): Response {
  const file = engine.files.get(storageId);
  if (file === null) throw new HttpError(404, "FileNotFound", `File ${storageId} not found`);
  const headers = new Headers({
    "cache-control": CACHE_CONTROL,
    "content-length": String(file.bytes.byteLength),
    // Uploaded by anyone: a browser must not take a picture for a page.
    "x-content-type-options": "nosniff",
  });
  if (file.contentType !== null) headers.set("content-type", file.contentType);
  const body = request.method === "HEAD" ? null : new Uint8Array(file.bytes);
  return new Response(body, { headers });
}
