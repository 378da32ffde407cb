import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marked, type Piece } from "./marked";

const own = (pieces: Piece[]) => pieces.filter((piece) => piece.own).map(({ text }) => text);
const whole = (pieces: Piece[]) => pieces.map(({ text }) => text).join("");

describe("marked", () => {
  it("marks what only one of the two has", () => {
    const { left, right } = marked("Okafor", "Okafor-Bello");
    expect(own(left)).toEqual([]);
    expect(own(right)).toEqual(["-Bello"]);
  });

  it("marks both whole when they have little in common", () => {
    const { left, right } = marked("Byron", "Lovelace");
    expect(own(left)).toEqual(["Byron"]);
    expect(own(right)).toEqual(["Lovelace"]);
  });

  it("never cuts through what is seen as one character", () => {
    const { left, right } = marked("Zoe\u0301 van", "Zoe van");
    expect(own(left)).toEqual(["e\u0301"]);
    expect(own(right)).toEqual(["e"]);
  });

  it("loses nothing of either, and marks nothing where they are equal", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        const { left, right } = marked(a, b);
        expect([whole(left), whole(right)]).toEqual([a, b]);
        if (a === b && a !== "") expect([...own(left), ...own(right)]).toEqual([]);
      }),
    );
  });
});
