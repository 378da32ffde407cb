import type { OrderedStore } from "../../kv/types";
import { notFound } from "../errors";
import { Table } from "../table";
import { fullName, primaryEmail, type Json, type Metadata, type UserRecord } from "../users/record";
import { TOKEN_LIFETIME } from "./tokens";

/** A JWT template as the Backend API speaks of it; times in ms, lifetime in seconds. */
export type JwtTemplate = {
  readonly object: "jwt_template";
  readonly id: string;
  readonly name: string;
  /** May hold shortcodes such as `{{user.full_name}}`. */
  readonly claims: Metadata;
  readonly lifetime: number;
  readonly created_at: number;
  readonly updated_at: number;
};

/** What Clerk's preset for Convex makes, with the claim for the dashboard's roles added. */
const CONVEX: JwtTemplate = {
  object: "jwt_template",
  id: "jtmp_convex",
  name: "convex",
  claims: {
    aud: "convex",
    name: "{{user.full_name}}",
    email: "{{user.primary_email_address}}",
    picture: "{{user.image_url}}",
    nickname: "{{user.username}}",
    given_name: "{{user.first_name}}",
    family_name: "{{user.last_name}}",
    updated_at: "{{user.updated_at}}",
    role: "{{user.public_metadata.role}}",
  },
  lifetime: TOKEN_LIFETIME,
  created_at: 0,
  updated_at: 0,
};

/** The JWT templates of an instance: one for Convex, which can be edited as in Clerk's dashboard. */
export class Templates {
  private readonly store: OrderedStore;
  private readonly edited: Table<JwtTemplate>;

  constructor(store: OrderedStore) {
    this.store = store;
    this.edited = new Table(store, "jwt-template");
  }

  list(): JwtTemplate[] {
    return [this.edited.get(CONVEX.id) ?? CONVEX];
  }

  /** Replaces a template's claims. @throws {ClerkError} 404 for one that there is not */
  update(id: string, claims: Metadata): JwtTemplate {
    const template = this.list().find((one) => one.id === id);
    if (template === undefined) throw notFound(`No JWT template exists with id: ${id}`);
    const updated = { ...template, claims, updated_at: Date.now() };
    this.store.commit([this.edited.put(id, updated)]);
    return updated;
  }

  /** The claims that a template makes of a person. @throws {ClerkError} 404 */
  claims(name: string, user: UserRecord, imageUrl: string): Metadata {
    const template = this.list().find((one) => one.name === name);
    if (template === undefined) throw notFound(`No JWT template exists with name: ${name}`);
    const values = { user: shortcodeValues(user, imageUrl) };
    const claims: Record<string, Json> = {};
    for (const [claim, text] of Object.entries(template.claims)) {
      const value = filledIn(text, values);
      // A person without a role has no such claim.
      if (value !== undefined) claims[claim] = value;
    }
    return claims;
  }
}

function shortcodeValues(user: UserRecord, image_url: string): Metadata {
  const { id, username, first_name, last_name, updated_at, public_metadata } = user;
  const names = { id, username, first_name, last_name, full_name: fullName(user) };
  const primary_email_address = primaryEmail(user);
  return { ...names, primary_email_address, image_url, updated_at, public_metadata };
}

/** A claim that is one shortcode has the value's own type; undefined when there is no value. */
function filledIn(claim: Json, values: Metadata): Json | undefined {
  if (typeof claim !== "string") return claim;
  const path = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(claim)?.[1];
  if (path === undefined) return claim;
  return path.split(".").reduce<Json | undefined>((value, key) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Metadata)[key] : undefined;
  }, values);
}
