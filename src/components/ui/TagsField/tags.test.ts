import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addTags, hasSeparator, splitEntries } from "./tags";

describe("a text", () => {
  it("is entries as far as the last separator; the rest may still grow", () => {
    expect(splitEntries("chess, go ,  rock cl")).toEqual({
      entries: ["chess", "go"],
      rest: "rock cl",
    });
  });

  it("may come from a spreadsheet, or use the comma of another script", () => {
    expect(splitEntries("chess\tgo\r\nshogi\n").entries).toEqual(["chess", "go", "shogi"]);
    expect(splitEntries("شطرنج، موسيقى،").entries).toEqual(["شطرنج", "موسيقى"]);
    expect(splitEntries("囲碁、将棋、").entries).toEqual(["囲碁", "将棋"]);
  });

  it("loses nothing but spaces and separators", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", " ", ",", "\n") }), (text) => {
        const { entries, rest } = splitEntries(text);
        const letters = (value: string) => value.replace(/[^ab]/g, "");
        expect(letters(entries.join("") + rest)).toBe(letters(text));
        expect(hasSeparator(rest)).toBe(false);
      }),
    );
  });
});

describe("an entry", () => {
  it("becomes a tag, tidied", () => {
    expect(addTags(["chess"], ["  rock \n climbing "], {}).tags).toEqual([
      "chess",
      "rock climbing",
    ]);
  });

  it("is refused when it is there already, also in other letters", () => {
    expect(addTags(["Chess", "caf\u00e9"], ["chess", "cafe\u0301"], {})).toMatchObject({
      added: [],
      refused: [{ reason: "duplicate" }, { reason: "duplicate" }],
    });
  });

  it("is refused when it is too long, or one too many", () => {
    const { tags, refused } = addTags(["a"], ["bb", "b", "c"], { maxCount: 2, maxLength: 1 });
    expect(tags).toEqual(["a", "b"]);
    expect(refused).toEqual([
      { reason: "too_long", entry: "bb" },
      { reason: "too_many", entry: "c" },
    ]);
  });

  it("is never lost: it is a tag, or refused with a reason", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "B", "b", " "), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(word), fc.nat(5), fc.nat(3), (entries, maxCount, maxLength) => {
        const { tags, added, refused } = addTags([], entries, { maxCount, maxLength });
        expect(added.length + refused.length).toBe(entries.filter((entry) => entry.trim()).length);
        expect(tags.length).toBeLessThanOrEqual(maxCount);
        expect(new Set(tags.map((tag) => tag.toLowerCase())).size).toBe(tags.length);
      }),
    );
  });
});
