import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planUndo, UNDO_WINDOW_MS, undoUntil, type Decided } from "../../../convex/model/undo";

const decided = (overrides: Partial<Decided> = {}): Decided => ({
  field: "last_name",
  clerk: "Byron",
  convex: "Lovelace",
  resolved_at: 1_000,
  decision: { winner: "clerk", at: 1_000, undone_at: null },
  now: { clerk: "Byron", convex: "Byron" },
  ...overrides,
});
const forConvex = { winner: "convex", at: 1_000, undone_at: null } as const;

describe("undoing a decision", () => {
  it("puts Convex's value back where Clerk had won", () => {
    expect(planUndo(decided(), 2_000)).toBe("put_back");
  });

  it("calls a save off that is still on its way, and sends Clerk's value back after that", () => {
    const onItsWay = decided({ decision: forConvex, resolved_at: null });
    expect(planUndo(onItsWay, 2_000)).toBe("call_off");
    const now = { clerk: "Lovelace", convex: "Lovelace" };
    expect(planUndo(decided({ decision: forConvex, now }), 2_000)).toBe("send_back");
  });

  it("says no twice, without a decision, after a day, and of what is not kept", () => {
    const undone = { winner: "clerk", at: 1_000, undone_at: 1_500 } as const;
    for (const refused of [
      decided({ decision: undone }),
      decided({ decision: null }),
      decided({ field: "email" }),
      decided({ field: "image_url" }),
      decided({ field: "user" }),
    ]) {
      expect(planUndo(refused, 2_000)).toHaveProperty("complaint");
    }
    expect(planUndo(decided(), 1_000 + UNDO_WINDOW_MS)).toBe("put_back");
    expect(planUndo(decided(), 1_001 + UNDO_WINDOW_MS)).toHaveProperty("complaint");
  });

  it("never overwrites what is newer", () => {
    const value = fc.option(fc.constantFrom("Byron", "Lovelace", "King"), { nil: null });
    fc.assert(
      fc.property(value, value, fc.constantFrom("clerk", "convex"), (clerk, convex, winner) => {
        const decision = { winner, at: 1_000, undone_at: null } as const;
        const plan = planUndo(decided({ decision, now: { clerk, convex } }), 2_000);
        const left = winner === "clerk" ? "Byron" : "Lovelace";
        if (convex !== left) expect(plan).toHaveProperty("complaint");
      }),
    );
  });

  it("is offered for as long as it can be done", () => {
    const { decision } = decided();
    expect(undoUntil("last_name", decision)).toBe(1_000 + UNDO_WINDOW_MS);
    expect(undoUntil("email", decision)).toBeNull();
    expect(undoUntil("last_name", null)).toBeNull();
  });
});
