import { describe, expect, it } from "vitest";
import { causeOf, type CauseFacts } from "../../../convex/model/driftCause";

const finding = {
  field: "last_name",
  kind: "field_mismatch",
  found_by: "scan",
  found_at: 1_000,
} as const;
const event = (status: "applied" | "failed" | "received" | "ignored" | "dead", at = 500) => {
  return {
    svix_id: `msg_${status}`,
    type: "user.updated",
    status,
    clerk_updated_at: at,
    received_at: at,
  };
};
const save = (clerk: "gave_up" | "done", requested: object = { last_name: "Lovelace" }) => {
  return { operation_id: "op_1", requested, clerk, started_at: 400 };
};
const cause = (facts: Partial<CauseFacts>, about: Parameters<typeof causeOf>[0] = finding) =>
  causeOf(about, { events: [], writes: [], clerk_updated_at: 500, ...facts });

describe("the cause of a difference", () => {
  it("is a save of that field that never reached Clerk, before all else", () => {
    const facts = { writes: [save("gave_up")], events: [event("failed")] };
    expect(cause(facts)).toMatchObject({ kind: "save_failed", operation_id: "op_1", at: 400 });
  });

  it("is no save that arrived, nor one of another field, nor one from afterwards", () => {
    expect(cause({ writes: [save("done")] }).kind).not.toBe("save_failed");
    expect(cause({ writes: [save("gave_up", { username: "ada" })] }).kind).not.toBe("save_failed");
    const later = { ...save("gave_up"), started_at: 2_000 };
    expect(cause({ writes: [later] }).kind).not.toBe("save_failed");
  });

  it.each([
    ["failed", "event_failed"],
    ["dead", "event_failed"],
    ["received", "event_waiting"],
    ["ignored", "event_left"],
    ["applied", "changed_in_convex"],
  ] as const)("names the event that carried it, which is %s", (status, kind) => {
    const svix_id = `msg_${status}`;
    expect(cause({ events: [event(status)] })).toMatchObject({ kind, svix_id });
  });

  it("is that no event told of what Clerk has", () => {
    const events = [event("applied", 300)];
    expect(cause({ events })).toMatchObject({ kind: "event_missing", svix_id: null, at: 500 });
  });

  it("is an event in trouble, when none is known to have carried just this", () => {
    const events = [event("applied", 300), event("dead", 200)];
    expect(cause({ events })).toMatchObject({ kind: "event_failed", svix_id: "msg_dead" });
  });

  it("is unknown where nothing is known", () => {
    expect(cause({ clerk_updated_at: null }).kind).toBe("unknown");
  });

  it("is the undoing, when that opened it again", () => {
    expect(cause({}, { ...finding, found_by: "undo" })).toMatchObject({ kind: "undone" });
  });

  it("of a person whom one side lacks is the event about them", () => {
    const whole = { ...finding, field: "user", kind: "missing_in_convex" } as const;
    expect(cause({ events: [event("dead")] }, whole)).toMatchObject({ kind: "event_failed" });
    expect(cause({}, whole)).toMatchObject({ kind: "event_missing" });
    const deletion = { ...event("applied"), type: "user.deleted" };
    expect(cause({ events: [deletion] }, { ...whole, kind: "deleted_mismatch" })).toMatchObject({
      kind: "changed_in_convex",
      svix_id: "msg_applied",
    });
  });
});
