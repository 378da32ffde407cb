import { describe, expect, it } from "vitest";
import type { ListState } from "../lib/listState";
import { holdBack, newestIn } from "./holdBack";

const listOf = (...times: number[]): ListState<{ received_at: number }> => {
  const rows = times.map((received_at) => ({ received_at }));
  return { status: "ready", rows, refreshing: false, more: "none" };
};

describe("a paused list of events", () => {
  it("shows what was there, and counts what has come since", () => {
    const { list, heldBack } = holdBack(listOf(9, 8, 7, 3), 7);
    expect(list).toEqual(listOf(7, 3));
    expect(heldBack).toBe(2);
  });

  it("takes in older events that are loaded meanwhile", () => {
    expect(holdBack(listOf(9, 7, 3, 2, 1), 7).list).toEqual(listOf(7, 3, 2, 1));
  });

  it("is the very list while nothing new has come, so that nothing is drawn anew", () => {
    const list = listOf(7, 3);
    expect(holdBack(list, 7).list).toBe(list);
    expect(holdBack(list, null)).toEqual({ list, heldBack: 0 });
  });

  it("holds everything back when it was paused while empty", () => {
    expect(newestIn(listOf())).toBe(0);
    expect(holdBack(listOf(2, 1), newestIn(listOf())).heldBack).toBe(2);
  });

  it("is paused at its newest event, whatever the order", () => {
    expect(newestIn(listOf(3, 9, 7))).toBe(9);
    expect(newestIn({ status: "loading" })).toBe(0);
  });
});
