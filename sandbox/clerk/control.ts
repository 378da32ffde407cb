import { ZodError } from "zod";
import { jsonFields } from "./api/body";
import { route, type Route } from "./api/router";
import { notFound, refusedParam } from "./errors";
import type { Instance } from "./instance";
import { readNewUser, readUserChanges, type UserChanges } from "./users/input";
import { backendUserJson, deletedUserJson } from "./users/json";
import { listUsers } from "./users/list";
import { fullName, primaryEmail, type UserRecord } from "./users/record";

/** What Clerk's own dashboard lets an administrator edit of a person. */
const EDITABLE: readonly (keyof UserChanges)[] = [
  "username",
  "first_name",
  "last_name",
  "email_address",
  "external_id",
  "password",
  "public_metadata",
  "private_metadata",
  "unsafe_metadata",
];

/**
 * The sandbox's own API under `/sandbox`, which the real Clerk has not: the people to switch to,
 * edits as in Clerk's dashboard, faults, and a look at the webhooks. It asks for no key, so its
 * host serves it on loopback only.
 */
export function controlRoutes(instance: Instance): Route[] {
  const { users, tickets, webhooks, faults, pictureUrls } = instance;
  const json = (user: UserRecord) => backendUserJson(user, pictureUrls);
  const person = (user: UserRecord) => ({
    id: user.id,
    name: fullName(user),
    username: user.username,
    email_address: primaryEmail(user),
    image_url: pictureUrls.of(user),
    role: user.public_metadata.role ?? null,
  });
  const webhooksState = () => ({
    paused: webhooks.paused,
    next_at: webhooks.nextAt(),
    messages: webhooks.list({ limit: 100 }),
  });

  return [
    route("GET", "/sandbox/people", ({ query }) => {
      const limit = Number(query.get("limit") ?? 100);
      const search = query.get("query") || undefined;
      return listUsers(users.directory, { limit, query: search, order_by: "+created_at" }).map(
        person,
      );
    }),
    route("POST", "/sandbox/people", async ({ request }) =>
      json(await users.create(readNewUser(await jsonFields(request)))),
    ),
    route("GET", "/sandbox/people/:id", (_, { id = "" }) => json(users.get(id))),
    route("PATCH", "/sandbox/people/:id", async ({ request, query }, { id = "" }) => {
      const changes = readUserChanges(await jsonFields(request), EDITABLE);
      // `?webhook=false` changes a person behind everybody's back: drift on demand.
      return json(await users.update(id, changes, { webhook: query.get("webhook") !== "false" }));
    }),
    route("DELETE", "/sandbox/people/:id", ({ query }, { id = "" }) =>
      deletedUserJson(users.delete(id, { webhook: query.get("webhook") !== "false" })),
    ),

    route("POST", "/sandbox/tickets", async ({ request }) => {
      const { user_id } = await jsonFields(request);
      const { id } = users.get(String(user_id));
      return { ticket: tickets.issue(id).ticket };
    }),

    route("GET", "/sandbox/faults", () => faults.list()),
    route("POST", "/sandbox/faults", async ({ request }) => {
      const input: unknown = await jsonFields(request);
      try {
        return faults.set(input as Parameters<typeof faults.set>[0]);
      } catch (error) {
        if (error instanceof ZodError) throw refusedParam("fault", "fault_invalid", error.message);
        throw error;
      }
    }),
    route("DELETE", "/sandbox/faults", () => {
      faults.clear();
      return faults.list();
    }),
    route("DELETE", "/sandbox/faults/:id", (_, { id = "" }) => {
      faults.clear(id);
      return faults.list();
    }),

    route("GET", "/sandbox/webhooks", webhooksState),
    route("POST", "/sandbox/webhooks/deliver", async () => {
      await webhooks.deliverNow();
      return webhooksState();
    }),
    route("POST", "/sandbox/webhooks/pause", () => {
      webhooks.pause();
      return webhooksState();
    }),
    route("POST", "/sandbox/webhooks/resume", () => {
      webhooks.resume();
      return webhooksState();
    }),
    route("POST", "/sandbox/webhooks/:id/resend", async (_, { id = "" }) => {
      if (!(await webhooks.resend(id))) throw notFound(`No message was found with id ${id}.`);
      return webhooks.get(id);
    }),
  ];
}
