import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readKit } from "../kitFolder";
import { BACKEND_PACKAGES, lastWords, nameOf } from "./lastWords";

const PLAN = { ownHandler: null, tables: { profiles: "users", mapped: null }, byHand: [] };
const words = (dependencies: Record<string, string>, variables: Record<string, string> = {}) =>
  lastWords(PLAN, { dependencies, variables }, { replacedHandler: null }).join("\n");

describe("the packages to install", () => {
  it("are those that the kit's functions import, in the versions they are tested with", () => {
    const imported = new Set<string>();
    for (const text of readKit().values()) {
      for (const [, name = ""] of text.matchAll(/from "((?:@[\w-]+\/)?[\w-]+)/g))
        imported.add(name);
    }
    imported.delete("convex");
    const own = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, object>;
    const versions: Record<string, string> = { ...own.devDependencies, ...own.dependencies };
    const tested = [...imported].map((name) => `${name}@^${versions[name]?.replace("^", "")}`);
    expect([...BACKEND_PACKAGES].sort()).toEqual(tested.sort());
  });

  it("are named only where they are missing", () => {
    const all = Object.fromEntries(BACKEND_PACKAGES.map((name) => [nameOf(name), "*"]));
    expect(words({ svix: "^1.0.0" })).toContain("npm install @convex-dev/rate-limiter@");
    expect(words(all)).not.toContain("npm install");
  });

  it("include a newer Convex where it is too old", () => {
    expect(words({ convex: "^1.17.2" })).toContain("npm install convex@latest");
    expect(words({ convex: "^1.48.0" })).not.toContain("convex@latest");
  });
});

it("the endpoint is named as the deployment is known here", () => {
  const url = "https://happy-otter-1.convex.cloud";
  expect(words({}, { NEXT_PUBLIC_CONVEX_URL: url })).toContain(
    "https://happy-otter-1.convex.site/clerk/webhook",
  );
  expect(words({}, { VITE_CONVEX_URL: "http://127.0.0.1:3210" })).toContain("YOUR-DEPLOYMENT");
});
