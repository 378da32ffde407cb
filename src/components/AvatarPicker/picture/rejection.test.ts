import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PICTURE_BYTES } from "../../../../convex/model/picture";
import { inspect, MAX_PICTURE_PIXELS } from "./rejection";

/** Files that lie, by accident or on purpose. */

const big = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const little = (value: number) => [value & 255, value >>> 8];

/** The head of a PNG, which is all that its size is read from. */
const png = (width: number, height: number) =>
  new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...big(13),
    ...[0x49, 0x48, 0x44, 0x52],
    ...big(width),
    ...big(height),
    ...[8, 6, 0, 0, 0, 0, 0, 0, 0],
  ]);

/** A GIF of a small screen with one frame of any size. */
const gif = (screen: number, frame: number) =>
  new Uint8Array([
    ...new TextEncoder().encode("GIF89a"),
    ...little(screen),
    ...little(screen),
    ...[0, 0, 0],
    ...[0x2c, 0, 0, 0, 0],
    ...little(frame),
    ...little(frame),
    ...[0, 2, 1, 0, 0, 0x3b],
  ]);

const file = (content: BlobPart, name = "me.png", type = "image/png") =>
  new File([content], name, { type });

describe("a chosen file", () => {
  it("is judged by its content, whatever it is called and says it is", async () => {
    const script = "<script>alert(1)</script>";
    expect(await inspect(file(script))).toMatchObject({ ok: false, rejection: { reason: "type" } });
    const svg = file('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "me.png");
    expect(await inspect(svg)).toMatchObject({ ok: false, rejection: { reason: "type" } });
    const honest = await inspect(file(png(10, 10), "me.exe", "text/html"));
    expect(honest).toMatchObject({ ok: true, sniffed: { type: "image/png" } });
  });

  it("of no bytes is empty", async () => {
    expect(await inspect(file(""))).toMatchObject({ ok: false, rejection: { reason: "empty" } });
  });

  it("of few bytes that would be a huge picture is refused before it is decoded", async () => {
    for (const bomb of [png(60_000, 60_000), png(2 ** 31 - 1, 2 ** 31 - 1), gif(1, 65_535)]) {
      const judged = await inspect(file(bomb));
      expect(judged).toMatchObject({ ok: false, rejection: { reason: "too_many_pixels" } });
    }
    const side = Math.floor(Math.sqrt(MAX_PICTURE_PIXELS));
    expect(await inspect(file(png(side, side)))).toMatchObject({ ok: true });
  });

  it("of more bytes than Clerk takes is too large, or no picture at all", async () => {
    const rest = new Uint8Array(MAX_PICTURE_BYTES);
    const large = new File([png(10, 10), rest], "me.png");
    expect(await inspect(large)).toMatchObject({ ok: false, rejection: { reason: "size" } });
    expect(await inspect(file(new Uint8Array(MAX_PICTURE_BYTES + 1)))).toMatchObject({
      ok: false,
      rejection: { reason: "type" },
    });
  });

  it("of any bytes is judged, and nothing is thrown", async () => {
    const heads = fc.constantFrom(
      "",
      "GIF89a",
      "\x89PNG\r\n\x1a\n",
      "RIFF....WEBPVP8 ",
      "\xff\xd8",
    );
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 200 }), async (head, rest) => {
        const bytes = Uint8Array.from([...head].map((char) => char.charCodeAt(0)).concat(...rest));
        expect(typeof (await inspect(file(bytes))).ok).toBe("boolean");
      }),
    );
  });
});
