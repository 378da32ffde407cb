import { asText, isObject } from "./json";

/**
 * Pictures are told apart by who uploaded what, not by the text of their address: Clerk makes a
 * new address for each upload, and the picture of initials that it draws for everybody else
 * changes its address with the name.
 */

/** What Clerk takes as a profile image. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

/** Clerk takes no more. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/** Of every picture that nobody has uploaded. */
export const DEFAULT_PICTURE = "default";

/** Whose upload an address shows: the same for two addresses of one upload; null for no picture. */
export function pictureOf(url: string | null): string | null {
  if (url === null || url === "") return null;
  const description = describe(url);
  if (description?.type === "default") return DEFAULT_PICTURE;
  const source = asText(description?.src) ?? asText(description?.id);
  return source ?? withoutSize(url);
}

/** Whether two addresses show the same upload, or both show none. */
export function isSamePicture(a: string | null, b: string | null): boolean {
  return uploadOf(a) === uploadOf(b);
}

/** Why a stored file is no profile picture; null when it is one. */
export function complaintAboutPicture(file: {
  size: number;
  contentType?: string | undefined;
}): string | null {
  if (!PICTURE_TYPES.some((type) => type === file.contentType)) {
    return "Picture: only PNG, JPEG, GIF and WebP.";
  }
  if (file.size > MAX_PICTURE_BYTES) return "Picture: at most 10 MB.";
  return file.size === 0 ? "Picture: the file is empty." : null;
}

/** A SHA-256 in hex, whether it was given in hex or in base64; null when it is neither. */
export function sha256Hex(digest: string): string | null {
  if (/^[0-9a-f]{64}$/i.test(digest)) return digest.toLowerCase();
  const bytes = decode(digest);
  if (bytes?.length !== 32) return null;
  return Array.from(bytes, (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

function uploadOf(url: string | null): string | null {
  const picture = pictureOf(url);
  return picture === DEFAULT_PICTURE ? null : picture;
}

/**
 * Addresses of `img.clerk.com` end in a JSON document in base64url: `{type: "default", initials}`
 * or `{type: "proxy", src}`.
 */
function describe(url: string) {
  const [address = "", fragment] = url.split("#");
  const name = fragment ?? address.split("?")[0]?.split("/").at(-1) ?? "";
  const json = decode(name.replaceAll("-", "+").replaceAll("_", "/"));
  if (json === null || !json.startsWith("{")) return null;
  try {
    const description: unknown = JSON.parse(json);
    return isObject(description) ? description : null;
  } catch {
    return null;
  }
}

/** Clerk's pictures take their size in the query (`?width=80`); it is the same picture. */
function withoutSize(url: string): string {
  return url.split(/[?#]/)[0] ?? url;
}

function decode(base64: string): string | null {
  try {
    return atob(base64);
  } catch {
    return null;
  }
}
