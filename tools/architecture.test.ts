import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readSource, sourceFiles } from "./sourceFiles";

const page = readSource("docs/architecture.md");

/** Rooms that may look at everything, and so would only cover the picture with arrows. */
const TEST_FILE = /\.test\.tsx?$|\/testing\.ts$|\/fixtures\//;
/** Stylesheets are no room: they carry no code, and everything that can be seen asks for them. */
const CODE = /\.tsx?$/;

describe("the picture in docs/architecture.md", () => {
  const rooms = drawnRooms();

  it("has an arrow wherever a room imports from another, and no other arrow", () => {
    const imports = new Set<string>();
    for (const path of sourceFiles().filter((file) => CODE.test(file) && !TEST_FILE.test(file))) {
      const from = roomOf(path);
      if (from === undefined) continue;
      for (const { fileName } of ts.preProcessFile(readSource(path)).importedFiles) {
        if (!fileName.startsWith(".") || fileName.endsWith(".css")) continue;
        const to = roomOf(posix.join(posix.dirname(path), fileName));
        if (to !== undefined && to !== from) imports.add(`${from} --> ${to}`);
      }
    }
    expect([...imports].sort()).toEqual(drawnArrows().sort());
  });

  /** The innermost room that a file, named with its ending or without, lies in. */
  function roomOf(path: string): string | undefined {
    return [...rooms.values()]
      .filter((room) => path === room || path.startsWith(`${room}/`) || path.startsWith(`${room}.`))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** Each box: its name in the picture, and the folder or file that is its first line. */
  function drawnRooms(): Map<string, string> {
    const boxes = page.matchAll(/^ *(\w+)\["([^<"]+)<br\/>/gm);
    return new Map(Array.from(boxes, ([, name = "", room = ""]) => [name, room]));
  }

  function drawnArrows(): string[] {
    return Array.from(page.matchAll(/^ *(\w+) --> (.+)$/gm)).flatMap(([, from = "", to = ""]) =>
      to.split(" & ").map((name) => `${rooms.get(from)} --> ${rooms.get(name)}`),
    );
  }
});

describe("the lines stated in docs/architecture.md", () => {
  it.each([
    ["`src/` + `convex/`", ["src/", "convex/"]],
    ["`sandbox/`", ["sandbox/"]],
    ["of which `convex/`", ["sandbox/convex/"]],
    ["of which `clerk/`", ["sandbox/clerk/"]],
  ])("are those of %s, give or take a tenth", (title, folders) => {
    const row = page.split("\n").find((line) => line.startsWith(`| ${title} `));
    const stated = Number(row?.split("|")[2]?.replaceAll(",", ""));
    const counted = sourceFiles()
      .filter((path) => folders.some((folder) => path.startsWith(folder)))
      .filter((path) => /\.(tsx?|css)$/.test(path) && !path.includes(".test."))
      .filter((path) => !path.startsWith("convex/_generated/"))
      .reduce((sum, path) => sum + readSource(path).split("\n").length - 1, 0);
    expect(Math.abs(stated / counted - 1), `${counted} lines`).toBeLessThan(0.1);
  });
});
