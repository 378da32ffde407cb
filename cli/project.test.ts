import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { functionsFolder, readProject, siteUrlOf } from "./project";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe("an app's folder", () => {
  it("says where its functions are", () => {
    expect(functionsFolder(root)).toBe(join(root, "convex"));
    put("convex.json", '{ "functions": "src/convex/" }');
    expect(functionsFolder(root)).toBe(join(root, "src/convex/"));
  });

  it("is that of the nearest package.json, with its variables", () => {
    put(
      "package.json",
      '{ "dependencies": { "convex": "1" }, "devDependencies": { "svix": "2" } }',
    );
    put(".env", "VITE_CONVEX_URL=https://old.convex.cloud\nOTHER=1\n");
    put(".env.local", "VITE_CONVEX_URL=https://new.convex.cloud # dev\n");
    const { dependencies, variables } = readProject(join(root, "src/convex"));
    expect(dependencies).toEqual({ convex: "1", svix: "2" });
    expect(variables).toMatchObject({ VITE_CONVEX_URL: "https://new.convex.cloud", OTHER: "1" });
  });

  it("may have a package.json that cannot be read", () => {
    put("package.json", "{");
    expect(readProject(join(root, "convex")).dependencies).toEqual({});
  });
});

describe("the address of a deployment's HTTP actions", () => {
  it.each([
    [{ VITE_CONVEX_URL: "https://a-b-1.convex.cloud" }, "https://a-b-1.convex.site"],
    [{ NEXT_PUBLIC_CONVEX_URL: "https://a-b-1.convex.cloud/" }, "https://a-b-1.convex.site"],
    [{ VITE_CONVEX_SITE_URL: "https://own.test/" }, "https://own.test"],
    // Where a self-hosted deployment has them cannot be told from its other address.
    [{ VITE_CONVEX_URL: "http://127.0.0.1:3210" }, null],
    [{}, null],
  ])("of %j is %s", (variables, site) => {
    expect(siteUrlOf(variables)).toBe(site);
  });
});
