import { vi } from "vitest";

/** Waits until `check` no longer throws. Patient: on a busy machine "soon" can take seconds. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { interval: 5, timeout: 15_000 });
}
