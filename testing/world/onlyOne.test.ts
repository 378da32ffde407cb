import { describe, expect, it } from "vitest";
import { onlyOne } from "./onlyOne";

/** Something to open, that writes down what happens to it. */
function thing(name: string, log: string[]) {
  return async () => {
    log.push(`${name} opens`);
    return { name, stop: async () => void log.push(`${name} stops`) };
  };
}

describe("the one place in a page", () => {
  it("is given to the next only when the one before has left", async () => {
    const log: string[] = [];
    const [first, second] = [new AbortController(), new AbortController()];
    await onlyOne(thing("first", log), first.signal);
    first.abort();
    await onlyOne(thing("second", log), second.signal);
    expect(log).toEqual(["first opens", "first stops", "second opens"]);
    second.abort();
  });

  it("opens nothing for whoever has left before it was their turn, as in StrictMode", async () => {
    const log: string[] = [];
    const [first, second] = [new AbortController(), new AbortController()];
    const never = onlyOne(thing("first", log), first.signal);
    first.abort();
    const opened = onlyOne(thing("second", log), second.signal);
    await expect(never).rejects.toThrow();
    await expect(opened).resolves.toMatchObject({ name: "second" });
    expect(log).toEqual(["second opens"]);
    second.abort();
  });

  it("stops what was opened for somebody who has left meanwhile", async () => {
    const log: string[] = [];
    const leaving = new AbortController();
    const opening = onlyOne(async () => {
      leaving.abort();
      return thing("late", log)();
    }, leaving.signal);
    await opening;
    const next = new AbortController();
    await onlyOne(thing("next", log), next.signal);
    expect(log).toEqual(["late opens", "late stops", "next opens"]);
    next.abort();
  });

  it("refuses a second one beside the first", async () => {
    const first = new AbortController();
    await onlyOne(thing("first", []), first.signal);
    const beside = onlyOne(thing("second", []), new AbortController().signal);
    await expect(beside).rejects.toThrow("A page has room for one SandboxProvider");
    first.abort();
  });

  it("is free again after an opening that failed", async () => {
    const failing = () => Promise.reject(new Error("No such person."));
    await expect(onlyOne(failing, new AbortController().signal)).rejects.toThrow("No such person.");
    const next = new AbortController();
    await expect(onlyOne(thing("next", []), next.signal)).resolves.toMatchObject({ name: "next" });
    next.abort();
  });
});
