import { describe, expect, it } from "vitest";
import { Faults } from "../../clerk/faults/faults";
import { rulesOf, STOPPED, TROUBLE_GROUPS, troublesIn } from "./troubles";

const ALL = [STOPPED, ...TROUBLE_GROUPS.flatMap(({ troubles }) => troubles)];

describe("troubles", () => {
  it.each(ALL)("“$id” is known again from the rules that it has made", (trouble) => {
    const faults = new Faults();
    for (const fault of trouble.faults) faults.set(fault);
    expect(troublesIn(faults.list())).toEqual([trouble]);
    expect(rulesOf(trouble, faults.list())).toHaveLength(trouble.faults.length);
  });

  it("are off when only some of their rules are in force", () => {
    const faults = new Faults();
    faults.set({ on: "frontend", effect: "network_error" });
    expect(troublesIn(faults.list())).toEqual([]);
  });

  it("do not take a rule for one person for their own", () => {
    const faults = new Faults();
    faults.set({ on: "webhook", effect: "drop", match: { userId: "user_1" } });
    expect(troublesIn(faults.list())).toEqual([]);
  });
});
