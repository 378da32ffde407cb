import { describe, expect, it } from "vitest";
import { steps } from "../test/steps";
import { readOptions } from "./options";

describe("npm run versions", () => {
  it("takes any of the three, and steps", () => {
    expect(readOptions(["--node", "22", "--react", "18.3", "--only", "unit"])).toEqual({
      node: "22",
      react: "18.3",
      clerk: null,
      only: "unit",
    });
  });

  it("runs all that the versions could concern, each step once", () => {
    const { only } = readOptions(["--react", "18", "--clerk", "6"]);
    expect(only).toBe("unit,stories,build,package,types,sandbox,e2e");
  });

  it.each(["node", "react", "clerk"])("has steps for another %s that npm test knows", (name) => {
    const known = steps("/scratch").map((step) => step.name);
    expect(known).toEqual(expect.arrayContaining(readOptions([`--${name}`, "1"]).only.split(",")));
  });

  it.each([[[]], [["--react", "latest; rm"]], [["--vue", "3"]]])("refuses %j", (args) => {
    expect(() => readOptions(args)).toThrow();
  });
});
