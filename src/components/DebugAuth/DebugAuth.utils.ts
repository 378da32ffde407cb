import { redactMessage } from "../../../convex/model/redact";
import type { SaveResult } from "../../sync/save.machine";
import type { RecentSave } from "../../sync/recentSaves";

/** What a token says of itself. The token is never kept: who has it is the person. */
export type Claims = Record<string, unknown>;

export interface DebugAuthModel {
  clerk:
    | { status: "loading" | "signed_out" }
    | { status: "signed_in"; userId: string; sessionId: string };
  token: { status: "loading" | "none" } | { status: "present"; claims: Claims };
  convex: { auth: "loading" | "authenticated" | "rejected"; connected: boolean };
  /** Newest first. */
  saves: readonly RecentSave[];
}

/** Claims that say nothing about the person but who they are to the machines. */
const HARMLESS = new Set(["aud", "azp", "exp", "iat", "iss", "nbf", "role", "sid", "sub", "v"]);

/** What a JWT claims, unchecked: Convex does that. null when it cannot be read. */
export function claimsOf(jwt: string): Claims | null {
  const [, payload = ""] = jwt.split(".");
  try {
    const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? (claims as Claims) : null;
  } catch {
    return null;
  }
}

/** Whole seconds until the token expires, negative after; null when it never does. */
export function secondsLeft({ exp }: Claims, now: number): number | null {
  return typeof exp === "number" ? Math.ceil(exp - now / 1000) : null;
}

/** How one side of a save ended, in a line. */
export function sideLine(side: SaveResult["convex"]): string {
  switch (side.status) {
    case "done":
    case "skipped":
    case "cancelled":
      return side.status;
    case "refused":
      return `refused (${side.code}${side.field ? ` at ${side.field}` : ""})`;
    case "unreachable":
      return `unreachable (${redactMessage(side.message)})`;
  }
}

/** All of it as text to send to somebody: no token, and nothing of the person but their ids. */
export function asText({ clerk, token, convex, saves }: DebugAuthModel, now: number): string {
  const lines = [
    `at: ${new Date(now).toISOString()}`,
    clerk.status === "signed_in"
      ? `clerk: signed_in, user ${clerk.userId}, session ${clerk.sessionId}`
      : `clerk: ${clerk.status}`,
    `convex: auth ${convex.auth}, ${convex.connected ? "connected" : "not connected"}`,
  ];
  if (token.status === "present") {
    const left = secondsLeft(token.claims, now);
    lines.push(`token: ${left === null ? "no expiry" : `${left} s left`}`);
    for (const [name, value] of Object.entries(token.claims)) {
      lines.push(`  ${name}: ${HARMLESS.has(name) ? JSON.stringify(value) : "(left out)"}`);
    }
  } else lines.push(`token: ${token.status}`);
  lines.push(`saves: ${saves.length === 0 ? "none" : ""}`.trimEnd());
  for (const { at, fields, operationIds, outcome, convex, clerk } of saves) {
    const sides = `convex ${sideLine(convex)}, clerk ${sideLine(clerk)}`;
    const when = new Date(at).toISOString();
    lines.push(`  ${when} ${outcome} [${fields.join(", ")}] ${sides} ${operationIds.join(" ")}`);
  }
  return lines.join("\n");
}
