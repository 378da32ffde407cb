import { describe, expect, it } from "vitest";
import { resultOf, type Side } from "../../sync/save.machine";
import { outcomeWords } from "./ProfileForm.outcome";
import { profileFormStrings as strings } from "./ProfileForm.strings";

const done: Side = { status: "done" };
const unreachable: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const refused = (field: "username" | null, message: string): Side => ({
  status: "refused",
  code: "some_code",
  message,
  field,
});
const words = (convex: Side, clerk: Side, fields: ("username" | "interests")[] = ["username"]) =>
  outcomeWords(
    resultOf([{ operationId: "op1", fields, completes: false, convex, clerk }]),
    strings,
  );

describe("the words for a save", () => {
  it("are none when both sides have it", () => {
    expect(words(done, done)).toBeNull();
  });

  it("say that it is on its way while Clerk does not answer, and ask for nothing", () => {
    expect(words(done, unreachable)).toMatchObject({ ...strings.onItsWay, retry: false });
  });

  it("leave Clerk's reason to the field that it is about", () => {
    const at = words(done, refused("username", "It is taken."));
    expect(at).toMatchObject({ tone: "danger", title: strings.clerkRefused.title });
    expect(at?.body).not.toContain("taken");
    expect(words(done, refused(null, "Your session has ended."))?.body).toContain("session");
  });

  it("name what Clerk refused when the rest is saved", () => {
    expect(words(done, refused("username", "Taken."), ["username", "interests"])).toMatchObject({
      tone: "warning",
      body: expect.stringContaining("Username"),
    });
  });

  it("say what the app's server objected to, and that Clerk has it", () => {
    const body = words(refused(null, "Too many saves."), done)?.body;
    expect(body).toContain("Too many saves.");
    expect(body).toContain("as soon as Clerk");
  });

  it("ask to try again when neither side could be written", () => {
    expect(words(refused(null, "No."), unreachable)).toMatchObject({
      ...strings.bothFailed,
      retry: true,
    });
  });
});
