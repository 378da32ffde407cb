import type { OrderedStore } from "../../kv/types";
import { identifierExists, plainError, refusedParam, userNotFound } from "../errors";
import { newId } from "../ids";
import type { Pictures } from "../pictures/pictures";
import type { PictureUrls } from "../pictures/urls";
import type { EventType } from "../webhooks/event";
import type { Webhooks } from "../webhooks/webhooks";
import { Directory } from "./directory";
import type { NewUser, UserChanges } from "./input";
import { backendUserJson, deletedUserJson } from "./json";
import { hashPassword } from "./passwords";
import type { EmailRecord, UserRecord } from "./record";
import { checkEmail, checkExternalId, checkMetadata, checkName, checkUsername } from "./rules";

export interface ChangeOptions {
  /** False: no webhook tells of it. For seeding histories, and for making drift on purpose. @default true */
  readonly webhook?: boolean;
}

/**
 * Every change to a person, with Clerk's rules. The record, its indexes and the webhook that tells
 * of it are one commit; between reading and committing nothing is awaited, so two changes never mix.
 */
export class Users {
  readonly directory: Directory;
  private readonly store: OrderedStore;
  private readonly pictures: Pictures;
  private readonly pictureUrls: PictureUrls;
  private readonly webhooks: Webhooks;

  constructor(
    store: OrderedStore,
    pictures: Pictures,
    pictureUrls: PictureUrls,
    webhooks: Webhooks,
  ) {
    this.store = store;
    this.directory = new Directory(store);
    this.pictures = pictures;
    this.pictureUrls = pictureUrls;
    this.webhooks = webhooks;
  }

  /** @throws {ClerkError} 404 */
  get(id: string): UserRecord {
    const user = this.directory.get(id);
    if (!user) throw userNotFound(id);
    return user;
  }

  /** @throws {ClerkError} 422 when a value is refused or an identifier is taken */
  async create(input: NewUser, options?: ChangeOptions): Promise<UserRecord> {
    const { email_address = [], created_at = Date.now(), ...changes } = input;
    if (email_address.length === 0 && !input.username) {
      throw plainError(422, "form_data_missing", "A username or an email_address is needed.");
    }
    const password = await hashed(input.password);
    const emails = email_address.map((address) => this.newEmail(address, created_at));
    for (const email of emails) this.refuseTaken("email_address", email.email_address, null);
    const blank = blankUser(created_at, emails);
    const created = { ...blank, ...this.checked(blank, changes), ...password };
    this.commit(null, created, options);
    return created;
  }

  /** @throws {ClerkError} 404; 422 when a value is refused or an identifier is taken */
  async update(id: string, changes: UserChanges, options?: ChangeOptions): Promise<UserRecord> {
    const password = await hashed(changes.password);
    const before = this.get(id);
    const after = { ...before, ...this.checked(before, changes), ...password };
    return this.change(before, after, options);
  }

  /** @throws {ClerkError} 404; 422 when it is no picture that Clerk takes */
  setPicture(id: string, bytes: Uint8Array, options?: ChangeOptions): UserRecord {
    const before = this.get(id);
    const picture = this.pictures.add(bytes);
    // First of all, for already the webhook that is made with the change names its address.
    this.store.commit([picture.write]);
    return this.change(before, { ...before, picture_id: picture.id }, options);
  }

  /** @throws {ClerkError} 404 */
  removePicture(id: string, options?: ChangeOptions): UserRecord {
    const before = this.get(id);
    return this.change(before, { ...before, picture_id: null }, options);
  }

  /** Returns whom it deleted. @throws {ClerkError} 404 */
  delete(id: string, options?: ChangeOptions): UserRecord {
    const before = this.get(id);
    this.commit(before, null, options);
    return before;
  }

  /** Notes a sign-in. Clerk's `updated_at` is about the profile, so it stays, and no webhook is sent. */
  signedIn(id: string): void {
    const before = this.get(id);
    const after = { ...before, last_sign_in_at: Date.now() };
    this.store.commit(this.directory.writes(before, after));
  }

