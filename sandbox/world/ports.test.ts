import { describe, expect, it } from "vitest";
import { claimPort } from "./ports";

describe("claiming a port", () => {
  it("takes the next free one when the wanted one is held, and says so", async () => {
    const first = await claimPort(0);
    const second = await claimPort(first.port);
    expect(second.port).toBeGreaterThan(first.port);
    expect(second.insteadOf).toBe(first.port);
    await Promise.all([first.release(), second.release()]);
  });

  it("gives the port back on release", async () => {
    const first = await claimPort(0);
    await first.release();
    const again = await claimPort(first.port);
    expect(again).toMatchObject({ port: first.port, insteadOf: null });
    await again.release();
  });
});
