import { describe, expect, it } from "vitest";

/** What every function of the backend must have, whichever file it is in. */

const files = import.meta.glob<Record<string, unknown>>(["../../convex/*.ts", "!**/*.config.ts"], {
  eager: true,
});

interface ConvexFunction {
  isPublic?: boolean;
  isHttp?: boolean;
  exportArgs(): string;
  exportReturns(): string;
}

const functions = Object.entries(files).flatMap(([path, exports]) =>
  Object.entries(exports)
    .filter((entry): entry is [string, ConvexFunction] => isConvexFunction(entry[1]))
    .map(([name, fn]) => [`${path.replace(/^.*\/|\.ts$/g, "")}:${name}`, fn] as const),
);

function isConvexFunction(value: unknown): value is ConvexFunction {
  return typeof value === "function" && "exportArgs" in value && "exportReturns" in value;
}

/** Staff look at, or act on, somebody else; who they are themselves still comes from the token. */
const STAFF_NAMES_A_PERSON = new Set([
  "dashboard:getUser",
  "dashboard:listAudit",
  "dashboard:listEvents",
  "dashboard:revealEmail",
  "inbox:replayMany",
  "reconcile:preview",
  "reconcile:resolve",
  "reconcile:start",
]);

describe("every Convex function", () => {
  it("is looked at here", () => {
    const names = functions.map(([name]) => name);
    expect(names).toContain("users:updateProfile");
    expect(names).toContain("inbox:receive");
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(functions)("%s says what it takes and what it answers with", (_, fn) => {
    expect(JSON.parse(fn.exportArgs())).toMatchObject({ type: "object" });
    expect(JSON.parse(fn.exportReturns())).not.toMatchObject({ type: "any" });
    expect(JSON.parse(fn.exportReturns())).not.toBeNull();
  });

  it("is public only where browsers call it", () => {
    const isPublic = functions.filter(([, fn]) => fn.isPublic).map(([name]) => name);
    expect(isPublic.sort()).toEqual([
      "dashboard:countUsers",
      "dashboard:driftGroups",
      "dashboard:getEvent",
      "dashboard:getFinding",
      "dashboard:getRun",
      "dashboard:getUser",
      "dashboard:listAudit",
      "dashboard:listDrift",
      "dashboard:listEvents",
      "dashboard:listRuns",
      "dashboard:listUsers",
      "dashboard:overview",
      "dashboard:revealEmail",
      "dashboard:scanState",
      "dashboard:viewer",
      "inbox:cancelReplay",
      "inbox:replay",
      "inbox:replayJob",
      "inbox:replayMany",
      "reconcile:cancel",
      "reconcile:cancelResolve",
      "reconcile:cancelUndo",
      "reconcile:preview",
      "reconcile:previewMany",
      "reconcile:resolve",
      "reconcile:resolveJob",
      "reconcile:resolveMany",
      "reconcile:resolveSelected",
      "reconcile:start",
      "reconcile:undoJob",
      "reconcile:undoMany",
      "reconcile:undoResolve",
      "users:completeOnboarding",
      "users:current",
      "users:ensureUser",
      "users:generateAvatarUploadUrl",
      "users:isUsernameFree",
      "users:settleProfileWrite",
      "users:updateOnboardingData",
      "users:updateProfile",
    ]);
  });

  it("never takes an argument that says who is calling", () => {
    for (const [name, fn] of functions.filter(([, fn]) => fn.isPublic)) {
      if (STAFF_NAMES_A_PERSON.has(name)) continue;
      expect(fn.exportArgs()).not.toMatch(/externalId|userId|subject|role/);
    }
  });
});
