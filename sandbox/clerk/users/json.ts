import type { UserJSON } from "@clerk/backend";
import type { PictureUrls } from "../pictures/urls";
import { primaryEmail, type EmailRecord, type UserRecord } from "./record";

/** What `@clerk/backend` types, and what it omits. */
type TypedAndOmitted = Omit<UserJSON, "email_addresses"> & {
  readonly email_addresses: readonly ReturnType<typeof emailJson>[];
  /** The name that `image_url` had before; still sent. */
  readonly profile_image_url: string;
  readonly passkeys: readonly never[];
  readonly saml_accounts: readonly never[];
};

/** A user as the Backend API and webhooks show it. Written out, so that it can be published. */
export type BackendUserJson = ReturnType<typeof backendUserJson>;

export function backendUserJson(user: UserRecord, pictureUrls: PictureUrls) {
  const image_url = pictureUrls.of(user);
  return {
    id: user.id,
    object: "user",
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    locale: null,
    timezone: null,
    image_url,
    profile_image_url: image_url,
    has_image: user.picture_id !== null,
    primary_email_address_id: user.primary_email_address_id,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    password_enabled: user.password !== null,
    password_last_updated_at: null,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    email_addresses: user.emails.map(emailJson),
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    organization_memberships: null,
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    public_metadata: user.public_metadata,
    private_metadata: user.private_metadata,
    unsafe_metadata: user.unsafe_metadata,
    external_id: user.external_id,
    last_sign_in_at: user.last_sign_in_at,
    banned: false,
    locked: false,
    deprovisioned: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: 100,
    created_at: user.created_at,
    updated_at: user.updated_at,
    delete_self_enabled: true,
    create_organization_enabled: true,
    create_organizations_limit: null,
    last_active_at: user.last_sign_in_at,
    legal_accepted_at: null,
  } satisfies TypedAndOmitted;
}

/** A user as the Frontend API shows them to themselves: without what only servers may see. */
export type FrontendUserJson = Omit<
  BackendUserJson,
  "private_metadata" | "organization_memberships"
> & {
  readonly organization_memberships: readonly never[];
  readonly profile_image_id: string;
};

export function frontendUserJson(user: UserRecord, pictureUrls: PictureUrls): FrontendUserJson {
  const { private_metadata: _hidden, ...json } = backendUserJson(user, pictureUrls);
  return { ...json, organization_memberships: [], profile_image_id: user.picture_id ?? "" };
}

/** What a session shows of its person, also to others. */
export function publicUserDataJson(user: UserRecord, pictureUrls: PictureUrls) {
  const image_url = pictureUrls.of(user);
  return {
    first_name: user.first_name,
    last_name: user.last_name,
    image_url,
    profile_image_url: image_url,
    has_image: user.picture_id !== null,
    identifier: primaryEmail(user) ?? user.username ?? "",
    username: user.username,
    user_id: user.id,
  };
}

/** A deleted user, as APIs answer it and `user.deleted` carries it. */
export function deletedUserJson(user: UserRecord) {
  return {
    id: user.id,
    object: "user",
    deleted: true,
    ...(user.external_id === null ? {} : { external_id: user.external_id }),
  };
}

function emailJson(email: EmailRecord) {
  return {
    ...email,
    object: "email_address",
    reserved: false,
    verification: {
      object: "verification_admin",
      status: "verified",
      strategy: "admin",
      attempts: null,
      expire_at: null,
    },
    linked_to: [],
    matches_sso_connection: false,
  };
}
