import { Webhook } from "svix/dist/webhook";
import { vi } from "vitest";
import { API_URL, pass, START, WEBHOOK_SECRET, type Backend } from "./setup";

/** Clerk as the backend meets it: signed deliveries, and a Backend API that answers. */

export type Json = Record<string, unknown>;

export const ADA = "user_ada";

/** A user as Clerk's JSON has it, with everything that must never be stored. */
export function clerkUser(overrides: Json = {}): Json {
  return {
    id: ADA,
    object: "user",
    username: "ada",
    first_name: "Ada",
    last_name: "Lovelace",
    image_url: "https://img.clerk.test/ada",
    has_image: true,
    primary_email_address_id: "idn_2",
    email_addresses: [
      { id: "idn_1", email_address: "other@example.com" },
      { id: "idn_2", email_address: "ada@example.com" },
    ],
    phone_numbers: [{ id: "idn_3", phone_number: "+441234567890" }],
    private_metadata: { plan: "secret-plan" },
    public_metadata: {},
    created_at: START,
    updated_at: START,
    ...overrides,
  };
}

export function userEvent(type: string, data: Json, envelope: Json = {}): Json {
  return {
    type,
    object: "event",
    timestamp: typeof data.updated_at === "number" ? data.updated_at : Date.now(),
    instance_id: "ins_1",
    event_attributes: { http_request: { client_ip: "203.0.113.9", user_agent: "curl" } },
    data,
    ...envelope,
  };
}

export const created = (overrides?: Json) => userEvent("user.created", clerkUser(overrides));
export const updated = (overrides?: Json) => userEvent("user.updated", clerkUser(overrides));
export const deleted = (timestamp: number, id = ADA) =>
  userEvent("user.deleted", { id, object: "user", deleted: true }, { timestamp });

let deliveries = 0;

/** Headers of a really signed delivery of `body`. */
export function sign(
  body: string,
  { id = `msg_${++deliveries}`, at = new Date(), secret = WEBHOOK_SECRET } = {},
): Record<string, string> {
  return {
    "svix-id": id,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(secret).sign(id, at, body),
  };
}

/** Sends a signed delivery, without waiting for it to be applied. */
export async function send(
  t: Backend,
  event: Json | string,
  options?: Parameters<typeof sign>[1],
): Promise<Response> {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  return await t.fetch("/clerk/webhook", { method: "POST", body, headers: sign(body, options) });
}

/** Sends signed deliveries one after the other, and lets each be applied. */
export async function deliver(t: Backend, ...events: Json[]): Promise<void> {
  for (const event of events) {
    const response = await send(t, event);
    if (response.status !== 200) throw new Error(`Refused: ${response.status}`);
    await pass(t);
  }
}

/** Answers to calls of Clerk's Backend API about one user, by method; a picture's by its own. */
export interface BackendApi {
  GET?: () => Response;
  PATCH?: (body: Json) => Response | Promise<Response>;
  /** `POST` and `DELETE /v1/users/:id/profile_image`. */
  uploadPicture?: (file: Blob) => Response;
  removePicture?: () => Response;
}

/** Puts a Backend API in front of the backend; answers with the calls it got. */
export function stubBackendApi(api: BackendApi): { method: string; body: Json | null }[] {
  const calls: { method: string; body: Json | null }[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const method = init.method ?? "GET";
    const user = `${API_URL}/v1/users/${ADA}`;
    if (![user, `${user}/profile_image`].includes(url)) throw new Error(`Not expected: ${url}`);
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Json) : null;
    calls.push({ method, body });
    const answers: Record<string, () => Response | Promise<Response> | undefined> = {
      GET: () => api.GET?.(),
      PATCH: () => api.PATCH?.(body ?? {}),
      POST: () => api.uploadPicture?.((init.body as FormData).get("file") as Blob),
      DELETE: () => api.removePicture?.(),
    };
    const answer = answers[method]?.();
    if (answer === undefined) throw new Error(`Not expected: ${method}`);
    return Promise.resolve(answer);
  });
  return calls;
}

export function refusal(status: number, code: string, param_name?: string, headers?: Json) {
  const errors = [{ code, message: "no", long_message: `No: ${code}.`, meta: { param_name } }];
  return Response.json({ errors }, { status, headers: headers as Record<string, string> });
}
