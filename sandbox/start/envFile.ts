import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

/** The variables of a sandbox, by name. */
export type Variables = Readonly<Record<string, string>>;

/** `.sandbox/env`: the variables in dotenv form, so that any script or curl can talk to the sandbox. */
export function envFile(dir: string): string {
  return join(dir, "env");
}

/** What an earlier start wrote; empty when there was none. */
export function readVariables(dir: string): Partial<Variables> {
  const file = envFile(dir);
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** Writes the variables, readable by their owner only: the sandbox's secrets are secrets too. */
export function writeVariables(dir: string, variables: Partial<Variables>): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const text = ["# Written by npm start; read it, don't edit it.", ...lines, ""].join("\n");
  writeFileSync(envFile(dir), text, { mode: 0o600 });
  chmodSync(envFile(dir), 0o600);
}
