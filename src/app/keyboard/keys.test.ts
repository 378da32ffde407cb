import { describe, expect, it } from "vitest";
import { PAGES } from "../pages";
import { GO_TO, keysOn } from "./keys";

const pages = PAGES.flat();

describe("the keys", () => {
  it("lead to every page that there is, each by a letter of its own", () => {
    const letters = pages.map(({ path }) => GO_TO[path]);
    expect(letters).not.toContain(undefined);
    expect(new Set(letters).size).toBe(pages.length);
  });

  it("of a list tell how to move in it", () => {
    const [own] = keysOn("/users", pages);
    expect(own?.title).toBe("Users");
    expect(own?.lines.map(({ keys }) => keys[0])).toContain("j");
  });

  it("name no page that there is not", () => {
    const groups = keysOn("/", [{ path: "/", title: "Overview" }]);
    const goTo = groups.find(({ title }) => title === "Go to");
    expect(goTo?.lines).toEqual([{ keys: ["g", "o"], does: "Overview" }]);
  });

  it("leave out the page's own where it has none", () => {
    expect(keysOn("/profile", pages).map(({ title }) => title)).toEqual(["Go to", "Everywhere"]);
  });
});
