import { describe, expect, it } from "vitest";
import { readVersions } from "./options";

describe("npm run versions", () => {
  it("takes any of the three, and steps", () => {
    expect(readVersions(["--node", "22", "--react", "18.3", "--only", "unit"])).toEqual({
      node: "22",
      react: "18.3",
      clerk: null,
      only: "unit",
    });
  });

  it.each([[[]], [["--react", "latest; rm"]], [["--vue", "3"]]])("refuses %j", (args) => {
    expect(() => readVersions(args)).toThrow();
  });
});
