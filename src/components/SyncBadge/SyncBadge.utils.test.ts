import { describe, expect, it } from "vitest";
import { syncBadgeStrings as strings } from "./SyncBadge.strings";
import { faceOf, reasonOf, type SyncView } from "./SyncBadge.utils";

const inSync: SyncView = { status: "in_sync", awaited: [], drifted: [], refusal: null };

describe("a badge", () => {
  it("says first that it may be out of date", () => {
    const sync: SyncView = { ...inSync, status: "drifted" };
    expect(faceOf({ status: "ready", sync, connected: false }, strings).look).toBe("offline");
    expect(faceOf({ status: "ready", sync, connected: true }, strings)).toMatchObject({
      look: "drifted",
      word: "Drifted",
    });
  });

  it("names what Clerk has not confirmed, each field once", () => {
    const awaited = ["first_name", "image_url", "first_name"];
    expect(reasonOf({ ...inSync, status: "pending", awaited }, strings)).toBe(
      "Saved here: first name and picture. Clerk has not confirmed it yet.",
    );
  });

  it("names no field that this version has no word for", () => {
    const drifted = ["last_name", "shoe_size"];
    expect(reasonOf({ ...inSync, status: "drifted", drifted }, strings)).toContain(
      "differ in: last name.",
    );
  });

  it("tells of a refusal although both sides are equal again", () => {
    expect(reasonOf({ ...inSync, refusal: "That username is taken." }, strings)).toContain("taken");
  });
});
