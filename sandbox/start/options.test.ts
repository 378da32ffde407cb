import { describe, expect, it } from "vitest";
import { readOptions, UsageError } from "./options";

describe("the command line of npm start", () => {
  it("has a default for everything", () => {
    expect(readOptions([])).toEqual({
      dir: ".sandbox",
      reset: false,
      users: 60,
      port: 5173,
      storybook: true,
      help: false,
    });
  });

  it("takes every option", () => {
    const argv = ["--users", "50000", "--reset", "--port", "0", "--dir", "there", "--no-storybook"];
    expect(readOptions(argv)).toMatchObject({
      dir: "there",
      reset: true,
      users: 50_000,
      port: 0,
      storybook: false,
    });
  });

  it.each([
    ["--users", "many"],
    ["--users", "-3"],
    ["--users", "1e9"],
    ["--port", "70000"],
  ])("refuses %s %s and names the range", (option, value) => {
    expect(() => readOptions([`${option}=${value}`])).toThrow(/whole number from \d+ to \d+/);
  });

  it("refuses an option it does not know", () => {
    expect(() => readOptions(["--resett"])).toThrow(UsageError);
  });
});
