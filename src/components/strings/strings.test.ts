import { describe, expect, it } from "vitest";
import { avatarPickerStrings } from "../AvatarPicker/AvatarPicker.strings";
import { debugAuthStrings } from "../DebugAuth/DebugAuth.strings";
import { onboardingWizardStrings } from "../OnboardingWizard/OnboardingWizard.strings";
import { profileFormStrings } from "../ProfileForm/ProfileForm.strings";
import { syncBadgeStrings } from "../SyncBadge/SyncBadge.strings";
import { tagsFieldStrings } from "../ui/TagsField/TagsField.strings";
import { arabic } from "./arabic";
import { german } from "./german";
import type { KitStrings } from "./language";

const english: KitStrings = {
  AvatarPicker: avatarPickerStrings,
  DebugAuth: debugAuthStrings,
  OnboardingWizard: onboardingWizardStrings,
  ProfileForm: profileFormStrings,
  SyncBadge: syncBadgeStrings,
  TagsField: tagsFieldStrings,
};

/** What reads the same in every language, or the same in German as in English. */
const NAMES = ["Clerk", "Convex"];
const SAME_IN_GERMAN = ["Name"];

/** Every word with its place; a function's are what it says to some arguments. */
function wordsIn(strings: unknown, place = ""): [place: string, words: string][] {
  if (typeof strings === "string") return strings === "" ? [] : [[place, strings]];
  if (typeof strings === "function") {
    return ARGUMENTS.flatMap((args, index) => {
      const said = answerOf(strings as (...args: unknown[]) => unknown, args);
      return said === null ? [] : [[`${place}(${index})`, said] as [string, string]];
    });
  }
  return Object.entries(strings as object).flatMap(([key, value]) =>
    wordsIn(value, `${place}.${key}`),
  );
}

/** One of these suits each function; the others make it throw or say nothing. */
const ARGUMENTS: unknown[][] = [
  [["x", "y"]],
  [[]],
  [3, 20],
  ["x", 3],
  ["x", "y"],
  [{ reason: "type", fileName: "x" }],
  [{ reason: "size", bytes: 3e7, maxBytes: 1e7 }],
  [{ reason: "empty", fileName: "x" }],
  [{ reason: "damaged", fileName: "x" }],
  [{ reason: "too_many_files", count: 3 }],
  [{ reason: "too_many_pixels", width: 9e4, height: 9e4, maxPixels: 6e7 }],
  [{ code: "form_identifier_exists", message: "Taken." }],
];

function answerOf(say: (...args: unknown[]) => unknown, args: unknown[]): string | null {
  try {
    const said = say(...args);
    // Some take anything and say nothing with it.
    return typeof said === "string" && !/object|undefined/i.test(said) ? said : null;
  } catch {
    return null;
  }
}

const original = new Map(wordsIn(english));

/** The places where a language says what English says. */
function leftInEnglish(strings: KitStrings, allowed: readonly string[]): string[] {
  return (
    wordsIn(strings)
      .filter(([place, words]) => original.get(place) === words && !allowed.includes(words))
      // Signs and single letters, such as "3 %" or "x: y", are nobody's language.
      .filter(([, words]) => /\p{L}{2}/u.test(words))
      .map(([place, words]) => `${place}: ${words}`)
  );
}

describe("a complete language", () => {
  it("is compared with every word there is", () => {
    expect(original.size).toBeGreaterThan(250);
    expect(original.get(".ProfileForm.unsaved(0)")).toBe("Not saved yet: x and y.");
    expect(leftInEnglish(english, []).length).toBeGreaterThan(250);
  });

  it.each([
    ["German", german, [...NAMES, ...SAME_IN_GERMAN]],
    ["Arabic", arabic, NAMES],
  ] as const)("leaves nothing in English by accident: %s", (_, { strings }, allowed) => {
    expect(leftInEnglish(strings, allowed)).toEqual([]);
  });

  it("leaves no word out that English has", () => {
    for (const { strings } of [german, arabic]) {
      const places = wordsIn(strings).map(([place]) => place);
      expect([...original.keys()].filter((place) => !places.includes(place))).toEqual([]);
    }
  });

  it("is in its own script: Arabic has no Latin words but names and formats", () => {
    const latin = wordsIn(arabic.strings).flatMap(
      ([, words]) => words.match(/[A-Za-z]{2,}/g) ?? [],
    );
    expect(new Set(latin)).toEqual(
      new Set(["Clerk", "Convex", "convex", "JWT", "PNG", "JPEG", "GIF", "WebP", "Shift"]),
    );
  });
});
