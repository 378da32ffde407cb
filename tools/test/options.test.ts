import { describe, expect, it } from "vitest";
import { readOptions } from "./options";

const NAMES = ["lint", "unit", "e2e"];

describe("the options of npm test", () => {
  it("want every step when none is named", () => {
    expect(readOptions([], NAMES)).toEqual({ list: false, wanted: new Set(NAMES) });
  });

  it("want the steps named after --only, in one list or in several", () => {
    const wanted = new Set(["unit", "e2e"]);
    expect(readOptions(["--only", "unit,e2e"], NAMES)).toMatchObject({ wanted });
    expect(readOptions(["--only=unit", "--only=e2e"], NAMES)).toMatchObject({ wanted });
  });

  it("refuse a step that does not exist, and name those that do", () => {
    expect(readOptions(["--only", "unit,units"], NAMES)).toEqual({
      problem: "No such step: units. There are: lint, unit, e2e.",
    });
  });

  it("refuse an option that does not exist", () => {
    expect(readOptions(["--onyl", "unit"], NAMES)).toEqual({
      problem: expect.stringContaining("--onyl") as string,
    });
  });
});
