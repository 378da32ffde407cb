import { convexToJson } from "convex/values";
import type { JSONValue } from "convex/values";
import { json } from "./types";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall, SyncSyscall } from "./types";

function getUserIdentity({ identity }: Execution): string {
  return json(identity as unknown as JSONValue);
}

function getFunctionMetadata({ path, component }: Execution): string {
  return json({ name: path, componentPath: component.path });
}

function getRequestMetadata({ kind, request }: Execution): string {
  if (kind === "query") {
    throw new Error(
      "getRequestMetadata() can only be called from a mutation, action or HTTP action.",
    );
  }
  return json({ ...request });
}

function getTransactionMetrics({ transaction }: Execution): string {
  if (transaction === null) {
    throw new Error(
      "getTransactionMetrics() can only be called from a query or mutation. It is not available in actions or outside of a Convex function.",
    );
  }
  return json(convexToJson(transaction.meter.metrics()));
}

function getDeploymentMetadata(): string {
  return json({ name: "sandbox", region: null, class: "s16" });
}

function getSnapshotTs({ transaction }: Execution): string {
  if (transaction === null) {
    throw new Error("getSnapshotTs() can only be called from a query or mutation.");
  }
  return json(convexToJson(transaction.ts));
}

/** Audit logs are kept by the cloud; here they go where the console goes. */
function auditLog(execution: Execution, { body }: { readonly body: JSONValue }): string {
  execution.log("AUDIT", JSON.stringify(body));
  return json(null);
}

export const metaSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/getUserIdentity": getUserIdentity,
  "1.0/getFunctionMetadata": getFunctionMetadata,
  "1.0/getRequestMetadata": getRequestMetadata,
  "1.0/getTransactionMetrics": getTransactionMetrics,
  "1.0/getDeploymentMetadata": getDeploymentMetadata,
  "1.0/auditLog": auditLog,
};

export const metaSyncSyscalls: Readonly<Record<string, SyncSyscall>> = {
  "1.0/getSnapshotTs": getSnapshotTs,
};