  private change(before: UserRecord, after: UserRecord, options?: ChangeOptions): UserRecord {
    // Clients tell two states apart by this time alone, so it never stands still.
    const changed = { ...after, updated_at: Math.max(Date.now(), before.updated_at + 1) };
    this.commit(before, changed, options);
    return changed;
  }

  private commit(
    before: UserRecord | null,
    after: UserRecord | null,
    { webhook = true }: ChangeOptions = {},
  ): void {
    const announcement = webhook ? this.announcement(before, after) : [];
    this.store.commit([...this.directory.writes(before, after), ...announcement]);
    if (webhook) this.webhooks.wake();
  }

  private announcement(before: UserRecord | null, after: UserRecord | null) {
    const user = after ?? before;
    if (!user) return [];
    const type: EventType = !before ? "user.created" : after ? "user.updated" : "user.deleted";
    const data = after ? backendUserJson(after, this.pictureUrls) : deletedUserJson(user);
    // A deletion is ordered among the person's events by this time alone.
    const at = after ? after.updated_at : Math.max(Date.now(), user.updated_at + 1);
    return this.webhooks.prepare({ type, userId: user.id, data, at });
  }

  /** The changes as they go into the record. */
  private checked(user: UserRecord, changes: UserChanges): Partial<UserRecord> {
    const result: { -readonly [Field in keyof UserRecord]?: UserRecord[Field] } = {};
    if (changes.username !== undefined) {
      result.username = checkUsername(changes.username);
      this.refuseTaken("username", result.username, user.id);
    }
    if (changes.first_name !== undefined) {
      result.first_name = checkName("first_name", changes.first_name);
    }
    if (changes.last_name !== undefined) {
      result.last_name = checkName("last_name", changes.last_name);
    }
    if (changes.external_id !== undefined) {
      result.external_id = checkExternalId(changes.external_id);
      this.refuseTaken("external_id", result.external_id, user.id);
    }
    for (const kind of ["public_metadata", "private_metadata", "unsafe_metadata"] as const) {
      const metadata = changes[kind];
      if (metadata !== undefined) result[kind] = checkMetadata(kind, metadata);
    }
    if (changes.email_address !== undefined) {
      const email = this.newEmail(changes.email_address, Date.now());
      this.refuseTaken("email_address", email.email_address, user.id);
      result.emails = [email];
      result.primary_email_address_id = email.id;
    } else if (changes.primary_email_address_id !== undefined) {
      result.primary_email_address_id = ownEmail(user, changes.primary_email_address_id);
    }
    return result;
  }

  private newEmail(address: string, at: number): EmailRecord {
    const email_address = checkEmail(address);
    return { id: newId("idn"), email_address, created_at: at, updated_at: at };
  }

  private refuseTaken(
    field: "username" | "email_address" | "external_id",
    value: string | null,
    ownId: string | null,
  ): void {
    const holder = value === null ? undefined : this.directory.holder(field, value);
    if (holder === undefined || holder === ownId) return;
    throw identifierExists(field, field.replace("_", " "));
  }
}

function blankUser(created_at: number, emails: readonly EmailRecord[]): UserRecord {
  return {
    id: newId("user"),
    external_id: null,
    username: null,
    first_name: null,
    last_name: null,
    emails,
    primary_email_address_id: emails[0]?.id ?? null,
    password: null,
    picture_id: null,
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: {},
    last_sign_in_at: null,
    created_at,
    updated_at: created_at,
  };
}

function ownEmail(user: UserRecord, id: string): string {
  if (user.emails.some((email) => email.id === id)) return id;
  throw refusedParam(
    "primary_email_address_id",
    "resource_not_found",
    `${id} is none of the user's email addresses.`,
  );
}

async function hashed(password: string | undefined): Promise<Pick<UserRecord, "password"> | null> {
  return password === undefined ? null : { password: await hashPassword(password) };
}
