import type { Instance } from "../instance";
import type { ClientRecord, SessionRecord } from "../sessions/clients";
import { frontendUserJson, publicUserDataJson } from "../users/json";

/** Which site a token is for (its `azp` claim); null when the request does not say. */
export type Origin = string | null;

/** A client as clerk-js keeps it: with its sessions and their people in full. */
export async function clientJson(instance: Instance, client: ClientRecord, origin: Origin) {
  const sessions = client.sessions.map((session) => sessionJson(instance, session, origin));
  return {
    object: "client",
    id: client.id,
    sessions: await Promise.all(sessions),
    sign_in: null,
    sign_up: null,
    last_active_session_id: client.last_active_session_id,
    last_authentication_strategy: null,
    captcha_bypass: false,
    cookie_expires_at: null,
    created_at: client.created_at,
    updated_at: client.updated_at,
  };
}

export async function sessionJson(instance: Instance, session: SessionRecord, origin: Origin) {
  const user = instance.users.get(session.user_id);
  return {
    object: "session",
    id: session.id,
    status: "active",
    expire_at: session.expire_at,
    abandon_at: session.expire_at,
    last_active_at: session.last_active_at,
    last_active_organization_id: null,
    last_active_token: {
      object: "token",
      jwt: await instance.tokens.sessionToken(session, origin),
    },
    factor_verification_age: null,
    actor: null,
    tasks: null,
    user: frontendUserJson(user, instance.pictureUrls),
    public_user_data: publicUserDataJson(user, instance.pictureUrls),
    created_at: session.created_at,
    updated_at: session.updated_at,
  };
}

/** The least that clerk-js needs to know of an instance's settings. */
export function environmentJson(instance: Instance) {
  return {
    object: "environment",
    id: instance.instanceId,
    auth_config: {
      object: "auth_config",
      id: `aconf_${instance.instanceId}`,
      // Several people may be signed in to one browser, which is what a user switcher is.
      single_session_mode: false,
      claimed_at: null,
      reverification: false,
    },
    display_config: {
      object: "display_config",
      id: `display_${instance.instanceId}`,
      application_name: "Sandbox",
      instance_environment_type: "development",
    },
    maintenance_mode: false,
  };
}
