import { normaliseClerkUser, type ClerkUser } from "../model/clerkUser";
import { FIELDS, USER_UPDATE_FIELDS, type UserUpdateValues } from "../model/fields";
import {
  callClerk,
  unexpectedAnswer,
  type ClerkMissing,
  type ClerkRefusal,
  type ClerkRetry,
} from "./clerkRequest";

/** One user in Clerk's Backend API: read, changed. For actions: only they may fetch. */

export type ClerkAnswer =
  { kind: "user"; user: ClerkUser } | ClerkRefusal | ClerkMissing | ClerkRetry;

export async function getUser(externalId: string): Promise<ClerkAnswer> {
  return await request("GET", `/v1/users/${encodeURIComponent(externalId)}`);
}

export async function updateUser(
  externalId: string,
  changes: Partial<UserUpdateValues>,
): Promise<ClerkAnswer> {
  const body: Record<string, string | null> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const value = changes[field];
    if (value !== undefined) body[FIELDS[field].clerkJson] = value;
  }
  return await request("PATCH", `/v1/users/${encodeURIComponent(externalId)}`, body);
}

/** Uploads a picture for a user, as `user.setProfileImage()` does in the browser. */
export async function uploadPicture(externalId: string, picture: Blob): Promise<ClerkAnswer> {
  const form = new FormData();
  form.append("file", picture, "picture");
  return await request("POST", `/v1/users/${encodeURIComponent(externalId)}/profile_image`, form);
}

export async function removePicture(externalId: string): Promise<ClerkAnswer> {
  return await request("DELETE", `/v1/users/${encodeURIComponent(externalId)}/profile_image`);
}

async function request(method: string, path: string, body?: unknown): Promise<ClerkAnswer> {
  const reply = await callClerk(method, path, body);
  if (reply.kind !== "ok") return reply;
  const normalised = normaliseClerkUser(reply.json);
  if (normalised.ok) return { kind: "user", user: normalised.user };
  return unexpectedAnswer(`Clerk's answer was not a user: ${normalised.message}`);
}
