import { describe, expect, it } from "vitest";
import { USER_SORTS } from "../../../convex/model/statuses";
import { shownSort, SORTABLE_COLUMNS, sortAfter } from "./userSorts";

describe("the order of people", () => {
  it("is shown at the column that it is of, with its direction", () => {
    expect(shownSort("-activity")).toEqual({ column: "changed", direction: "descending" });
    expect(shownSort("name")).toEqual({ column: "person", direction: "ascending" });
  });

  it("begins with what one is likely to want, and turns with the next press", () => {
    expect(sortAfter("person", "-activity")).toBe("name");
    expect(sortAfter("person", "name")).toBe("-name");
    expect(sortAfter("person", "-name")).toBe("name");
    expect(sortAfter("changed", "name")).toBe("-activity");
  });

  it("stays as it is for a column that one cannot sort by", () => {
    expect(sortAfter("email", "name")).toBe("name");
  });

  it("can be reached through the headings, every one", () => {
    const reached = SORTABLE_COLUMNS.flatMap((column) => {
      const first = sortAfter(column, "activity");
      return [first, sortAfter(column, first)];
    });
    expect([...new Set(reached)].sort()).toEqual([...USER_SORTS].sort());
  });
});
