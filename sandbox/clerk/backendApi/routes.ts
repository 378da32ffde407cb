import { jsonFields, uploadedFile } from "../api/body";
import { route, type Route } from "../api/router";
import { refusedParam } from "../errors";
import type { Instance } from "../instance";
import { isObject, readNewUser, readUserChanges, type UserChanges } from "../users/input";
import { backendUserJson, deletedUserJson } from "../users/json";
import { countUsers, listUsers } from "../users/list";
import { mergeMetadata } from "../users/metadata";
import type { UserRecord } from "../users/record";
import { filterOf, pageOf } from "./query";

const PATCHABLE: readonly (keyof UserChanges)[] = [
  "username",
  "first_name",
  "last_name",
  "external_id",
  "primary_email_address_id",
  "password",
  "public_metadata",
  "private_metadata",
  "unsafe_metadata",
];
const METADATA = ["public_metadata", "private_metadata", "unsafe_metadata"] as const;

/** The API for servers, under `/v1`; every request has shown the secret key. */
export function backendRoutes(instance: Instance): Route[] {
  const { users, templates, tickets, tokens, pictureUrls } = instance;
  const json = (user: UserRecord) => backendUserJson(user, pictureUrls);

  return [
    route("GET", "/v1/jwks", () => tokens.jwks()),

    route("GET", "/v1/users", ({ query }) =>
      listUsers(users.directory, { ...filterOf(query), ...pageOf(query) }).map(json),
    ),
    route("GET", "/v1/users/count", ({ query }) => ({
      object: "total_count",
      total_count: countUsers(users.directory, filterOf(query)),
    })),
    route("POST", "/v1/users", async ({ request }) =>
      json(await users.create(readNewUser(await jsonFields(request)))),
    ),

    route("GET", "/v1/users/:id", (_, { id = "" }) => json(users.get(id))),
    route("PATCH", "/v1/users/:id", async ({ request }, { id = "" }) =>
      json(await users.update(id, readUserChanges(await jsonFields(request), PATCHABLE))),
    ),
    route("DELETE", "/v1/users/:id", (_, { id = "" }) => deletedUserJson(users.delete(id))),

    route("PATCH", "/v1/users/:id/metadata", async ({ request }, { id = "" }) => {
      const patch = readUserChanges(await jsonFields(request), METADATA);
      return json(await users.update(id, mergeMetadata(users.get(id), patch)));
    }),
    route("PUT", "/v1/users/:id/metadata", async ({ request }, { id = "" }) =>
      json(await users.update(id, readUserChanges(await jsonFields(request), METADATA))),
    ),
    route("PUT", "/v1/users/:id/email_address", async ({ request }, { id = "" }) =>
      json(await users.update(id, readUserChanges(await jsonFields(request), ["email_address"]))),
    ),

    route("POST", "/v1/users/:id/profile_image", async ({ request }, { id = "" }) =>
      json(users.setPicture(id, await uploadedFile(request))),
    ),
    route("DELETE", "/v1/users/:id/profile_image", (_, { id = "" }) =>
      json(users.removePicture(id)),
    ),

    route("GET", "/v1/jwt_templates", ({ query }) => {
      const data = templates.list();
      // Clerk's own library asks for pages; who does not, gets the bare list.
      return query.get("paginated") === "true" ? { data, total_count: data.length } : data;
    }),
    route("PATCH", "/v1/jwt_templates/:id", async ({ request }, { id = "" }) => {
      const { claims } = await jsonFields(request);
      if (!isObject(claims)) {
        throw refusedParam("claims", "form_param_type_invalid", "claims must be an object.");
      }
      return templates.update(id, claims);
    }),

    route("POST", "/v1/sign_in_tokens", async ({ request }) => {
      const { user_id, expires_in_seconds } = await jsonFields(request);
      if (typeof user_id !== "string") {
        throw refusedParam("user_id", "form_param_missing", "user_id must be included.");
      }
      users.get(user_id);
      const lifetime = typeof expires_in_seconds === "number" ? expires_in_seconds : undefined;
      const { id, ticket } = tickets.issue(user_id, lifetime);
      const now = Date.now();
      return {
        object: "sign_in_token",
        id,
        user_id,
        token: ticket,
        status: "pending",
        url: `${instance.issuer}/v1/tickets/accept?ticket=${ticket}`,
        created_at: now,
        updated_at: now,
      };
    }),
  ];
}
