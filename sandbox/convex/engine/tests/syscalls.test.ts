import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ANSWERED, REFUSED } from "../syscalls";

/** All syscall names that the sources of the installed `convex` mention outside of its CLI. */
function namesInConvex(): string[] {
  const convex = dirname(createRequire(import.meta.url).resolve("convex/package.json"));
  const files = readdirSync(join(convex, "src"), { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => file.endsWith(".ts") && !file.startsWith("cli"))
    .map((file) => readFileSync(join(convex, "src", file), "utf8"));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/["'`]((?:1\.0|storage)\/[\w/]+)["'`]/g)].map(([, name]) => name ?? ""),
  );
  return [...new Set(names)].sort();
}

test("every syscall of the installed convex is answered or refused with a reason", () => {
  const known = [...ANSWERED, ...Object.keys(REFUSED)].sort();
  expect(namesInConvex()).toEqual(known);
});
