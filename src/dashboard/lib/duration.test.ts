import { expect, it } from "vitest";
import { duration } from "./duration";

it.each([
  [0, "0 ms"],
  [849.6, "850 ms"],
  [1_240, "1.2 sec"],
  [31_400, "31 sec"],
  [240_000, "4 min"],
  [5_400_000, "1.5 hr"],
])("%d ms are called %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});
