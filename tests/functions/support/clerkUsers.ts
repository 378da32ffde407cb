import { vi } from "vitest";
import { clerkUser, type Json } from "./clerk";
import { API_URL, START } from "./setup";

/** Clerk's list of users, as scans meet it: a Backend API over a handful of people. */
export interface ClerkUsers {
  /** In no order; tests put people in, change them and take them away behind everybody's back. */
  readonly people: Map<string, Json>;
  /** Paths with their queries, of all calls so far. */
  readonly calls: string[];
  /** The calls that asked for a page or for people by their ids. */
  lists(): string[];
  /** Answers of the next calls, before the API itself gets to answer; undefined lets one through. */
  readonly trouble: ((() => Response) | undefined)[];
}

/** A person whom Clerk has, `minute` minutes after START. */
export function member(id: string, overrides: Json = {}, minute = 0): Json {
  const at = START + minute * 60_000;
  return clerkUser({
    id,
    username: id.replace("user_", ""),
    first_name: "First",
    last_name: id,
    image_url: `https://img.clerk.test/${id}`,
    primary_email_address_id: "idn_1",
    email_addresses: [{ id: "idn_1", email_address: `${id}@example.com` }],
    created_at: at,
    updated_at: at,
    ...overrides,
  });
}

export function stubClerkUsers(members: readonly Json[] = []): ClerkUsers {
  const people = new Map(members.map((person) => [person.id as string, person]));
  const calls: string[] = [];
  const trouble: ClerkUsers["trouble"] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams, search } = new URL(url);
    if (!url.startsWith(`${API_URL}/v1/users`)) throw new Error(`Not expected: ${url}`);
    const method = init.method ?? "GET";
    calls.push(`${method} ${pathname}${search}`);
    const instead = trouble.shift();
    if (instead !== undefined) return Promise.resolve(instead());
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Json) : {};
    return Promise.resolve(answer(people, { method, path: pathname, query: searchParams, body }));
  });
  const lists = () => calls.filter((call) => call.startsWith("GET /v1/users?"));
  return { people, calls, lists, trouble };
}

function answer(
  people: Map<string, Json>,
  call: { method: string; path: string; query: URLSearchParams; body: Json },
): Response {
  const { method, path, query, body } = call;
  if (path === "/v1/users/count") {
    return Response.json({ object: "total_count", total_count: people.size });
  }
  if (path === "/v1/users") return Response.json(list([...people.values()], query));
  const id = decodeURIComponent(path.split("/").at(-1) ?? "");
  const person = people.get(id);
  if (person === undefined) {
    return Response.json({ errors: [{ code: "resource_not_found" }] }, { status: 404 });
  }
  if (method === "DELETE") {
    people.delete(id);
    return Response.json({ id, object: "user", deleted: true });
  }
  if (method !== "PATCH") return Response.json(person);
  const changed = { ...person, ...body, updated_at: Date.now() };
  people.set(id, changed);
  return Response.json(changed);
}

function list(people: readonly Json[], query: URLSearchParams): Json[] {
  const ids = query.getAll("user_id");
  const order = query.get("order_by") ?? "-created_at";
  const sign = order.startsWith("-") ? -1 : 1;
  const key = order.slice(1);
  const offset = Number(query.get("offset") ?? 0);
  return people
    .filter((person) => ids.length === 0 || ids.includes(person.id as string))
    .sort((a, b) => sign * ((a[key] as number) - (b[key] as number)))
    .slice(offset, offset + Number(query.get("limit") ?? 10));
}
