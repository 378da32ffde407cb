import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  INITIAL,
  MOST_CHOICES,
  next,
  shownUrl,
  urlsInUse,
  type Choice,
  type PickerEvent,
  type Source,
} from "./AvatarPicker.machine";
import { UNEDITED } from "./picture/geometry";

const picture = (url: string): Choice => ({ kind: "picture", file: new File(["x"], "x.png"), url });
const chosen = (url: string): PickerEvent => ({ type: "chosen", choice: picture(url) });
const removed: PickerEvent = { type: "chosen", choice: { kind: "removed" } };
const source: Source = {
  file: new File(["x"], "x.png"),
  type: "image/png",
  animated: false,
  from: "file",
  width: 400,
  height: 300,
  previewUrl: "blob:preview",
};
const reading: PickerEvent = { type: "reading", from: "file" };
const opened: PickerEvent = { type: "opened", source };
const after = (...events: PickerEvent[]) => events.reduce(next, INITIAL);

describe("the way from a file to a picture", () => {
  it("goes over reading, editing and processing", () => {
    expect(after(reading).step.name).toBe("reading");
    expect(after(reading, opened).step).toMatchObject({ name: "editing", source });
    expect(after(reading, opened, { type: "processing" }).step.name).toBe("processing");
  });

  it("does not open what has been cancelled", () => {
    expect(after(reading, { type: "cancelled" }, opened).step.name).toBe("idle");
  });

  it("never shows less progress than before", () => {
    const { step } = after(
      reading,
      { type: "progress", share: 0.6 },
      { type: "progress", share: 0.2 },
    );
    expect(step).toEqual({ name: "reading", from: "file", share: 0.6 });
  });

  it("keeps the edit when the picture could not be made, and takes it up again", () => {
    const failed = after(
      reading,
      opened,
      { type: "zoomed", zoom: 2 },
      { type: "processing" },
      { type: "failed" },
    );
    expect(failed.step).toMatchObject({ name: "failed", edit: { zoom: 2 } });
    expect(next(failed, { type: "reset" }).step).toMatchObject({ name: "editing", edit: UNEDITED });
    expect(next(failed, { type: "processing" }).step).toMatchObject({ edit: { zoom: 2 } });
  });

  it("adjusts nothing while the picture is being made", () => {
    const processing = after(reading, opened, { type: "processing" });
    expect(next(processing, { type: "zoomed", zoom: 2 })).toBe(processing);
  });
});

describe("the picture that is shown", () => {
  it("is the parent's until something is chosen, then the newest choice", () => {
    expect(shownUrl(INITIAL, "old")).toBe("old");
    expect(shownUrl(after(chosen("a"), chosen("b")), "old")).toBe("b");
    expect(shownUrl(after(chosen("a"), removed), "old")).toBeNull();
  });

  it("goes back step by step when undone", () => {
    expect(shownUrl(after(chosen("a"), removed, { type: "undone" }), "old")).toBe("a");
    expect(shownUrl(after(chosen("a"), { type: "undone" }), "old")).toBe("old");
  });

  it("is the parent's again once a write has ended, whichever way", () => {
    expect(shownUrl(after(chosen("a"), { type: "written", kept: true }), "new")).toBe("new");
    expect(shownUrl(after(chosen("a"), { type: "written", kept: false }), "old")).toBe("old");
  });

  it("keeps what was lost, to be tried again, until something else is chosen", () => {
    const lost = after(chosen("a"), { type: "written", kept: false });
    expect(lost.lost).toMatchObject({ url: "a" });
    expect(lost.choices).toEqual([]);
    expect(next(lost, chosen("b")).lost).toBeNull();
  });

  it("ends a write once: a later end is not of this choice", () => {
    const kept = after(chosen("a"), { type: "written", kept: true });
    expect(next(kept, { type: "written", kept: false })).toBe(kept);
  });
});

describe("object URLs", () => {
  it("are in use as long as the editor, undo or another try may need them", () => {
    expect(urlsInUse(after(reading, opened))).toEqual(["blob:preview"]);
    expect(urlsInUse(after(chosen("a"), removed))).toEqual(["a"]);
    expect(urlsInUse(after(chosen("a"), { type: "written", kept: false }))).toEqual(["a"]);
    expect(urlsInUse(after(chosen("a"), { type: "undone" }))).toEqual([]);
  });

  it("never pile up, however often something is chosen", () => {
    const anyEvent = fc.constantFrom<PickerEvent>(
      reading,
      opened,
      { type: "processing" },
      { type: "cancelled" },
      { type: "undone" },
      { type: "written", kept: true },
      { type: "written", kept: false },
      removed,
      chosen("a"),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 100 }), (events) => {
        const state = after(...events);
        expect(urlsInUse(state).length).toBeLessThanOrEqual(MOST_CHOICES + 2);
      }),
    );
  });
});
