import { refusedParam } from "../errors";
import type { Metadata } from "./record";

/** Clerk's defaults for usernames. */
export const USERNAME_LENGTH = { min: 4, max: 64 };
const NAME_MAX_LENGTH = 256;
const EMAIL_MAX_LENGTH = 254;
const EXTERNAL_ID_MAX_LENGTH = 255;
/** Clerk's limit for each of the three kinds of metadata. */
const METADATA_MAX_BYTES = 8 * 1024;

/**
 * The username as Clerk keeps it: lower case, or null when none is given.
 * @throws {ClerkError} 422 with Clerk's code for what is wrong with it
 */
export function checkUsername(input: string | null): string | null {
  if (!input) return null;
  const { min, max } = USERNAME_LENGTH;
  if (input.length < min || input.length > max) {
    throw refusedParam(
      "username",
      "form_username_invalid_length",
      `Username must be between ${min} and ${max} characters long.`,
      { min_length: min, max_length: max },
    );
  }
  if (!/^[a-z0-9_-]+$/i.test(input)) {
    throw refusedParam(
      "username",
      "form_username_invalid_character",
      "Username can only contain letters, numbers and '_' or '-'.",
    );
  }
  if (/^[0-9]+$/.test(input)) {
    throw refusedParam(
      "username",
      "form_username_needs_non_number_char",
      "Username must contain one non-number character.",
    );
  }
  return input.toLowerCase();
}

/** @throws {ClerkError} 422 when the name is longer than Clerk keeps */
export function checkName(param: "first_name" | "last_name", input: string | null): string | null {
  if (!input) return null;
  if (input.length > NAME_MAX_LENGTH) {
    throw refusedParam(
      param,
      "form_param_max_length_exceeded",
      `${param} should not exceed ${NAME_MAX_LENGTH} characters.`,
      { name: param, max_length: NAME_MAX_LENGTH },
    );
  }
  return input;
}

/** @throws {ClerkError} 422 when it is not an address */
export function checkEmail(input: string): string {
  const address = input.trim().toLowerCase();
  if (address.length > EMAIL_MAX_LENGTH || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
    throw refusedParam(
      "email_address",
      "form_param_format_invalid",
      "email_address must be a valid email address.",
    );
  }
  return address;
}

/** @throws {ClerkError} 422 when it is larger than Clerk keeps */
export function checkMetadata(param: string, input: Metadata): Metadata {
  const bytes = new TextEncoder().encode(JSON.stringify(input)).length;
  if (bytes > METADATA_MAX_BYTES) {
    throw refusedParam(
      param,
      "form_param_exceeds_allowed_size",
      `${param} exceeds the maximum allowed size of ${METADATA_MAX_BYTES} bytes.`,
    );
  }
  return input;
}

/** @throws {ClerkError} 422 when it is longer than Clerk keeps */
export function checkExternalId(input: string | null): string | null {
  if (!input) return null;
  if (input.length > EXTERNAL_ID_MAX_LENGTH) {
    throw refusedParam(
      "external_id",
      "form_param_max_length_exceeded",
      `external_id should not exceed ${EXTERNAL_ID_MAX_LENGTH} characters.`,
    );
  }
  return input;
}
