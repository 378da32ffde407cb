import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  keepCovered,
  MAX_ZOOM,
  previewSize,
  resultSide,
  rotateTo,
  sizeInOpening,
  UNEDITED,
  workingSize,
  wrapDegrees,
  zoomTo,
  type Edit,
  type Size,
} from "./geometry";

const anySize = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 12_000 }),
});
const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const anyEdit: fc.Arbitrary<Edit> = fc.record({
  x: number(20),
  y: number(20),
  zoom: fc.double({ min: 0.1, max: 10, noNaN: true }),
  rotation: number(1000),
});

/** How far the opening's rim lies outside of the picture; at most 0 where all of it is covered. */
function uncovered({ x, y, zoom, rotation }: Edit, picture: Size): number {
  const { width, height } = sizeInOpening(picture);
  const angle = (-rotation * Math.PI) / 180;
  const middle = {
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  };
  return Math.max(
    Math.abs(middle.x) + 0.5 - (width * zoom) / 2,
    Math.abs(middle.y) + 0.5 - (height * zoom) / 2,
  );
}

describe("a picture behind its round opening", () => {
  it("always fills it, wherever it is moved, zoomed and turned", () => {
    fc.assert(
      fc.property(anyEdit, anySize, (edit, picture) => {
        expect(uncovered(keepCovered(edit, picture), picture)).toBeLessThan(1e-9);
      }),
    );
  });

  it("stays where it is when it fills it already", () => {
    fc.assert(
      fc.property(anyEdit, anySize, (edit, picture) => {
        const once = keepCovered(edit, picture);
        const twice = keepCovered(once, picture);
        expect(twice.x).toBeCloseTo(once.x, 9);
        expect(twice.y).toBeCloseTo(once.y, 9);
        expect(twice).toMatchObject({ zoom: once.zoom, rotation: once.rotation });
      }),
    );
  });

  it("comes back from a zoom and from a turn to where it was", () => {
    const picture = { width: 400, height: 300 };
    const moved = keepCovered({ ...UNEDITED, x: 0.1, zoom: 1.5 }, picture);
    const zoomed = zoomTo(zoomTo(moved, 3, picture), 1.5, picture);
    const turned = rotateTo(rotateTo(moved, 137, picture), 0, picture);
    for (const back of [zoomed, turned]) {
      expect(back.x).toBeCloseTo(moved.x, 9);
      expect(back.y).toBeCloseTo(moved.y, 9);
    }
  });

  it("keeps its middle when it is zoomed out as far as it goes", () => {
    const picture = { width: 300, height: 300 };
    const moved = keepCovered({ ...UNEDITED, x: 1, y: 1, zoom: 2 }, picture);
    const { x, y } = zoomTo(moved, 1, picture);
    expect([x, y].map(Math.abs)).toEqual([0, 0]);
  });
});

describe("sizes", () => {
  it("make a square of at most 512 px, and never of more pixels than are shown", () => {
    fc.assert(
      fc.property(anySize, fc.double({ min: 1, max: MAX_ZOOM, noNaN: true }), (picture, zoom) => {
        const side = resultSide(picture, { zoom });
        expect(side).toBeLessThanOrEqual(512);
        expect(side).toBeGreaterThanOrEqual(1);
        expect(side).toBeLessThanOrEqual(
          Math.max(1, Math.min(picture.width, picture.height) / zoom),
        );
      }),
    );
  });

  it("work on a smaller picture that loses nothing of the result, at any zoom", () => {
    fc.assert(
      fc.property(anySize, fc.double({ min: 1, max: MAX_ZOOM, noNaN: true }), (picture, zoom) => {
        expect(resultSide(workingSize(picture), { zoom })).toBe(resultSide(picture, { zoom }));
      }),
    );
  });

  it("turn a photo of 12 megapixels into one of 3 before anything else", () => {
    expect(workingSize({ width: 4000, height: 3000 })).toEqual({ width: 2048, height: 1536 });
  });

  it("keep the sides' ratio, and never enlarge", () => {
    expect(previewSize({ width: 2048, height: 1536 })).toEqual({ width: 1280, height: 960 });
    expect(previewSize({ width: 64, height: 32 })).toEqual({ width: 64, height: 32 });
    expect(workingSize({ width: 64, height: 32 })).toEqual({ width: 64, height: 32 });
  });
});

describe("an angle", () => {
  it("is the same direction between -180 and 180", () => {
    expect([0, 180, -180, 270, -270, 720].map(wrapDegrees)).toEqual([0, 180, 180, -90, 90, 0]);
  });
});
