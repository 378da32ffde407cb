import { describe, expect, it } from "vitest";
import { BATCH, batches, resolveOrders } from "./batches";

const ids = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("chosen differences", () => {
  it("are sent in batches that the server takes, each once and in their order", () => {
    expect(batches(ids(0))).toEqual([]);
    const sent = batches(ids(121));
    expect(sent.map(({ length }) => length)).toEqual([BATCH, BATCH, 21]);
    expect(sent.flat()).toEqual(ids(121));
  });

  it("delete nobody whom the preview has not counted", () => {
    const [seen, ...unseen] = resolveOrders(ids(121));
    expect(seen).toMatchObject({ may_delete: true });
    expect(unseen.map(({ may_delete }) => may_delete)).toEqual([false, false]);
  });
});
