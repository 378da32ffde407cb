import { formFields, uploadedFile } from "../api/body";
import { route, type Call, type Route } from "../api/router";
import { signedOut } from "../errors";
import { newId } from "../ids";
import type { Instance } from "../instance";
import type { ClientRecord } from "../sessions/clients";
import { readUserChanges, type UserChanges } from "../users/input";
import { deletedUserJson, frontendUserJson } from "../users/json";
import type { UserRecord } from "../users/record";
import { clientJson, environmentJson, sessionJson } from "./json";
import { whoSignsIn } from "./signIn";

/** What people may change of themselves. Public and private metadata are for servers alone. */
const OWN_FIELDS: readonly (keyof UserChanges)[] = [
  "username",
  "first_name",
  "last_name",
  "primary_email_address_id",
  "unsafe_metadata",
];

/** The API that clerk-js speaks to, under `/v1`. */
export function frontendRoutes(instance: Instance): Route[] {
  const { users, clients, templates, tokens, pictureUrls } = instance;

  /** An answer with the client on its back, from which clerk-js takes its new state. */
  const answer = async (call: Call, response: unknown, client: ClientRecord | null) => ({
    response,
    client: client && (await clientJson(instance, client, originOf(call))),
  });

  /** The same, about the person who is signed in, after what was done to them. */
  const answerUser = (call: Call, user: UserRecord) =>
    answer(call, frontendUserJson(user, pictureUrls), clients.of(call));

  const answerPicture = (call: Call, user: UserRecord) => {
    const image = { object: "image", id: user.picture_id ?? "", name: "picture" };
    const response = { ...image, public_url: pictureUrls.of(user) };
    return answer(call, response, clients.of(call));
  };

  const endOne = async (call: Call, { id = "" }) => {
    const client = signedInClient(instance, call);
    const session = await sessionJson(instance, clients.session(client, id), originOf(call));
    const status = call.path.endsWith("/remove") ? "removed" : "ended";
    return answer(call, { ...session, status }, clients.end(client, [id]));
  };

  return [
    route("GET", "/v1/environment", () => environmentJson(instance)),
    route("PATCH", "/v1/environment", () => environmentJson(instance)),
    route("POST", "/v1/dev_browser", () => ({
      object: "dev_browser",
      id: clients.newDevBrowser(),
    })),

    route("GET", "/v1/client", async (call) => {
      const client = clients.of(call);
      const response = client && (await clientJson(instance, client, originOf(call)));
      return { response, client: null };
    }),
    route("DELETE", "/v1/client/sessions", async (call) => {
      const client = clients.of(call);
      const ids = client?.sessions.map(({ id }) => id) ?? [];
      const emptied = client && clients.end(client, ids);
      const json = emptied && (await clientJson(instance, emptied, originOf(call)));
      return { response: json, client: json };
    }),

    route("POST", "/v1/client/sign_ins", async (call) => {
      const user = await whoSignsIn(instance, await formFields(call.request));
      users.signedIn(user.id);
      const { client, session } = clients.signIn(call, user.id);
      const signIn = {
        object: "sign_in",
        id: newId("sia"),
        status: "complete",
        identifier: null,
        supported_identifiers: ["email_address", "username"],
        supported_first_factors: [],
        supported_second_factors: null,
        first_factor_verification: null,
        second_factor_verification: null,
        user_data: null,
        created_session_id: session.id,
      };
      return answer(call, signIn, client);
    }),

    route("POST", "/v1/client/sessions/:id/touch", async (call, { id = "" }) => {
      const client = signedInClient(instance, call);
      clients.session(client, id);
      const touched = clients.touch(client, id);
      const session = clients.session(touched, id);
      return answer(call, await sessionJson(instance, session, originOf(call)), touched);
    }),
    route("POST", "/v1/client/sessions/:id/end", endOne),
    route("POST", "/v1/client/sessions/:id/remove", endOne),

    route("POST", "/v1/client/sessions/:id/tokens", async (call, { id = "" }) => {
      const session = clients.session(signedInClient(instance, call), id);
      return { object: "token", jwt: await tokens.sessionToken(session, originOf(call)) };
    }),
    route("POST", "/v1/client/sessions/:id/tokens/:template", async (call, params) => {
      const { id = "", template = "" } = params;
      const session = clients.session(signedInClient(instance, call), id);
      const user = users.get(session.user_id);
      const claims = templates.claims(template, user, pictureUrls.of(user));
      const jwt = await tokens.templateToken(claims, session, originOf(call));
      return { object: "token", jwt };
    }),

    route("GET", "/v1/me", (call) => answerUser(call, users.get(ownId(instance, call)))),
    route("PATCH", "/v1/me", async (call) => {
      const id = ownId(instance, call);
      const changes = readUserChanges(await formFields(call.request), OWN_FIELDS);
      return answerUser(call, await users.update(id, changes));
    }),
    route("DELETE", "/v1/me", (call) => {
      const deleted = users.delete(ownId(instance, call));
      return answer(call, deletedUserJson(deleted), clients.of(call));
    }),
    route("POST", "/v1/me/profile_image", async (call) => {
      const id = ownId(instance, call);
      return answerPicture(call, users.setPicture(id, await uploadedFile(call.request)));
    }),
    route("DELETE", "/v1/me/profile_image", (call) =>
      answerPicture(call, users.removePicture(ownId(instance, call))),
    ),
  ];
}

/** The person on whose behalf a request is made, if any. Several may be signed in: one acts. */
export function actingUserId(instance: Instance, call: Call): string | null {
  const client = instance.clients.of(call);
  const sessionId = call.query.get("_clerk_session_id") ?? client?.last_active_session_id;
  return client?.sessions.find((session) => session.id === sessionId)?.user_id ?? null;
}

/** @throws {ClerkError} 401 */
function ownId(instance: Instance, call: Call): string {
  const id = actingUserId(instance, call);
  if (id === null) throw signedOut();
  return id;
}

/** @throws {ClerkError} 401 */
function signedInClient(instance: Instance, call: Call): ClientRecord {
  const client = instance.clients.of(call);
  if (!client) throw signedOut();
  return client;
}

function originOf({ request }: Call): string | null {
  return request.headers.get("origin");
}
