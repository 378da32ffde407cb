import { base64url } from "jose";
import type { UserRecord } from "../users/record";
import { initialsOf, initialsPicture } from "./initials";
import type { Picture, Pictures } from "./pictures";

/** Where the picture of a person is to be found. */
export interface PictureUrls {
  of(user: UserRecord): string;
}

/**
 * Like `img.clerk.com`, the address says what it shows: base64url of a small JSON document. So the
 * picture of initials needs no storage, and its address changes with the name.
 */
type Description =
  | { readonly type: "default"; readonly rid: string; readonly initials: string }
  | { readonly type: "uploaded"; readonly id: string };

/** @param filesUrl the base under which `picturesResponse` answers */
export function servedPictureUrls(filesUrl: string): PictureUrls {
  return { of: (user) => `${filesUrl}/pictures/${encode(describe(user))}` };
}

/**
 * For a page without a server: `blob:` addresses, which `<img>` can load, made when first asked
 * for and valid as long as the page. They too say what they show, in the fragment.
 */
export function blobPictureUrls(pictures: Pictures): PictureUrls {
  const urls = new Map<string, string>();
  return {
    of(user) {
      const name = encode(describe(user));
      let url = urls.get(name);
      if (!url) {
        const picture = pictureOf(describe(user), pictures);
        if (!picture) throw new Error(`The picture of ${user.id} is not in the store.`);
        const blob = new Blob([picture.bytes as BlobPart], { type: picture.content_type });
        url = `${URL.createObjectURL(blob)}#${name}`;
        urls.set(name, url);
      }
      return url;
    },
  };
}

/** The answer to `GET /pictures/:name`, or undefined when there is no such picture. */
export function pictureResponse(name: string, pictures: Pictures): Response | undefined {
  const description = decode(name);
  const picture = description && pictureOf(description, pictures);
  if (!picture) return undefined;
  return new Response(picture.bytes as BodyInit, {
    headers: {
      "content-type": picture.content_type,
      "cache-control": "public, max-age=31536000, immutable",
      // A crop tool draws it on a canvas, which needs this when the page has another port.
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    },
  });
}

function describe(user: UserRecord): Description {
  if (user.picture_id !== null) return { type: "uploaded", id: user.picture_id };
  return { type: "default", rid: user.id, initials: initialsOf(user) };
}

function pictureOf(description: Description, pictures: Pictures): Picture | undefined {
  if (description.type === "uploaded") return pictures.get(description.id);
  const svg = initialsPicture(description.initials, description.rid);
  return { content_type: "image/svg+xml", bytes: new TextEncoder().encode(svg) };
}

function encode(description: Description): string {
  return base64url.encode(JSON.stringify(description));
}

function decode(name: string): Description | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(name)));
    return isDescription(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isDescription(json: unknown): json is Description {
  if (typeof json !== "object" || json === null || !("type" in json)) return false;
  if (json.type === "uploaded") return "id" in json && typeof json.id === "string";
  if (json.type !== "default") return false;
  return ["rid", "initials"].every((field) => typeof Reflect.get(json, field) === "string");
}
