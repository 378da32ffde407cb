import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  complaintAboutPicture,
  isSamePicture,
  MAX_PICTURE_BYTES,
  pictureOf,
  sha256Hex,
} from "../../../convex/model/picture";

const clerkUrl = (description: object) =>
  `https://img.clerk.com/${Buffer.from(JSON.stringify(description)).toString("base64url")}`;
const initials = (text: string) => clerkUrl({ type: "default", rid: "user_1", initials: text });
const upload = (id: string) =>
  clerkUrl({ type: "proxy", src: `https://images.clerk.dev/uploaded/${id}` });

describe("telling pictures apart", () => {
  it("takes Clerk's pictures of initials for no picture, whatever the name", () => {
    expect(isSamePicture(initials("AL"), initials("GH"))).toBe(true);
    expect(isSamePicture(initials("AL"), null)).toBe(true);
    expect(isSamePicture(initials("AL"), upload("img_1"))).toBe(false);
  });

  it("compares who uploaded what, not the size in which it is asked for", () => {
    expect(isSamePicture(upload("img_1"), `${upload("img_1")}?width=80`)).toBe(true);
    expect(isSamePicture(upload("img_1"), upload("img_2"))).toBe(false);
  });

  it("reads a description also from the fragment of a blob's address", () => {
    const name = initials("AL").split("/").at(-1) ?? "";
    expect(pictureOf(`blob:http://localhost/1#${name}`)).toBe("default");
  });

  it("takes any address as it is when it says nothing of itself", () => {
    expect(pictureOf("https://example.com/a.png?v=1")).toBe("https://example.com/a.png");
    expect(pictureOf("")).toBeNull();
    fc.assert(fc.property(fc.webUrl(), (url) => isSamePicture(url, url)));
    fc.assert(fc.property(fc.string(), (text) => isSamePicture(text, text)));
  });
});

describe("a file that shall be a picture", () => {
  it("is a PNG, JPEG, GIF or WebP of at most 10 MB that is not empty", () => {
    const file = (contentType: string | undefined, size = 10) => ({ contentType, size });
    expect(complaintAboutPicture(file("image/webp", MAX_PICTURE_BYTES))).toBeNull();
    expect(complaintAboutPicture(file("image/webp", MAX_PICTURE_BYTES + 1))).toContain("10 MB");
    expect(complaintAboutPicture(file("image/svg+xml"))).toContain("only PNG");
    expect(complaintAboutPicture(file(undefined))).toContain("only PNG");
    expect(complaintAboutPicture(file("image/png", 0))).toContain("empty");
  });
});

describe("a SHA-256", () => {
  it("is the same in hex and in base64", () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, (digest) => {
        const buffer = Buffer.from(digest);
        expect(sha256Hex(buffer.toString("base64"))).toBe(buffer.toString("hex"));
        expect(sha256Hex(buffer.toString("hex").toUpperCase())).toBe(buffer.toString("hex"));
      }),
    );
  });

  it("is nothing else", () => {
    expect(sha256Hex("")).toBeNull();
    expect(sha256Hex("not a digest")).toBeNull();
  });
});
