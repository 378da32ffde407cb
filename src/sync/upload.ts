import type { Id } from "../../convex/_generated/dataModel";
import type { FileUpload } from "./ports";

/**
 * Sends a file to an address from `generateAvatarUploadUrl`. By XMLHttpRequest, for `fetch` does
 * not tell how much has been sent; where there is none, by `fetch`, which tells the end alone.
 *
 * @throws when it did not arrive, whatever the reason; also when it was ended early
 */
export async function uploadFile(upload: FileUpload): Promise<{ storageId: Id<"_storage"> }> {
  upload.signal.throwIfAborted();
  upload.onProgress(0);
  const send = typeof XMLHttpRequest === "undefined" ? byFetch : byXmlHttpRequest;
  const { status, text } = await send(upload);
  if (status < 200 || status > 299) throw new Error(`The upload was answered with ${status}.`);
  upload.onProgress(1);
  // Convex documents this answer; an `Id` is its text.
  return JSON.parse(text) as { storageId: Id<"_storage"> };
}

interface Answer {
  status: number;
  text: string;
}

async function byFetch({ url, file, signal }: FileUpload): Promise<Answer> {
  const headers = { "Content-Type": file.type };
  const response = await fetch(url, { method: "POST", headers, body: file, signal });
  return { status: response.status, text: await response.text() };
}

function byXmlHttpRequest({ url, file, signal, onProgress }: FileUpload): Promise<Answer> {
  const request = new XMLHttpRequest();
  const abort = () => request.abort();
  signal.addEventListener("abort", abort);
  return new Promise<Answer>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new TypeError("The upload did not get through."));
    request.onabort = () => reject(new DOMException("The upload was ended.", "AbortError"));
    request.open("POST", url);
    request.setRequestHeader("Content-Type", file.type);
    request.send(file);
  }).finally(() => signal.removeEventListener("abort", abort));
}
