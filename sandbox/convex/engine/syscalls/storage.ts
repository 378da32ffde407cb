import { fileRow, hashFile, newUploadToken, putFile, readFile, removeFile } from "../files";
import { inAnyTransaction, inOwnTransaction } from "./ownTransaction";
import { json } from "./types";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall, JsSyscall } from "./types";

interface FileArgs {
  readonly storageId: string;
}

function generateUploadUrl(execution: Execution): string | Promise<string> {
  const { cloudUrl } = execution.core.options;
  return inAnyTransaction(execution, (transaction) =>
    json(`${cloudUrl}/api/storage/upload?token=${newUploadToken(transaction)}`),
  );
}

function getUrl(execution: Execution, { storageId }: FileArgs): string | Promise<string> {
  const { catalog, options } = execution.core;
  return inAnyTransaction(execution, (transaction) => {
    const row = fileRow(transaction, catalog, execution.component.path, storageId);
    if (row === null) return json(null);
    const served = `${options.cloudUrl}/api/storage/${storageId}`;
    const file = options.fileUrl && readFile(catalog, transaction, storageId);
    return json(file ? options.fileUrl?.(storageId, file) : served);
  });
}

function getMetadata(execution: Execution, { storageId }: FileArgs): string | Promise<string> {
  return inAnyTransaction(execution, (transaction) => {
    const row = fileRow(transaction, execution.core.catalog, execution.component.path, storageId);
    if (row === null) return json(null);
    return json({
      storageId,
      // Here Convex writes it in hexadecimal, in the `_storage` table in base 64.
      sha256: toHex(atob(row["sha256"] as string)),
      size: Number(row["size"]),
      contentType: typeof row["contentType"] === "string" ? row["contentType"] : null,
    });
  });
}

function remove(execution: Execution, { storageId }: FileArgs): string | Promise<string> {
  return inAnyTransaction(execution, (transaction) => {
    removeFile(transaction, execution.core.catalog, execution.component.path, storageId);
    return json(null);
  });
}

/** `ctx.storage.store` in a mutation. */
async function storeInMutation(
  { core, component, tx }: Execution,
  args: { readonly blob: string; readonly contentType: string; readonly sha256?: string },
): Promise<string> {
  const bytes = Uint8Array.from(atob(args.blob), (char) => char.charCodeAt(0));
  const file = await hashFile({ bytes, contentType: args.contentType || null });
  checkHash(file.sha256, args.sha256);
  return json(putFile(tx, core.catalog, component.path, file));
}

/** `ctx.storage.get` in a mutation. */
function getInMutation({ core, tx }: Execution, { storageId }: FileArgs): string {
  const file = readFile(core.catalog, tx, storageId);
  if (file === null) return json(null);
  tx.meter.count("filesRead");
  tx.meter.count("fileReadBytes", file.bytes.byteLength);
  const blob = btoa(Array.from(file.bytes, (byte) => String.fromCharCode(byte)).join(""));
  return json({ blob, contentType: file.contentType });
}

/** `ctx.storage.store` in an action. */
async function storeBlob(
  execution: Execution,
  args: { readonly blob: Blob; readonly options?: { readonly sha256?: string } },
): Promise<string> {
  const { blob } = args;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const file = await hashFile({ bytes, contentType: blob.type || null });
  checkHash(file.sha256, args.options?.sha256);
  return inOwnTransaction(execution, (transaction) =>
    putFile(transaction, execution.core.catalog, execution.component.path, file),
  );
}

/** `ctx.storage.get` in an action. */
function getBlob(execution: Execution, { storageId }: FileArgs): Promise<Blob | null> {
  return inOwnTransaction(execution, (transaction) => {
    const file = readFile(execution.core.catalog, transaction, storageId);
    if (file === null) return null;
    return new Blob([new Uint8Array(file.bytes)], { type: file.contentType ?? "" });
  });
}

function checkHash(actual: string, expected: string | undefined): void {
  if (expected === undefined || expected === actual || expected === toHex(atob(actual))) return;
  throw new Error(`The file's sha256 is ${actual}, not ${expected}.`);
}

function toHex(bytes: string): string {
  return Array.from(bytes, (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

export const storageSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/storageGenerateUploadUrl": generateUploadUrl,
  "1.0/storageGetUrl": getUrl,
  "1.0/storageGetMetadata": getMetadata,
  "1.0/storageDelete": remove,
  "1.0/storageStore": storeInMutation,
  "1.0/storageGet": getInMutation,
};

export const storageJsSyscalls: Readonly<Record<string, JsSyscall>> = {
  "storage/storeBlob": storeBlob,
  "storage/getBlob": getBlob,
};
