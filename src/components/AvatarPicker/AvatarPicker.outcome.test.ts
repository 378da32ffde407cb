import { describe, expect, it } from "vitest";
import { resultOf, type SaveState, type Side } from "../../sync/save.machine";
import { writeOf } from "./AvatarPicker.outcome";

const done: Side = { status: "done" };
const cancelled: Side = { status: "cancelled" };
const noAnswer: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const refused = (message: string): Side => ({
  status: "refused",
  code: "some_code",
  message,
  field: "image_url",
});

function settled(convex: Side, clerk: Side): SaveState {
  const fields = ["image_url" as const];
  const parts = [{ operationId: "op1", fields, completes: false, convex, clerk }];
  return { status: "settled", parts, result: resultOf(parts) };
}

describe("what a save makes of the picture", () => {
  it("is sent, so far", () => {
    const running = { status: "saving", parts: [], connected: true, upload: 0.4 } as const;
    expect(writeOf(running)).toEqual({ status: "saving", upload: 0.4 });
    expect(writeOf({ ...running, connected: false })).toEqual({ status: "waiting" });
  });

  it("is kept when Clerk has it or will be asked again", () => {
    expect(writeOf(settled(done, done)).status).toBe("saved");
    expect(writeOf(settled(done, noAnswer)).status).toBe("on_its_way");
    expect(writeOf(settled(refused("Too many."), done))).toEqual({
      status: "only_clerk",
      reason: "Too many.",
    });
  });

  it("is being stopped for as long as Clerk, who was asked at the same time, says nothing", () => {
    const fields = ["image_url" as const];
    const part = { operationId: "op1", fields, completes: false, convex: cancelled, clerk: null };
    const running = { status: "saving", parts: [part], connected: true, upload: null } as const;
    expect(writeOf(running)).toEqual({ status: "cancelling" });
  });

  it("is cancelled, with the truth about what Clerk shows", () => {
    const after = (clerk: Side) => writeOf(settled(cancelled, clerk));
    expect(after(cancelled)).toEqual({ status: "cancelled", clerk: "old" });
    expect(after(refused("No."))).toEqual({ status: "cancelled", clerk: "old" });
    expect(after(done)).toEqual({ status: "cancelled", clerk: "new" });
    expect(after(noAnswer)).toEqual({ status: "cancelled", clerk: "unknown" });
  });

  it("is lost with the reason of whoever refused", () => {
    expect(writeOf(settled(done, refused("Not allowed.")))).toEqual({
      status: "refused",
      by: "clerk",
      reason: "Not allowed.",
    });
    expect(writeOf(settled(refused("Too many."), { status: "skipped" }))).toEqual({
      status: "refused",
      by: "app",
      reason: "Too many.",
    });
    expect(writeOf(settled(refused("No."), noAnswer)).status).toBe("failed");
  });
});
