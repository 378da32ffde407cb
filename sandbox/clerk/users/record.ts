/** JSON as people keep it in Clerk's metadata. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Metadata = { readonly [key: string]: Json };

export type EmailRecord = {
  readonly id: string;
  readonly email_address: string;
  readonly created_at: number;
  readonly updated_at: number;
};

/** A person as the sandbox keeps them; times in ms. Clerk's JSON is made from it in `json.ts`. */
export type UserRecord = {
  readonly id: string;
  readonly external_id: string | null;
  readonly username: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly emails: readonly EmailRecord[];
  readonly primary_email_address_id: string | null;
  readonly password: PasswordRecord | null;
  /** The uploaded picture, or null when Clerk shows the initials. */
  readonly picture_id: string | null;
  readonly public_metadata: Metadata;
  readonly private_metadata: Metadata;
  readonly unsafe_metadata: Metadata;
  readonly last_sign_in_at: number | null;
  readonly created_at: number;
  /** Grows with every change, also when two fall into one millisecond. */
  readonly updated_at: number;
};

export type PasswordRecord = { readonly salt: string; readonly hash: string };

export function primaryEmail(user: UserRecord): string | null {
  const primary = user.emails.find((email) => email.id === user.primary_email_address_id);
  return primary?.email_address ?? null;
}

export function fullName(user: UserRecord): string | null {
  return [user.first_name, user.last_name].filter(Boolean).join(" ") || null;
}
