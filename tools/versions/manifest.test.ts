import { describe, expect, it } from "vitest";
import installed from "../../package.json" with { type: "json" };
import { readSource, sourceFiles } from "../sourceFiles";
import { withClerk, withVersions } from "./manifest";

const none = { node: null, react: null, clerk: null };

describe("package.json with other versions", () => {
  it("has React's packages and their types", () => {
    const { devDependencies } = withVersions(installed, { ...none, react: "18.2" });
    expect(devDependencies).toMatchObject({
      react: "18.2",
      "react-dom": "18.2",
      "@types/react": "18",
      "@types/react-dom": "18",
    });
  });

  it("has Clerk's packages of version 6 in place of those of 5", () => {
    const changed = withVersions(installed, { ...none, clerk: "6" });
    for (const packages of [changed.peerDependencies, changed.devDependencies]) {
      expect(packages).toMatchObject({ "@clerk/react": "6", "@clerk/clerk-js": "6" });
      expect(packages).not.toHaveProperty(["@clerk/clerk-react"]);
    }
    expect(changed.imports["#clerk-js"]).toBe("@clerk/clerk-js");
  });

  it("is left as it was but for what is asked for", () => {
    expect(withVersions(installed, { ...none, node: "22" })).toEqual(installed);
    const { imports } = withVersions(installed, { ...none, clerk: "5.100.0" });
    expect(imports).toEqual(installed.imports);
  });
});

describe("Clerk's packages for the browser", () => {
  const CLERK_IMPORT = /^(import|export|\}).* from "@clerk\/(clerk-react|react|clerk-js)/m;

  it("are imported by src/clerk.ts alone: moving to version 6 is that file and package.json", () => {
    const importers = sourceFiles().filter(
      (path) => /\.tsx?$/.test(path) && CLERK_IMPORT.test(readSource(path)),
    );
    expect(importers).toEqual(["src/clerk.ts"]);
  });

  it("are named anew in what says what each package is for", () => {
    const page = withClerk(readSource("docs/dependencies.md"), { ...none, clerk: "6" });
    expect(page).toContain("| `@clerk/react`");
    expect(page).not.toContain("@clerk/clerk-react");
  });

  it("are both named anew in that file", () => {
    const source = readSource("src/clerk.ts");
    const moved = withClerk(source, { ...none, clerk: "6.18" });
    expect(moved).toContain('from "@clerk/react"');
    expect(moved).toContain('from "@clerk/react/errors"');
    expect(moved).not.toContain("@clerk/clerk-react");
    expect(withClerk(source, { ...none, clerk: "5" })).toBe(source);
  });
});
