import type { FaultInput } from "../../clerk";
import type { RuleInForce } from "./troubles";

/** Calls to the control API of the Clerk stand-in; see sandbox/clerk/control.ts. */

const BASE = "/__clerk/sandbox";

export async function listRules(): Promise<readonly RuleInForce[]> {
  return await call<readonly RuleInForce[]>("GET", "/faults");
}

export async function addRule(fault: FaultInput): Promise<void> {
  await call("POST", "/faults", fault);
}

export async function removeRule(id: string): Promise<void> {
  await call("DELETE", `/faults/${id}`);
}

export async function removeAllRules(): Promise<void> {
  await call("DELETE", "/faults");
}

export async function pauseWebhooks(paused: boolean): Promise<void> {
  await call("POST", `/webhooks/${paused ? "pause" : "resume"}`);
}

export interface PersonEdit {
  readonly first_name?: string;
  readonly last_name?: string;
}

/** As in Clerk's own dashboard. Without the event nobody is told: the two sides drift apart. */
export async function editPerson(id: string, edit: PersonEdit, withEvent: boolean): Promise<void> {
  await call("PATCH", `/people/${id}?webhook=${withEvent}`, edit);
}

export interface NewPerson {
  readonly username: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email_address: readonly string[];
}

export async function signUp(person: NewPerson, signal: AbortSignal): Promise<void> {
  await call("POST", "/people", person, signal);
}

async function call<Answer>(
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(BASE + path, {
    method,
    headers: body && { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error(`${method} ${path}: the sandbox answered ${response.status}.`);
  return (await response.json()) as Answer;
}
