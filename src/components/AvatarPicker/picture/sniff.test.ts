import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sniff } from "./sniff";

const text = (value: string) => Array.from(value, (char) => char.charCodeAt(0));
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);
const little = (value: number, bytes: number) => big(value, bytes).reverse();
const zeros = (count: number) => Array.from({ length: count }, () => 0);
const see = (...parts: (string | number[])[]) =>
  sniff(new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? text(part) : part))));

const side = fc.integer({ min: 1, max: 16_000 });
const anySides = fc.tuple(side, side);

function png([width, height]: [number, number], ...chunks: string[]) {
  const parts = chunks.flatMap((name) => [big(4, 4), name, zeros(4 + 4)]);
  const head = [big(width, 4), big(height, 4), zeros(5 + 4)];
  return see("\x89PNG\r\n\x1a\n", big(13, 4), "IHDR", ...head, ...parts);
}

/** A frame of a GIF, with a colour table of its own and two blocks of data. */
const frame = [0x2c, ...zeros(8), 0x80, ...zeros(6), 2, 3, 1, 2, 3, 1, 9, 0];
const control = [0x21, 0xf9, 4, ...zeros(4), 0];
const comment = [0x21, 0xfe, 2, 0x2c, 0x2c, 0];

function gif([width, height]: [number, number], ...blocks: number[][]) {
  const head = [...little(width, 2), ...little(height, 2), 0x81, 0, 0, ...zeros(12)];
  return see("GIF89a", head, ...blocks, [0x3b]);
}

describe("the content of a file tells", () => {
  it("a PNG and its size", () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const [width, height] = sides;
        expect(png(sides, "IDAT")).toEqual({ type: "image/png", width, height, animated: false });
      }),
    );
  });

  it("an animated PNG, whose control comes before its data", () => {
    expect(png([1, 1], "gAMA", "acTL", "IDAT")?.animated).toBe(true);
    expect(png([1, 1], "IDAT", "acTL")?.animated).toBe(false);
  });

  it("a GIF and its size", () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const [width, height] = sides;
        const still = { type: "image/gif", width, height, animated: false };
        expect(gif(sides, control, frame)).toEqual(still);
      }),
    );
  });

  it("an animated GIF by its second frame, whatever stands between", () => {
    expect(gif([1, 1], control, frame, comment, control, frame)?.animated).toBe(true);
    // Bytes in a comment look like a frame and are none.
    expect(gif([1, 1], comment, control, frame, comment)?.animated).toBe(false);
  });

  it("a WebP of each of its three kinds, and its size", () => {
    fc.assert(
      fc.property(anySides, fc.boolean(), ([width, height], animated) => {
        const riff = ["RIFF", zeros(4), "WEBP"];
        const type = "image/webp";
        const flags = [animated ? 0x02 : 0x10, 0, 0, 0];
        const canvas = [...little(width - 1, 3), ...little(height - 1, 3)];
        expect(see(...riff, "VP8X", zeros(4), flags, canvas)).toEqual({
          type,
          width,
          height,
          animated,
        });
        const still = { type, width, height, animated: false };
        const packed = (width - 1) | ((height - 1) << 14);
        expect(see(...riff, "VP8L", zeros(4), [0x2f], little(packed, 4))).toEqual(still);
        const lossy = [...zeros(4), ...zeros(3), 0x9d, 0x01, 0x2a];
        expect(see(...riff, "VP8 ", lossy, little(width, 2), little(height, 2))).toEqual(still);
      }),
    );
  });

  it("a JPEG and its size, behind segments of any length", () => {
    const segment = fc
      .tuple(fc.constantFrom(0xe0, 0xe1, 0xc4, 0xdb, 0xfe), fc.uint8Array({ maxLength: 300 }))
      .map(([marker, data]) => [0xff, marker, ...big(data.length + 2, 2), ...data]);
    fc.assert(
      fc.property(anySides, fc.array(segment), ([width, height], segments) => {
        const start = [0xff, 0xc2, 0, 17, 8, ...big(height, 2), ...big(width, 2)];
        const photo = { type: "image/jpeg", width, height, animated: false };
        expect(see([0xff, 0xd8], ...segments, start)).toEqual(photo);
      }),
    );
  });

  it("anything else, whatever it is called", () => {
    expect(see("<svg xmlns='http://www.w3.org/2000/svg'/>")).toBeNull();
    expect(see("RIFF", zeros(4), "WAVE")).toBeNull();
    expect(see("%PDF-1.7")).toBeNull();
    expect(sniff(new Uint8Array())).toBeNull();
  });

  it("nothing wrong of a file that is cut off anywhere", () => {
    const heads = ["\x89PNG\r\n\x1a\n", "GIF89a", "RIFF0000WEBPVP8X", "\xff\xd8\xff"];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        const seen = see(head, [...rest]);
        expect(seen?.width).toBeGreaterThanOrEqual(0);
        expect(seen?.height).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
